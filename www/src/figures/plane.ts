import { blank, context2d, el, type Size, watchSize } from '../dom';
import { asOne, type Drawing, type Outline, onCanvas, type Part, type Sheet } from '../draw/pen';
import { drawScale } from '../draw/scale';
import { TerrainPainter, terrain } from '../draw/terrain';
import type { Theme } from '../draw/theme';
import { drawTrajectory } from '../draw/trajectory';
import { type Bounds, type Point, View } from '../draw/view';
import type { Engine } from '../engine/engine';
import type { Trajectory } from '../engine/types';
import { coordinate, figure } from '../format';
import { Tip, values } from '../panels/tip';
import type { Place } from '../playground/place';
import { Frames, theBrowser } from '../state/frames';

/** What a figure draws on: the view, and the colours; `part` is called around what belongs to one optimizer. */
export type Canvas<P extends Outline> = { sheet: Sheet<P>; view: View; theme: Theme; part: Part };

/** A square picture of the plane: level sets below, what the figure draws above, its handles on top. */
export class Plane {
  readonly element = el('div', { class: 'landscape' });
  private readonly terrain = el('canvas', { class: 'terrain', 'aria-hidden': 'true' });
  private readonly paths = el('canvas', { class: 'paths', role: 'img' });
  private readonly painter: TerrainPainter;
  private readonly tip = new Tip();
  private readonly size: Size;
  private painted = '';
  /** Draws everything anew at the next frame. */
  readonly redraw = new Frames(theBrowser()).smoothly(() => this.draw());
  view = new View([-1, 1, -1, 1], 1, 1);

  /** `ground`: the link whose level sets are shown, and what of them; `paint` draws the rest and says what is to be seen; `letter`: the function’s. */
  constructor(
    private readonly place: Place,
    private readonly engine: Pick<Engine, 'Picture' | 'pixels' | 'reading'>,
    private readonly ground: () => { link: string; key: string; bounds: Bounds },
    private readonly paint: <P extends Outline>(canvas: Canvas<P>) => string,
    private readonly letter = 'f',
  ) {
    this.painter = new TerrainPainter(engine, context2d(this.terrain));
    this.element.append(this.terrain, this.paths, this.tip.element);
    this.paths.addEventListener('pointermove', ({ offsetX, offsetY }) => this.probe([offsetX, offsetY]));
    this.paths.addEventListener('pointerleave', () => this.tip.hide());
    this.size = watchSize(this.element, this.redraw);
    place.themed.on(this.redraw);
  }

  /** Draws everything anew, in the frame that is being made. */
  draw(): void {
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
      this.tip.hide(); // it spoke of another landscape
      void this.painter.paint(link, bounds, columns, rows, theme.dark);
    }
    const ctx = blank(this.paths, this.size, scale);
    this.paths.setAttribute('aria-label', this.drawOver(onCanvas(ctx), theme, asOne));
  }

  /** Says what the function is at a pixel. */
  private probe(at: Point): void {
    const [x, y] = this.view.toWorld(...at);
    const reading = this.engine.reading(this.ground().link, x, y);
    if (!reading) return;
    const rows = values([
      ['x', `(${coordinate(x, 2)}, ${coordinate(y, 2)})`],
      [this.letter, figure(reading.f)],
      [`‖∇${this.letter}‖`, figure(Math.hypot(...reading.gradient))],
    ]);
    this.tip.show(this.view, at, rows);
  }

  /** What lies above the level sets; says what is to be seen. */
  private drawOver<P extends Outline>(sheet: Sheet<P>, theme: Theme, part: Part): string {
    drawScale(sheet.pen, this.view, theme);
    return this.paint({ sheet, view: this.view, theme, part });
  }

  /** The picture as it is now. */
  drawing(): Drawing {
    const { view } = this;
    const theme = this.place.themeAt(this.element);
    return {
      size: view,
      theme,
      ground: (scale) => terrain(this.engine, this.ground().link, view, scale, theme.dark),
      draw: (sheet, part) => this.drawOver(sheet, theme, part),
    };
  }
}

/** Whole trajectories, each in the colours of its optimizer. */
export function drawWalks<P extends Outline>(
  { sheet, view, theme, part }: Canvas<P>,
  walks: Iterable<readonly [optimizer: string, Trajectory]>,
  arcPoints: number,
): void {
  for (const [optimizer, walk] of walks) {
    const steps = walk.middle.length / 2;
    part(optimizer, () =>
      drawTrajectory(sheet, view, walk, arcPoints, theme.look(optimizer), theme.halo, steps),
    );
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
