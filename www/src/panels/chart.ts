import { blank, el, type Size, watchSize } from '../dom';
import type { Drawing } from '../draw/pen';
import { type Curves, drawPlot, drawPoints, drawUpright, heights, placeAt, windowOnto } from '../draw/plot';
import type { Theme } from '../draw/theme';
import { View } from '../draw/view';
import type { Place } from '../playground/place';

export type Data = {
  x: readonly number[];
  /** Values of each optimizer, or null. */
  y: readonly (ArrayLike<number | null> | null)[];
  /** Beside each curve, from where to where its values spread, or null. */
  bands?: readonly (readonly [ArrayLike<number>, ArrayLike<number>] | null)[];
  /** Whether the axis of y is logarithmic. */
  log: boolean;
  /** Where the picture stands. */
  mark: number | null;
  /** The first so many curves stand behind the others. */
  faint?: number;
};

/** A chart is drawn while it is so near to the window, in pixels. */
const NEAR = '300px';

/** Curves of all optimizers in the colours of the page; the pointer shows a place, and a click picks it. */
export class Chart {
  private readonly canvas = el('canvas', { 'aria-hidden': 'true' });
  private curves: Curves = { x: [0, 1], y: [], bands: [], log: true };
  private mark: number | null = null;
  private faint = 0;
  private pointed: number | null = null;
  private readonly size: Size;
  private near = false;
  private view = new View([0, 1, 0, 1], 1, 1);

  constructor(
    private readonly root: HTMLElement,
    private readonly place: Place,
    private readonly names: readonly string[],
    private readonly label: string,
    pick: (index: number) => void,
  ) {
    root.append(this.canvas);
    this.size = watchSize(root, () => this.draw());
    const approach = (entries: IntersectionObserverEntry[]) => {
      this.near = entries.at(-1)?.isIntersecting ?? false;
      this.draw();
    };
    new IntersectionObserver(approach, { rootMargin: NEAR }).observe(root);
    window.addEventListener('beforeprint', () => this.drawNow(), { signal: place.ended });
    place.themed.on(() => this.draw());
    const point = (at: number | null) => {
      this.pointed = at;
      this.draw();
    };
    const under = (event: MouseEvent) => placeAt(this.view, this.curves.x, event.offsetX);
    this.canvas.addEventListener('pointermove', (event) => point(under(event)));
    this.canvas.addEventListener('pointerleave', () => point(null));
    this.canvas.addEventListener('click', (event) => {
      const index = under(event);
      if (index !== null) pick(index);
    });
  }

  set({ x, y, bands = [], log, mark, faint = 0 }: Data): void {
    const on = (values: ArrayLike<number | null> | null) => heights(values, x.length, log);
    const spread = bands.map((band) => (band ? ([on(band[0]), on(band[1])] as const) : null));
    this.curves = { x, y: y.map(on), bands: spread, log };
    this.mark = mark;
    this.faint = faint;
    this.draw();
  }

  /** The curves as they are now. */
  drawing(): Drawing {
    const theme = this.place.themeAt(this.root);
    return {
      size: this.size,
      theme,
      ground: async () => null,
      draw: ({ pen }) => drawPlot(pen, this.window(), this.curves, this.looks(theme), theme, this.label),
    };
  }

  private looks(theme: Theme) {
    return this.names.map((name, i) => ({ ...theme.look(name), faint: i < this.faint }));
  }

  private draw(): void {
    if (this.near) this.drawNow();
  }

  private window(): View {
    return windowOnto(this.curves, this.size.width, this.size.height);
  }

  private drawNow(): void {
    if (this.size.width === 0 || this.size.height === 0) return;
    this.view = this.window();
    const ctx = blank(this.canvas, this.size, window.devicePixelRatio || 1);
    const theme = this.place.themeAt(this.root);
    const looks = this.looks(theme);
    drawPlot(ctx, this.view, this.curves, looks, theme, this.label);
    if (this.mark !== null) drawUpright(ctx, this.view, this.mark, theme.ink);
    if (this.pointed === null) return;
    drawUpright(ctx, this.view, this.curves.x[this.pointed] ?? 0, theme.muted);
    drawPoints(ctx, this.view, this.curves, this.pointed, looks);
  }
}
