import type { UserConfig } from 'vite';

/** How everything is built: for any path of any server. */
export const asOnAnyServer = {
  base: './',
  build: {
    target: 'es2022',
    modulePreload: false, // what is loaded later has no parts of its own: the code that asks for them early is heavier than they are
    // The engine is fetched and compiled by name, once for the page and its workers: never a data: URL.
    assetsInlineLimit: (file) => (file.endsWith('.wasm') ? false : undefined),
  },
} satisfies UserConfig;

export const worker = { format: 'es' } satisfies UserConfig['worker'];
