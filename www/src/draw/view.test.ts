import { describe, expect, test } from 'vitest';
import { type Point, ticks, View } from './view';

const view = new View([-2, 6, -1, 3], 400, 200);

describe('a view', () => {
  test('has its corners at the corners of the picture, y upwards', () => {
    expect(view.toPixel(-2, 3)).toEqual([0, 0]);
    expect(view.toPixel(6, -1)).toEqual([400, 200]);
    expect(view.toPixel(-2, -1)).toEqual([0, 200]);
  });

  test('leads from the plane to the screen and back', () => {
    const points: Point[] = [
      [0, 0],
      [-2, 3],
      [5.5, -0.25],
      [100, -70],
    ];
    for (const point of points) {
      const [x, y] = view.toWorld(...view.toPixel(...point));
      expect(x, `x of ${point}`).toBeCloseTo(point[0], 9);
      expect(y, `y of ${point}`).toBeCloseTo(point[1], 9);
    }
  });

  test('knows how much of the plane a pixel is', () => {
    expect(view.toWorld(101, 0)[0] - view.toWorld(100, 0)[0]).toBeCloseTo(view.unit, 12);
    expect(view.unit).toBe(0.02);
  });

  test('contains its border, and nothing beyond it', () => {
    for (const inside of [
      [0, 0],
      [400, 200],
      [200, 100],
    ] as const) {
      expect(view.contains(inside), inside.join()).toBe(true);
    }
    for (const outside of [
      [-0.1, 100],
      [400.1, 100],
      [200, -0.1],
      [200, 200.1],
      [Number.NaN, 100],
    ] as const) {
      expect(view.contains(outside), outside.join()).toBe(false);
    }
  });
});

describe('ticks', () => {
  test('are round numbers within the range', () => {
    expect(ticks(-2.3, 2.2, 5)).toEqual({ step: 1, values: [-2, -1, 0, 1, 2] });
    expect(ticks(3, 47, 5)).toEqual({ step: 10, values: [10, 20, 30, 40] });
    expect(ticks(0, 3, 2)).toEqual({ step: 2, values: [0, 2] });
  });

  test('are 1, 2 or 5 times a power of ten apart, at most as many parts as asked for and not far fewer', () => {
    for (const [low, high] of [
      [0, 1],
      [-0.013, 0.021],
      [-7, 1234],
      [99.9, 100.1],
      [-1e6, 1e6],
      [-3e-7, 4e-7],
    ] as const) {
      for (const count of [1.3, 2, 4.4, 7, 10]) {
        const name = `${low} to ${high} in ${count}`;
        const { step, values } = ticks(low, high, count);
        const factor = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
        expect(
          [1, 2, 5].some((round) => Math.abs(round - factor) < 1e-9),
          `step ${step} of ${name}`,
        ).toBe(true);
        const parts = (high - low) / step;
        expect(parts, name).toBeLessThanOrEqual(count * (1 + 1e-9));
        expect(parts, name).toBeGreaterThan(count / 2.6);
        for (const value of values) {
          expect(Math.abs(value / step - Math.round(value / step)), `${value} of ${name}`).toBeLessThan(1e-6);
          expect(value >= low - step * 1e-9 && value <= high + step * 1e-9, `${value} of ${name}`).toBe(true);
        }
        expect(values.length, name).toBeGreaterThanOrEqual(Math.floor(parts));
      }
    }
  });

  test('are none where no round number lies in the range', () => {
    expect(ticks(0.1, 0.9, 1).values).toEqual([]);
  });
});
