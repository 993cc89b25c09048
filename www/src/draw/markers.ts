import type { Outline } from './pen';
import type { Point } from './view';

export type Marker = 'circle' | keyof typeof OUTLINES;

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

const CROSS: Point[] = [
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
];

/** Corners around the centre, scaled so that all markers look equally large. */
const OUTLINES = {
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
  left: [
    [-1.25, 0],
    [0.85, -1.15],
    [0.85, 1.15],
  ],
  right: [
    [1.25, 0],
    [-0.85, 1.15],
    [-0.85, -1.15],
  ],
  hourglass: [
    [-1.05, -1.05],
    [1.05, -1.05],
    [0.35, 0],
    [1.05, 1.05],
    [-1.05, 1.05],
    [-0.35, 0],
  ],
  pentagon: around(5, 1.18),
  hexagon: around(6, 1.1),
  star: around(10, 1.4, 0.6),
  cross: CROSS,
  times: CROSS.map(([x, y]): Point => [Math.SQRT1_2 * (x - y), Math.SQRT1_2 * (x + y)]),
} satisfies Record<string, Point[]>;

/** So many corners around the centre, the first at the top; every other one at a radius of its own. */
function around(corners: number, radius: number, other = radius): Point[] {
  return Array.from({ length: corners }, (_, i) => {
    const [r, angle] = [i % 2 === 0 ? radius : other, (2 * i * Math.PI) / corners - Math.PI / 2];
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });
}
