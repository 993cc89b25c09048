import { expect, test } from 'vitest';
import type { Trajectory } from '../engine/types';
import { valuesAt } from './readout';

/** Two steps; the second teleports by a quarter turn. */
const trajectory: Trajectory = {
  x: Float32Array.of(1, -2, 0.5, 4, 0, 0),
  moved: Float32Array.of(0.5, 4, 1, 1),
  arcs: new Float32Array(),
  f: Float32Array.of(100, 0.25, 0),
  gradient_norm: Float32Array.of(8, 3, 1e-7),
  theta: Float32Array.of(0, -Math.PI / 2),
  diverged_at: null,
};

test('each step has its own point, value and gradient', () => {
  expect(valuesAt(trajectory, 0)).toMatchObject({ x: '(1.00, −2.00)', f: '100', gradient: '8.00' });
  expect(valuesAt(trajectory, 2)).toMatchObject({ x: '(0, 0)', f: '0', gradient: '1.00×10⁻⁷' });
});

test('the angle is that of the step which led there; none led to the start', () => {
  expect([0, 1, 2].map((step) => valuesAt(trajectory, step).theta)).toEqual([null, '0.0°', '−90°']);
});

test('where nothing teleports there is no angle', () => {
  expect(valuesAt({ ...trajectory, theta: new Float32Array() }, 2).theta).toBeNull();
});

test('past the end there are no numbers, and no failure', () => {
  const { x, f, gradient } = valuesAt(trajectory, 3);
  expect([x, f, gradient]).toEqual(['(–, –)', '–', '–']);
});
