import type { Outline } from './pen';
import type { Point } from './view';

export type Marker = 'circle' | 'diamond' | 'square' | 'triangle' | 'down' | 'star' | 'cross';

/** Adds the outline of a marker of radius `r` to the current path. */
export function traceMarker(path: Outline, marker: Marker, [x, y]: Point, r: number): void {
  if (marker === 'circle') {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  OUTLINES[marker].forEach(([dx, dy], i) => {
    if (i === 0) path.moveTo(x + r * dx, y + r * dy);
    else path.lineTo(x + r * dx, y + r * dy);
  });
  path.closePath();
}

const ARM = 0.38;

/** Corners around the centre, scaled so that all markers look equally large. */
const OUTLINES: Record<Exclude<Marker, 'circle'>, Point[]> = {
  diamond: [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  square: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  triangle: [
    [0, -1.25],
    [1.15, 0.85],
    [-1.15, 0.85],
  ],
  down: [
    [0, 1.25],
    [-1.15, -0.85],
    [1.15, -0.85],
  ],
  star: Array.from({ length: 10 }, (_, i): Point => {
    const [radius, angle] = [i % 2 === 0 ? 1.4 : 0.6, (i * Math.PI) / 5 - Math.PI / 2];
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  }),
  cross: [
    [-ARM, -1.2],
    [ARM, -1.2],
    [ARM, -ARM],
    [1.2, -ARM],
    [1.2, ARM],
    [ARM, ARM],
    [ARM, 1.2],
    [-ARM, 1.2],
    [-ARM, ARM],
    [-1.2, ARM],
    [-1.2, -ARM],
    [-ARM, -ARM],
  ],
};
