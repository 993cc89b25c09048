import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { article } from './vite/article.ts';
import { firstRequests } from './vite/first-requests.ts';
import { offline } from './vite/offline.ts';
import { skeleton } from './vite/skeleton.ts';

const pages = ['index.html', 'embed.html'].filter((page) => existsSync(new URL(page, import.meta.url)));

export default defineConfig({
  base: './', // the built page works under any path
  appType: 'mpa', // an unknown address is a 404, as on any static host
  plugins: [article(), skeleton(), firstRequests(), offline()],
  build: {
    target: 'es2022',
    // The engine is fetched and compiled by name, once for the page and its workers: never a data: URL.
    assetsInlineLimit: (file) => (file.endsWith('.wasm') ? false : undefined),
    rolldownOptions: {
      input: [...pages, 'src/offline/sw.ts'],
      // A service worker rules over what lies beside it, and keeps its address.
      output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  worker: { format: 'es' },
  test: { include: ['{src,vite}/**/*.test.ts'] },
});
