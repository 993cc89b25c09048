import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

const CHARSET = /<meta charset="utf-8"\s*\/?>/;

/**
 * A Content-Security-Policy for every page, as strict as the page allows: scripts and everything else from where the page comes
 * from, WebAssembly compiled, the styles that stand in the page and no others, Trusted Types. It stands before all that it rules.
 */
export function policy(): Plugin {
  return {
    name: 'policy',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html.replace(
          CHARSET,
          (charset) =>
            `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policyOf(html)}" />`,
        ),
    },
  };
}

/** The policy of a page; throws where the page holds what no strict policy allows. */
export function policyOf(html: string): string {
  for (const [what, inline] of [
    ['an inline script', /<script(?![^>]*\ssrc=)[^>]*>/],
    ['a style attribute', /<[^>]*\sstyle="/],
    ['an event handler', /<[^>]*\son[a-z]+="/],
  ] as const) {
    const found = html.match(inline);
    if (found) throw new Error(`the page has ${what}, which its policy forbids: ${found[0]}`);
  }
  const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css = '']) => `'sha256-${hash(css)}'`);
  const directives = {
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    'style-src': ["'self'", ...styles].join(' '),
    'font-src': "'self'",
    'img-src': "'self' data: blob:",
    'connect-src': "'self'",
    // A sandboxed frame, whose origin is nobody's, starts its workers by some lines of its own.
    'worker-src': "'self' blob:",
    'base-uri': "'none'",
    'form-action': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'l2o-playground',
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
