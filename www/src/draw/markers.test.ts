import { expect, test } from 'vitest';
import { type Marker, traceMarker } from './markers';
import type { Point } from './view';

/** Records what is drawn. */
class Recorder {
  readonly corners: Point[] = [];
  readonly commands: string[] = [];

  moveTo(x: number, y: number): void {
    this.commands.push('move');
    this.corners.push([x, y]);
  }

  lineTo(x: number, y: number): void {
    this.commands.push('line');
    this.corners.push([x, y]);
  }

  arc(x: number, y: number, r: number, from: number, to: number): void {
    this.commands.push(`arc ${x} ${y} ${r} ${from} ${to}`);
  }

  closePath(): void {
    this.commands.push('close');
  }
}

function trace(marker: Marker, at: Point, r: number): Recorder {
  const recorder = new Recorder();
  traceMarker(recorder, marker, at, r);
  return recorder;
}

const POLYGONS: [Marker, number][] = [
  ['diamond', 4],
  ['square', 4],
  ['triangle', 3],
  ['down', 3],
  ['left', 3],
  ['right', 3],
  ['hourglass', 6],
  ['pentagon', 5],
  ['hexagon', 6],
  ['star', 10],
  ['cross', 12],
  ['times', 12],
];

/** Shoelace formula. */
function area(corners: readonly Point[]): number {
  const twice = corners.map(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length] ?? [0, 0];
    return x * nextY - nextX * y;
  });
  return Math.abs(twice.reduce((sum, part) => sum + part, 0)) / 2;
}

test('a circle begins where its arc does, so that no line leads to it', () => {
  const { commands, corners } = trace('circle', [30, 40], 5);
  expect(commands).toEqual(['move', `arc 30 40 5 0 ${2 * Math.PI}`]);
  expect(corners).toEqual([[35, 40]]);
});

test('every other marker is one closed polygon', () => {
  for (const [marker, corners] of POLYGONS) {
    const lines = Array(corners - 1).fill('line');
    expect(trace(marker, [0, 0], 5).commands, marker).toEqual(['move', ...lines, 'close']);
  }
});

test('markers lie around their point, no farther than 1.5 radii', () => {
  for (const [marker] of POLYGONS) {
    const at: Point = [30, 40];
    const { corners } = trace(marker, at, 5);
    const reach = corners.map(([x, y]) => Math.hypot(x - at[0], y - at[1]));
    expect(Math.max(...reach), marker).toBeLessThan(1.5 * 5);
    for (const axis of [0, 1] as const) {
      const along = corners.map((corner) => corner[axis] - at[axis]);
      expect(Math.min(...along), marker).toBeLessThan(0);
      expect(Math.max(...along), marker).toBeGreaterThan(0);
    }
  }
});

test('all markers look equally large: their areas are within a quarter of the circle’s', () => {
  for (const [marker] of POLYGONS) {
    const share = area(trace(marker, [0, 0], 1).corners) / Math.PI;
    expect(Math.abs(share - 1), `${marker} has ${share} of the circle`).toBeLessThan(0.25);
  }
});

test('a marker moves with its point and grows with its radius', () => {
  for (const [marker] of POLYGONS) {
    const small = trace(marker, [0, 0], 1).corners;
    const large = trace(marker, [7, -3], 2).corners;
    const moved = small.map(([x, y]) => [7 + 2 * x, -3 + 2 * y]);
    expect(large, marker).toEqual(moved);
  }
});
