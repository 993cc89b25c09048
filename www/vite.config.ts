import { defineConfig } from 'vitest/config';
import { article } from './vite/article.ts';
import { firstRequests } from './vite/first-requests.ts';
import { mathFont } from './vite/math-font.ts';
import { metadata } from './vite/metadata.ts';
import { offline } from './vite/offline.ts';
import { asOnAnyServer, worker } from './vite/output.ts';
import { policy } from './vite/policy.ts';
import { recorded } from './vite/recorded.ts';
import { skeleton } from './vite/skeleton.ts';

export default defineConfig({
  ...asOnAnyServer,
  worker,
  appType: 'mpa', // an unknown address is a 404, as on any static host
  plugins: [article(), skeleton(), recorded(), mathFont(), metadata(), firstRequests(), policy(), offline()],
  build: {
    ...asOnAnyServer.build,
    cssCodeSplit: false, // the style sheet stands in the page itself (firstRequests): nothing that is loaded later asks for it
    rolldownOptions: {
      input: ['index.html', 'src/offline/sw.ts'],
      // A service worker rules over what lies beside it, and keeps its address.
      output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  test: { include: ['{src,vite}/**/*.test.ts'] },
});
