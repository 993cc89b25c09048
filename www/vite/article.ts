import { readdirSync, readFileSync } from 'node:fs';
import temml from 'temml';
import type { Plugin } from 'vite';
import { quoted } from './recorded.ts';

const SECTIONS = new URL('../article/', import.meta.url);
const PLACE = '<!-- article -->';

/** Puts the sections of the article into the page, in the order of their names, with every formula as MathML. */
export function article(): Plugin {
  return {
    name: 'article',
    configureServer: (server) => {
      server.watcher.add(SECTIONS.pathname);
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace(PLACE, () => sections()),
    },
  };
}

/** The text, with formulas and numbers filled in. */
export function sections(): string {
  const names = readdirSync(SECTIONS)
    .filter((name) => name.endsWith('.html'))
    .sort();
  const texts = names.map((name) => figures(formulas(readFileSync(new URL(name, SECTIONS), 'utf8'))));
  const lines = texts.map((text) => text.replace(/\n +/g, '\n')); // indents weigh something, too
  return lines.map((text) => `<section>\n${text}</section>`).join('\n');
}

/** Replaces `<recorded>…</recorded>` by what was measured; see `quoted`. */
function figures(html: string): string {
  return html.replace(/<recorded>([^<]*)<\/recorded>/g, (_, query: string) => quoted(query));
}

/** Replaces `<tex>…</tex>` by MathML; with `display`, on a line of its own. */
export function formulas(html: string): string {
  return html.replace(/<tex( display)?>([^<]*)<\/tex>/g, (_, display: string | undefined, tex: string) =>
    plain(
      temml.renderToString(unescaped(tex), {
        displayMode: display !== undefined,
        throwOnError: true,
        strict: true,
      }),
    ),
  );
}

/** Without styles in the markup, which the page's policy forbids: the page's own say the same; and without what browsers ignore. */
function plain(mathml: string): string {
  return mathml.replace(/ style="[^"]*"| fence="true"/g, '');
}

/** TeX stands in the sections as HTML does. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
