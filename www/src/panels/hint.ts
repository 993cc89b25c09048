import { el } from '../dom';
import type { Point, View } from '../draw/view';

/** A hint is half as wide: so far from the border it is seen in full. */
const EDGE = 38;

/** Words beneath a handle that say what it is for, until it was used. */
export class Hint {
  readonly element: HTMLElement;

  constructor(text: string) {
    this.element = el('span', { class: 'hint', 'aria-hidden': 'true' }, text);
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** Keeps it inside the picture; its handle is at a point of it. */
  place(view: View, at: Point): void {
    const [x, y] = view.toPixel(...at);
    this.element.classList.toggle('above', y > view.height - 60);
    this.element.style.marginLeft = `${Math.min(view.width - EDGE, Math.max(EDGE, x)) - x}px`;
  }
}
