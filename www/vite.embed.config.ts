// What other pages load: embed.js, embed.html and engine.js beside the page, or (--mode package) the package for npm.
import { defineConfig } from 'vite';
import { firstRequests } from './vite/first-requests.ts';
import { metadata, SITE } from './vite/metadata.ts';
import { asOnAnyServer, worker } from './vite/output.ts';
import { policy } from './vite/policy.ts';
import { recorded } from './vite/recorded.ts';

/** These keep their names: other pages know them. */
const ENTRIES = { embed: 'src/embed/embed.ts', engine: 'src/package/engine.ts' };

export default defineConfig(({ mode }) => {
  const alone = mode === 'package';
  return {
    ...asOnAnyServer,
    worker,
    publicDir: false,
    plugins: [recorded(), ...(alone ? [] : [metadata(), firstRequests(), policy()])],
    define: { __SITE__: JSON.stringify(SITE) },
    build: {
      ...asOnAnyServer.build,
      outDir: alone ? 'lib' : 'dist',
      emptyOutDir: alone,
      rolldownOptions: {
        input: alone ? ENTRIES : { ...ENTRIES, frame: 'embed.html' },
        // What is loaded later takes what it needs from embed.js itself.
        preserveEntrySignatures: 'allow-extension',
        output: {
          entryFileNames: ({ name }) => (name in ENTRIES ? '[name].js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  };
});
