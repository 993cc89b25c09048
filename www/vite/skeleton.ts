import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const FILE = new URL('../src/playground/skeleton.html', import.meta.url);
const PLACE = '<!-- playground -->';

/** Puts the elements of the playground into the page, which so is painted before any script is there. */
export function skeleton(): Plugin {
  return {
    name: 'skeleton',
    configureServer: (server) => {
      server.watcher.add(FILE.pathname);
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace(PLACE, () => readFileSync(FILE, 'utf8')),
    },
  };
}
