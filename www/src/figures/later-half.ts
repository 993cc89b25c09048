import { el, setText } from '../dom';
import type { Data } from '../panels/chart';

/** Lets a reader look at the later half of curves alone: what comes first may be so high that it presses the rest together. */
export class LaterHalf {
  readonly element = el('button', { type: 'button', class: 'link', 'aria-pressed': 'false' });
  private chosen = false;

  constructor(redraw: () => void) {
    this.name();
    this.element.addEventListener('click', () => {
      this.chosen = !this.chosen;
      this.name();
      redraw();
    });
  }

  /** The curves, or what of them is to be seen. */
  of(data: Data): Data {
    if (!this.chosen) return data;
    const from = data.x.length >> 1;
    const later = <T>(values: ArrayLike<T>) => Array.from(values).slice(from);
    return {
      ...data,
      x: later(data.x),
      y: data.y.map((curve) => curve && later(curve)),
      bands: (data.bands ?? []).map((band) => band && ([later(band[0]), later(band[1])] as const)),
    };
  }

  private name(): void {
    this.element.setAttribute('aria-pressed', String(this.chosen));
    setText(this.element, this.chosen ? 'all steps' : 'later half');
  }
}
