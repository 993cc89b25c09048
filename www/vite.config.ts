import { existsSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const pages = ['index.html', 'embed.html'].filter((page) => existsSync(new URL(page, import.meta.url)));

/**
 * On a slow network every link in a chain of requests costs half a second: the style sheet stands in the page, and what the script
 * will ask for, the engine and the worker, is asked for beside it.
 */
function shortenChain(): Plugin {
  const inlined = new Set<string>();
  return {
    name: 'shorten-chain',
    enforce: 'post',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const links = Object.keys(bundle).flatMap((file) => {
          if (file.endsWith('.wasm')) {
            return `<link rel="preload" href="./${file}" as="fetch" type="application/wasm" crossorigin>`;
          }
          return /\/worker-.*\.js$/.test(file) ? `<link rel="modulepreload" href="./${file}">` : [];
        });
        return html
          .replace('</head>', `  ${links.join('\n    ')}\n  </head>`)
          .replace(/<link rel="stylesheet"[^>]* href="\.\/([^"]+)">/g, (link, file) => {
            const sheet = bundle[file];
            if (sheet?.type !== 'asset') return link;
            inlined.add(file);
            return `<style>${sheet.source}</style>`;
          });
      },
    },
    generateBundle(_, bundle) {
      for (const file of inlined) delete bundle[file];
    },
  };
}

export default defineConfig({
  base: './', // the built page works under any path
  appType: 'mpa', // an unknown address is a 404, as on any static host
  plugins: [shortenChain()],
  build: {
    target: 'es2022',
    // The engine is fetched and compiled by name, once for the page and its workers: never a data: URL.
    assetsInlineLimit: (file) => (file.endsWith('.wasm') ? false : undefined),
    rolldownOptions: { input: pages },
  },
  worker: { format: 'es' },
  test: { include: ['src/**/*.test.ts'] },
});
