import { coordinate, count, power } from '../format';
import type { Pen } from './pen';
import type { Look, Theme } from './theme';
import { decimalsOf, ticks, View } from './view';

/** Below this a value is drawn as this: a logarithm has no place for 0. */
const FLOOR = 1e-16;
const MOST_DECADES = 7;
/** Room for the labels of both axes, in pixels. */
const MARGIN = { left: 48, right: 16, top: 8, bottom: 36 };
const FONT = '11px system-ui, sans-serif';

type Heights = readonly (number | null)[];

/** How a curve is drawn; a faint one stands behind the others. */
type Stroke = Look & { faint?: boolean };

/** Curves over common places, with bands beside some of them; a curve has no height where it is not drawn. */
export type Curves = {
  x: readonly number[];
  y: readonly Heights[];
  bands: readonly (readonly [Heights, Heights] | null)[];
  log: boolean;
};

/** Heights of a curve at so many places: its values, or their logarithms; null where there is none. */
export function heights(
  values: ArrayLike<number | null> | null,
  places: number,
  log: boolean,
): (number | null)[] {
  return Array.from({ length: places }, (_, i) => {
    const value = values?.[i] ?? null;
    const height = value !== null && log ? Math.log10(Math.max(FLOOR, value)) : value;
    return Number.isFinite(height) ? height : null;
  });
}

/** A window onto the curves, for a picture of this size: whole decades if heights are logarithms. */
export function windowOnto({ x, y, bands, log }: Curves, width: number, height: number): View {
  const all = [...y, ...bands.flatMap((band) => band ?? [])].flat().filter((value) => value !== null);
  const [low, high] = all.length > 0 ? [Math.min(...all), Math.max(...all)] : [0, 1];
  const [first = 0, last = 1] = [x[0], x.at(-1)];
  return new View(
    [first, Math.max(last, first + 1), ...(log ? decadesAround : rangeAround)(low, high)],
    Math.max(1, width - MARGIN.left - MARGIN.right),
    Math.max(1, height - MARGIN.top - MARGIN.bottom),
  );
}

/** Draws axes and curves. Leaves the origin at the upper left corner of what lies between the axes. */
export function drawPlot(
  ctx: Pen,
  view: View,
  { x, y, bands, log }: Curves,
  looks: readonly Stroke[],
  theme: Theme,
  label: string,
): void {
  ctx.translate(MARGIN.left, MARGIN.top);
  ctx.setLineDash([]);
  drawAxes(ctx, view, log, theme, label);
  bands.forEach((band, index) => {
    if (band) drawBand(ctx, view, x, band, looks[index]?.color ?? theme.ink);
  });
  ctx.lineJoin = 'round';
  y.forEach((curve, index) => {
    const { color, dash, faint = false } = looks[index] ?? { color: theme.ink, dash: [] };
    ctx.lineWidth = faint ? 1.25 : 1.75;
    ctx.globalAlpha = faint ? 0.55 : 1;
    ctx.beginPath();
    curve.forEach((height, i) => {
      if (height === null) return;
      const connected = i > 0 && curve[i - 1] !== null;
      ctx[connected ? 'lineTo' : 'moveTo'](...view.toPixel(x[i] ?? 0, height));
    });
    ctx.strokeStyle = color;
    ctx.setLineDash(dash);
    ctx.stroke();
  });
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
}

/** The area between two curves. */
function drawBand(
  ctx: Pen,
  view: View,
  x: readonly number[],
  [low, high]: readonly [Heights, Heights],
  color: string,
): void {
  const edge = (heights: Heights) =>
    heights.flatMap((height, i) => (height === null ? [] : [view.toPixel(x[i] ?? 0, height)]));
  ctx.beginPath();
  for (const point of [...edge(low), ...edge(high).reverse()]) ctx.lineTo(...point);
  ctx.globalAlpha = 0.17;
  ctx.fillStyle = color;
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** A line from top to bottom. */
export function drawUpright(ctx: Pen, view: View, x: number, color: string): void {
  const [px] = view.toPixel(x, 0);
  ctx.globalAlpha = 0.55;
  drawLine(ctx, px, 0, px, view.height, color);
  ctx.globalAlpha = 1;
}

/** Points of the curves at place number `index`. */
export function drawPoints(
  ctx: Pen,
  view: View,
  { x, y }: Curves,
  index: number,
  looks: readonly Look[],
): void {
  y.forEach((curve, which) => {
    const height = curve[index] ?? null;
    if (height === null) return;
    ctx.beginPath();
    ctx.arc(...view.toPixel(x[index] ?? 0, height), 3, 0, 2 * Math.PI);
    ctx.fillStyle = looks[which]?.color ?? '';
    ctx.fill();
  });
}

/** Number of the place nearest to a pixel from the left edge of the picture; null where there is no place. */
export function placeAt(view: View, x: readonly number[], px: number): number | null {
  const [at] = view.toWorld(px - MARGIN.left, 0);
  const distance = (index: number) => Math.abs((x[index] ?? 0) - at);
  return x.length === 0 ? null : x.reduce((best, _, i) => (distance(i) < distance(best) ? i : best), 0);
}

function drawAxes(ctx: Pen, view: View, log: boolean, theme: Theme, label: string): void {
  const [x0, x1, y0, y1] = view.bounds;
  ctx.font = FONT;
  ctx.fillStyle = theme.muted;
  ctx.lineWidth = 1;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  const across = ticks(x0, x1, Math.max(1, view.width / 60)).values.filter(Number.isInteger);
  for (const value of across) {
    const [px] = view.toPixel(value, y0);
    drawLine(ctx, px, 0, px, view.height, theme.grid);
    ctx.fillText(count(value), px, view.height + 5);
  }
  ctx.fillText(label, view.width / 2, view.height + 21);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  const { step, values } = log ? { step: 1, values: decades(y0, y1) } : ticks(y0, y1, 5);
  for (const value of values) {
    const [, py] = view.toPixel(x0, value);
    drawLine(ctx, 0, py, view.width, py, theme.grid);
    ctx.fillText(log ? power(value) : coordinate(value, decimalsOf(step)), -6, py);
  }
}

function drawLine(ctx: Pen, x0: number, y0: number, x1: number, y1: number, color: string): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}

/** Whole decades around logarithms. */
function decadesAround(low: number, high: number): [number, number] {
  const down = Math.floor(low);
  return [down, Math.max(Math.ceil(high), down + 1)];
}

function rangeAround(low: number, high: number): [number, number] {
  const margin = high > low ? 0.05 * (high - low) : 1;
  return [low - margin, high + margin];
}

/** Whole decades: every one, or every second, fifth, … where they would crowd. */
function decades(low: number, high: number): number[] {
  const every = [1, 2, 5, 10, 20].find((step) => (high - low) / step <= MOST_DECADES) ?? 50;
  const all = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  return all.filter((exponent) => exponent % every === 0);
}
