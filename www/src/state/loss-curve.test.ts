import { expect, test } from 'vitest';
import { LossCurve } from './loss-curve';

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

test('nothing is a curve without points', () => {
  expect(new LossCurve().points()).toEqual({ at: [], mean: [] });
});

test('few values are shown one by one', () => {
  const curve = new LossCurve();
  curve.push([5, 3, 4]);
  expect(curve.points()).toEqual({ at: [1, 2, 3], mean: [5, 3, 4] });
});

test('a bucket that is not full is left out, unless it is the only one', () => {
  const curve = new LossCurve(4);
  curve.push([1, 3]);
  expect(curve.points()).toEqual({ at: [2], mean: [2] });
  curve.push([5, 7, 100]);
  expect(curve.points()).toEqual({ at: [4], mean: [4] });
  curve.push([0, 0, 0]);
  expect(curve.points()).toEqual({ at: [4, 8], mean: [4, 25] });
});

test('a curve never has more than 192 points, nor fewer than half of them once it is long', () => {
  const curve = new LossCurve();
  const lengths = upTo(10_000).map((value) => {
    curve.push([value]);
    return curve.points().at.length;
  });
  expect(Math.max(...lengths)).toBeLessThanOrEqual(192);
  expect(Math.min(...lengths.slice(95))).toBe(96);
  expect(curve.length).toBe(10_000);
});

test('every point is the mean of the values from the one before it', () => {
  for (const [width, count] of [
    [1, 191],
    [1, 192],
    [1, 193],
    [1, 5000],
    [5, 960],
    [5, 12_345],
  ] as const) {
    const curve = new LossCurve(width);
    curve.push(upTo(count));
    const { at, mean } = curve.points();
    at.forEach((last, i) => {
      const first = (at[i - 1] ?? 0) + 1;
      expect(mean[i], `values ${first} to ${last} of ${count}`).toBeCloseTo((first + last) / 2, 8);
    });
    const unfinished = count - (at.at(-1) ?? 0);
    expect(unfinished, `end of ${count}`).toBeLessThan((at[1] ?? 0) - (at[0] ?? 0));
  }
});

test('a geometric mean is what the middle of the values is on a logarithmic axis', () => {
  const curve = new LossCurve(2, 'geometric');
  curve.push([1e-6, 1e2, 0, 5]);
  const { mean } = curve.points();
  expect(mean[0]).toBeCloseTo(1e-2, 12);
  expect(mean[1]).toBe(0);
});

test('buckets keep to whole multiples of the width they began with', () => {
  const curve = new LossCurve(5);
  curve.push(upTo(12_345));
  const { at } = curve.points();
  const widths = new Set(at.slice(0, -1).map((last, i) => last - (at[i - 1] ?? 0)));
  expect([...widths]).toEqual([80]);
});

test('values in pieces make the same curve as all at once', () => {
  const values = Float32Array.from(upTo(3000), (i) => Math.sin(i));
  const [whole, pieces] = [new LossCurve(3), new LossCurve(3)];
  whole.push(values);
  for (let i = 0; i < values.length; i += 7) pieces.push(values.subarray(i, i + 7));
  pieces.push([]);
  expect(pieces.points()).toEqual(whole.points());
});
