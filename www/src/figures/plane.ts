import { context2d, el, type Size, watchSize } from '../dom';
import { onCanvas } from '../draw/pen';
import { drawScale } from '../draw/scale';
import { TerrainPainter } from '../draw/terrain';
import type { Theme } from '../draw/theme';
import { drawTrajectory } from '../draw/trajectory';
import { type Bounds, View } from '../draw/view';
import type { Engine } from '../engine/engine';
import type { Trajectory } from '../engine/types';
import type { Place } from '../playground/place';

/** What a figure draws on: the view, and the colours. */
export type Canvas = { ctx: CanvasRenderingContext2D; view: View; theme: Theme };

/** A square picture of the plane: level sets below, what the figure draws above, its handles on top. */
export class Plane {
  readonly element = el('div', { class: 'landscape' });
  private readonly terrain = el('canvas', { class: 'terrain', 'aria-hidden': 'true' });
  private readonly paths = el('canvas', { class: 'paths', role: 'img' });
  private readonly painter: TerrainPainter;
  private readonly size: Size;
  private painted = '';
  private asked = false;
  view = new View([-1, 1, -1, 1], 1, 1);

  /** `ground`: the link whose level sets are shown, and what of them; `paint` draws the rest and says what is to be seen. */
  constructor(
    private readonly place: Place,
    private readonly engine: Pick<Engine, 'Picture'>,
    private readonly ground: () => { link: string; key: string; bounds: Bounds },
    private readonly paint: (canvas: Canvas) => string,
  ) {
    this.painter = new TerrainPainter(engine, context2d(this.terrain));
    this.element.append(this.terrain, this.paths);
    this.size = watchSize(this.element, () => this.refresh());
    place.themed.on(() => this.refresh());
  }

  /** Draws everything anew at the next frame. */
  refresh(): void {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.refreshNow();
    });
  }

  private refreshNow(): void {
    const { width, height } = this.size;
    if (width === 0 || height === 0) return;
    const { link, key, bounds } = this.ground();
    this.view = new View(bounds, width, height);
    const theme = this.place.themeAt(this.element);
    const scale = Math.min(2, window.devicePixelRatio || 1);
    const [columns, rows] = [Math.round(width * scale), Math.round(height * scale)];
    const wanted = JSON.stringify([key, bounds, columns, rows, theme.dark]);
    if (wanted !== this.painted) {
      this.painted = wanted;
      void this.painter.paint(link, bounds, columns, rows, theme.dark);
    }
    if (this.paths.width !== columns || this.paths.height !== rows) {
      this.paths.width = columns;
      this.paths.height = rows;
    }
    const ctx = context2d(this.paths);
    ctx.setTransform(scale, 0, 0, scale, 0, 0);
    ctx.clearRect(0, 0, width, height);
    this.paths.setAttribute('aria-label', this.drawOver(ctx, theme));
  }

  /** What lies above the level sets; says what is to be seen. */
  private drawOver(ctx: CanvasRenderingContext2D, theme: Theme): string {
    drawScale(ctx, this.view, theme);
    return this.paint({ ctx, view: this.view, theme });
  }

  /** The picture in a canvas of its own, twice as large as on the page. */
  async snapshot(): Promise<HTMLCanvasElement> {
    const { view } = this;
    const theme = this.place.themeAt(this.element);
    const ctx = context2d(el('canvas'));
    const painter = new TerrainPainter(this.engine, ctx);
    const [columns, rows] = [Math.round(2 * view.width), Math.round(2 * view.height)];
    await painter.paint(this.ground().link, view.bounds, columns, rows, theme.dark);
    ctx.setTransform(2, 0, 0, 2, 0, 0);
    this.drawOver(ctx, theme);
    return ctx.canvas;
  }
}

/** Whole trajectories, each in the colours of its optimizer. */
export function drawWalks(
  { ctx, view, theme }: Canvas,
  walks: Iterable<readonly [optimizer: string, Trajectory]>,
  arcPoints: number,
): void {
  for (const [optimizer, walk] of walks) {
    const steps = walk.middle.length / 2;
    drawTrajectory(onCanvas(ctx), view, walk, arcPoints, theme.look(optimizer), theme.halo, steps);
  }
}

/** A square around points, with room. */
export function around(
  points: readonly (readonly [number, number])[],
  margin: number,
  least: number,
): Bounds {
  const extent = (axis: 0 | 1) => {
    const values = points.map((point) => point[axis]).filter(Number.isFinite);
    return [Math.min(...values), Math.max(...values)] as const;
  };
  const [[x0, x1], [y0, y1]] = [extent(0), extent(1)];
  const half = Math.max(least, (0.5 + margin) * Math.max(x1 - x0, y1 - y0));
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return [x - half, x + half, y - half, y + half];
}
