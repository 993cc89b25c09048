import type { Plugin } from 'vite';

const SHEET = /<link rel="stylesheet"[^>]*href="\.\/(assets\/[^"]+\.css)"[^>]*>/g;

/**
 * On a slow network every link in a chain of requests costs half a second: the style sheet stands in the page, and what the
 * script will ask for, the engine and the worker, is asked for beside it.
 */
export function firstRequests(): Plugin {
  return {
    name: 'first-requests',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const links = Object.keys(bundle).map(preload).join('');
        return html
          .replace('</head>', () => `${links}</head>`)
          .replace(SHEET, (link, name: string) => {
            const sheet = bundle[name];
            if (sheet?.type !== 'asset') return link;
            delete bundle[name];
            return `<style>${sheet.source.toString().trim()}</style>`;
          });
      },
    },
  };
}

function preload(file: string): string {
  if (/_first-.*\.wasm$/.test(file))
    return `<link rel="preload" href="./${file}" as="fetch" type="application/wasm" crossorigin>\n`;
  return /\/worker-.*\.js$/.test(file) ? `<link rel="modulepreload" href="./${file}">\n` : '';
}
