import { el } from '../dom';
import type { Point, View } from '../draw/view';

/** A small box with values, beside a place of a picture. */
export class Tip {
  readonly element = el('div', { class: 'tip', hidden: true });

  /** Shows something at a pixel, on the side where there is room. */
  show({ width, height }: View, [x, y]: Point, ...content: Node[]): void {
    const { style } = this.element;
    const right = x < width / 2;
    const low = y < height / 2;
    style.left = right ? `${x + 14}px` : '';
    style.right = right ? '' : `${width - x + 14}px`;
    style.top = low ? `${y + 10}px` : '';
    style.bottom = low ? '' : `${height - y + 10}px`;
    this.element.replaceChildren(...content);
    this.element.hidden = false;
  }

  hide(): void {
    this.element.hidden = true;
  }
}

/** Names and values; without those that are not known. */
export function values(rows: readonly (readonly [name: string, value: string | null])[]): HTMLElement {
  const known = rows.flatMap(([name, value]) =>
    value === null ? [] : [el('dt', {}, name), el('dd', {}, value)],
  );
  return el('dl', {}, ...known);
}
