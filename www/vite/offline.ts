import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const NAME = 'sw.js';
const PLACE = '__FILES';
const PUBLIC = new URL('../public/', import.meta.url);

type Entry = { url: string; revision: string | null };

/** Writes the list of all files of the page, with their versions, into its service worker. */
export function offline(): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const worker = bundle[NAME];
      if (worker?.type !== 'chunk') throw new Error(`the build has no ${NAME}`);
      const built = Object.values(bundle).filter(({ fileName }) => fileName !== NAME);
      const files = built.map((file) =>
        entry(file.fileName, file.type === 'chunk' ? file.code : file.source),
      );
      const copied = readdirSync(PUBLIC).map((name) => entry(name, readFileSync(new URL(name, PUBLIC))));
      worker.code = worker.code.replace(PLACE, () => JSON.stringify([...files, ...copied]));
    },
  };
}

/** What has a hash in its name needs no other version. */
function entry(url: string, content: string | Uint8Array): Entry {
  const revision = url.startsWith('assets/')
    ? null
    : createHash('sha256').update(content).digest('hex').slice(0, 16);
  return { url, revision };
}
