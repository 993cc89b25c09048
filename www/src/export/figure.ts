import type { Size } from '../dom';
import { traceMarker } from '../draw/markers';
import type { Pen } from '../draw/pen';
import type { Theme } from '../draw/theme';
import type { Point } from '../draw/view';

/** What must be said under a picture where there is no page around it. */
export type Texts = {
  /** What each colour and marker stands for. */
  names: readonly { optimizer: string; label: string }[];
  /** What is to be seen. */
  caption: string;
  link: string;
};

const PADDING = 12;
const LEGEND = { font: '13px system-ui, sans-serif', line: 21, gap: 34 };
const CAPTION = { font: 'italic 13px Georgia, serif', line: 18 };
const LINK = { font: '10px ui-monospace, Menlo, Consolas, monospace', line: 13 };

/** Everything that is written under the picture, with its place. */
export type Layout = {
  size: Size;
  names: readonly { optimizer: string; label: string; at: Point }[];
  caption: readonly { text: string; at: Point }[];
  link: readonly { text: string; at: Point }[];
};

/** Places the texts in lines under a picture of a size; `measure` says how wide a text is in a font. */
export function layOut(
  picture: Size,
  { names, caption, link }: Texts,
  measure: (text: string, font: string) => number,
): Layout {
  const width = picture.width - 2 * PADDING;
  let y = picture.height + PADDING + LEGEND.line / 2;
  let x = 0;
  const placed = names.map(({ optimizer, label }) => {
    const wide = measure(label, LEGEND.font);
    if (x > 0 && x + 14 + wide > width) [x, y] = [0, y + LEGEND.line];
    const at: Point = [PADDING + x, y];
    x += wide + LEGEND.gap;
    return { optimizer, label, at };
  });
  y += names.length > 0 ? LEGEND.line : 0;
  const lines = (text: string, { font, line }: { font: string; line: number }) =>
    wrap(text, (part) => measure(part, font) <= width).map((text) => {
      const at: Point = [PADDING, y];
      y += line;
      return { text, at };
    });
  const [captionLines, linkLines] = [lines(caption, CAPTION), lines(link, LINK)];
  return {
    size: { width: picture.width, height: Math.ceil(y + PADDING - LINK.line / 2) },
    ...{ names: placed, caption: captionLines, link: linkLines },
  };
}

/** Cuts a text into lines that fit: after spaces, commas and ampersands, where there are some. */
function wrap(text: string, fits: (part: string) => boolean): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[^ &,]*[ &,]?/g) ?? []) {
    if (fits(line + piece)) {
      line += piece;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const character of piece) {
      if (!fits(line + character)) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Legend, caption and link. */
export function drawLower(pen: Pen, theme: Theme, layout: Layout): void {
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  for (const { optimizer, label, at } of layout.names) {
    const { color, marker } = theme.look(optimizer);
    pen.beginPath();
    traceMarker(pen, marker, [at[0] + 5, at[1]], 4.5);
    pen.fillStyle = color;
    pen.fill();
    pen.font = LEGEND.font;
    pen.fillText(label, at[0] + 15, at[1]);
  }
  const write = (lines: Layout['link'], font: string, color: string) => {
    pen.font = font;
    pen.fillStyle = color;
    for (const { text, at } of lines) pen.fillText(text, ...at);
  };
  write(layout.caption, CAPTION.font, theme.ink);
  write(layout.link, LINK.font, theme.muted);
}
