import { expect, test } from 'vitest';
import { hitTest } from './hit';
import type { OwnPath } from './path';
import { View } from './view';

/** A pixel is a unit; y goes up. */
const view = new View([0, 100, 0, 100], 100, 100);
const EMPTY = new Float32Array();

function through(optimizer: string, ...points: [number, number][]): OwnPath {
  const x = Float32Array.from(points.flat());
  return { optimizer, path: { x, middle: EMPTY, arcs: EMPTY, jump_first: false } };
}

const gd = through('gd', [10, 90], [20, 80], [30, 70]);
const adam = through('adam', [10, 90], [24, 80], [90, 10]);

test('the nearest iterate of all optimizers is hit, and how far away it is', () => {
  expect(hitTest(view, [gd, adam], 9, [23, 21], 16)).toEqual({
    ...{ optimizer: 'adam', step: 1 },
    distance: Math.SQRT2,
  });
  expect(hitTest(view, [gd, adam], 9, [21, 21], 16)).toEqual({
    ...{ optimizer: 'gd', step: 1 },
    distance: Math.SQRT2,
  });
});

test('what is out of reach is not hit', () => {
  expect(hitTest(view, [gd], 9, [30, 45.5], 16)).not.toBeNull();
  expect(hitTest(view, [gd], 9, [30, 46.5], 16)).toBeNull();
});

test('what is not shown yet is not hit', () => {
  expect(hitTest(view, [gd], 1, [30, 30], 16)).toMatchObject({ step: 1 });
  expect(hitTest(view, [gd], 0, [30, 30], 16)).toBeNull();
});

test('where several iterates lie on each other, the first step of the first optimizer is hit', () => {
  const frozen = through('frozen', [10, 90], [10, 90], [10, 90]);
  expect(hitTest(view, [frozen, gd], 9, [11, 11], 16)).toMatchObject({ optimizer: 'frozen', step: 0 });
  expect(hitTest(view, [gd, frozen], 9, [11, 11], 16)).toMatchObject({ optimizer: 'gd', step: 0 });
});

test('iterates that are no numbers, or far outside, hide nobody', () => {
  const lost = through('lost', [Number.NaN, 1], [1e30, -1e30], [31, 69]);
  expect(hitTest(view, [lost], 9, [30, 30], 16)).toMatchObject({ optimizer: 'lost', step: 2 });
});

test('where there is nothing, nothing is hit', () => {
  expect(hitTest(view, [], 9, [30, 30], 16)).toBeNull();
  expect(hitTest(view, [through('none')], 9, [0, 100], 16)).toBeNull();
});
