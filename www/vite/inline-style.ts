import type { Plugin } from 'vite';

const LINK = /<link rel="stylesheet"[^>]*href="\.\/(assets\/[^"]+\.css)"[^>]*>/g;

/** Puts the style sheet into the page: it is small, and on a slow network a second request would hold back the first paint. */
export function inlineStyle(): Plugin {
  return {
    name: 'inline-style',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) =>
        html.replace(LINK, (link, name: string) => {
          const sheet = bundle?.[name];
          if (sheet?.type !== 'asset') return link;
          delete bundle?.[name];
          return `<style>${sheet.source.toString().trim()}</style>`;
        }),
    },
  };
}
