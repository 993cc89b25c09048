import { expect, test } from 'vitest';
import type { Pen } from './pen';
import { drawRibbon, heat } from './ribbon';
import { type Point, View } from './view';

const THEME = { halo: 'halo', dark: false };

/** Notes every line that is stroked, and its colour. */
class LinePen {
  readonly lines: { color: string; points: Point[] }[] = [];
  strokeStyle = '';
  private points: Point[] = [];

  beginPath(): void {
    this.points = [];
  }

  moveTo(x: number, y: number): void {
    this.points.push([x, y]);
  }

  lineTo(x: number, y: number): void {
    this.points.push([x, y]);
  }

  stroke(): void {
    this.lines.push({ color: this.strokeStyle, points: this.points });
  }

  setLineDash(): void {}
}

/** Points along the diagonal of a picture in which a unit is a pixel, each with a share of its own. */
function drawn(shares: readonly number[]): LinePen['lines'] {
  const pen = new LinePen();
  const points = shares.map((_, i): Point => [i, 64 - i]);
  drawRibbon(pen as unknown as Pen, new View([0, 64, 0, 64], 64, 64), points, (i) => shares[i] ?? 0, THEME);
  return pen.lines;
}

test('the halo lies beneath all of it, and each piece has the colour of its share', () => {
  const [halo, ...pieces] = drawn([0, 0.5, 1]);
  expect(halo).toEqual({
    color: 'halo',
    points: [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  });
  expect(pieces).toEqual([
    {
      color: heat(0.25, false),
      points: [
        [0, 0],
        [1, 1],
      ],
    },
    {
      color: heat(0.75, false),
      points: [
        [1, 1],
        [2, 2],
      ],
    },
  ]);
});

test('pieces of one colour are one line, and no piece is left out or drawn twice', () => {
  const shares = Array.from({ length: 60 }, (_, i) => Math.floor(i / 20) / 2);
  const pieces = drawn(shares).slice(1);
  expect(pieces.length, 'three shares, and two pieces between them').toBe(5);
  const along = pieces.flatMap(({ points }, i) => (i === 0 ? points : points.slice(1)));
  expect(along.map(([x]) => x)).toEqual(shares.map((_, i) => i));
  for (const [i, { points }] of pieces.slice(1).entries())
    expect(points[0]).toEqual(pieces[i]?.points.at(-1));
});

test('a ribbon that is a point, or nothing, has no pieces', () => {
  for (const shares of [[], [0.5]]) expect(drawn(shares)).toHaveLength(1);
});
