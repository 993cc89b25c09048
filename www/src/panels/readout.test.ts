import { expect, test } from 'vitest';
import type { Trajectory } from '../engine/types';
import { valuesAt } from './readout';

/** Two steps; the second teleports by a quarter turn. */
const trajectory: Trajectory = {
  x: Float32Array.of(1, -2, 0.5, 4, 0, 0),
  dimension: 2,
  middle: Float32Array.of(0.5, 4, 1, 1),
  jump_first: false,
  arcs: new Float32Array(),
  f: Float32Array.of(100, 0.25, 0),
  gradient_norm: Float32Array.of(8, 3, 1e-7),
  element: Float32Array.of(0, -Math.PI / 2),
  invariance: Float32Array.of(0, 1e-6),
  alpha: new Float32Array(),
  beta: Float32Array.of(0.5, 0.25),
  singular: [],
  diverged_at: null,
};

test('each step has its own point, value and gradient', () => {
  expect(valuesAt(trajectory, 0)).toMatchObject({ x: '(1.00, −2.00)', f: '100', gradient: '8.00' });
  expect(valuesAt(trajectory, 2)).toMatchObject({ x: '(0, 0)', f: '0', gradient: '1.00×10⁻⁷' });
});

test('the angle is that of the step which led there; none led to the start', () => {
  expect([0, 1, 2].map((step) => valuesAt(trajectory, step).element)).toEqual([null, '0.0°', '−90°']);
});

test('where nothing teleports there is no angle', () => {
  expect(valuesAt({ ...trajectory, element: new Float32Array() }, 2).element).toBeNull();
});

test('past the end there are no numbers, and no failure', () => {
  const { x, f, gradient } = valuesAt(trajectory, 3);
  expect([x, f, gradient]).toEqual(['(–, –)', '–', '–']);
});

test('what an optimizer does not have is left out, and weights of perceptrons are not listed', () => {
  expect(valuesAt(trajectory, 1)).toMatchObject({ alpha: null, beta: '0.500', invariance: '0' });
  expect(valuesAt({ ...trajectory, dimension: 8 }, 2)).toMatchObject({ x: null, element: '−1.57' });
});
