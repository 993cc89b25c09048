import { readFileSync } from 'node:fs';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';
import { sections } from './article.ts';

const NAME = 'virtual:math-font';
const FONT = new URL(
  '../node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2',
  import.meta.url,
);
/** Names of the font that go along: its licence, and where that stands. */
const LICENCE = [13, 14];

/**
 * The font of the formulas, with the characters that they have and no others: `import address from 'virtual:math-font'`. Without a font
 * made for mathematics, which many phones lack, browsers set indices and exponents badly.
 */
export function mathFont(): Plugin {
  let built = false;
  return {
    name: 'math-font',
    configResolved: ({ command }) => {
      built = command === 'build';
    },
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    async load(id) {
      if (id !== `\0${NAME}`) return undefined;
      if (!built) return 'export default null';
      const options = { targetFormat: 'woff2', preserveNameIds: LICENCE } as const;
      const source = await subsetFont(readFileSync(FONT), characters(sections()), options);
      const file = this.emitFile({ type: 'asset', name: 'formulas.woff2', source });
      return `export default import.meta.ROLLUP_FILE_URL_${file}`;
    },
  };
}

/** All characters of the MathML in a text, and the slanted letters that browsers show for plain ones. */
export function characters(html: string): string {
  const formulas = [...html.matchAll(/<math[^>]*>(.*?)<\/math>/gs)].map(([, inner = '']) => inner);
  const text = formulas.join('').replace(/<[^>]*>/g, '');
  const plain = new Set(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
  return [...plain, ...[...plain].flatMap(slanted)].join('');
}

/** Where the slanted alphabets of Unicode begin, and which letters they have. */
const SLANTED = [
  ['A', 'Z', 0x1d434],
  ['a', 'z', 0x1d44e],
  ['Α', 'Ω', 0x1d6e2],
  ['α', 'ω', 0x1d6fc],
] as const;

function slanted(letter: string): string[] {
  if (letter === 'h') return ['ℎ']; // Planck had it first
  return SLANTED.flatMap(([first, last, place]) =>
    letter >= first && letter <= last
      ? [String.fromCodePoint(place + (letter.codePointAt(0) ?? 0) - (first.codePointAt(0) ?? 0))]
      : [],
  );
}
