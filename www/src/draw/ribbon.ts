import type { Pen } from './pen';
import type { Point, View } from './view';

/** From little to much, for both themes. */
const LIGHT = [
  [92, 124, 158],
  [138, 116, 150],
  [196, 84, 96],
  [214, 84, 22],
];
const DARK = [
  [104, 146, 188],
  [176, 150, 190],
  [242, 128, 136],
  [255, 168, 84],
];

/** Colours between the least and the most: more are not told apart, and pieces of one colour are one line. */
const SHADES = 48;

/** The colour of a share of the most there is. */
export function heat(share: number, dark: boolean): string {
  const stops = dark ? DARK : LIGHT;
  const place = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const below = Math.min(stops.length - 2, Math.floor(place));
  const mixed = [0, 1, 2].map((channel) => {
    const [low, high] = [stops[below]?.[channel] ?? 0, stops[below + 1]?.[channel] ?? 0];
    return Math.round(low + (high - low) * (place - below));
  });
  return `rgb(${mixed.join(' ')})`;
}

/** A line through points of the plane, each piece in the colour of its share. */
export function drawRibbon(
  ctx: Pen,
  view: View,
  points: readonly Point[],
  share: (index: number) => number,
  { halo, dark }: { halo: string; dark: boolean },
  width = 4,
): void {
  const pixels = points.map((point) => view.toPixel(...point));
  ctx.setLineDash([]);
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.beginPath();
  for (const pixel of pixels) ctx.lineTo(...pixel);
  ctx.strokeStyle = halo;
  ctx.lineWidth = width + 3;
  ctx.stroke();
  ctx.lineWidth = width;
  const shade = (i: number) => Math.round(((share(i - 1) + share(i)) / 2) * SHADES);
  let now = Number.NaN;
  pixels.forEach((pixel, i) => {
    const from = pixels[i - 1];
    if (!from) return;
    if (shade(i) !== now) {
      if (i > 1) ctx.stroke();
      now = shade(i);
      ctx.strokeStyle = heat(now / SHADES, dark);
      ctx.beginPath();
      ctx.moveTo(...from);
    }
    ctx.lineTo(...pixel);
  });
  if (pixels.length > 1) ctx.stroke();
}

/** Pairs of coordinates as points. */
export function pairs(flat: ArrayLike<number>): Point[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i] ?? 0, flat[2 * i + 1] ?? 0] as const);
}
