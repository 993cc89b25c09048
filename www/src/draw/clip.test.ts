import { describe, expect, test } from 'vitest';
import { Clipped } from './clip';
import { PathText } from './path-text';
import { type Point, View } from './view';

const view = new View([0, 1, 0, 1], 100, 50);

function trace(...points: Point[]): string {
  const clipped = new Clipped(new PathText(), view);
  points.forEach((point, i) => {
    if (i === 0) clipped.moveTo(...point);
    else clipped.lineTo(...point);
  });
  return clipped.path.text;
}

function whole(...points: Point[]): string {
  const path = new PathText();
  points.forEach((point, i) => {
    if (i === 0) path.moveTo(...point);
    else path.lineTo(...point);
  });
  return path.text;
}

describe('lines without what cannot be seen of them', () => {
  test('are what they were while they stay inside', () => {
    const points: Point[] = [
      [5, 5],
      [5, 40],
      [90, 40],
    ];
    expect(trace(...points)).toBe(whole(...points));
  });

  test('leave out points that cannot be told from the one before', () => {
    const crowd = Array.from({ length: 10 }, (_, i): Point => [5 + 0.2 * i, 5]);
    expect(trace(...crowd)).toBe(whole([5, 5], [5.6, 5], [6.2, 5], [6.8, 5]));
  });

  test('are longer than that if many short ones, with gaps, go on and on', () => {
    const clipped = new Clipped(new PathText(), view);
    for (let x = 5; x < 10; x += 0.4) {
      clipped.moveTo(x, 5);
      clipped.lineTo(x + 0.3, 5);
    }
    expect(clipped.path.text).toMatch(/^M5 5(L[\d.]+ 5)+/);
  });

  test('end a little outside, where they leave', () => {
    expect(trace([50, 25], [1050, 25])).toBe(whole([50, 25], [110, 25]));
    expect(trace([50, 25], [50, -975])).toBe(whole([50, 25], [50, -10]));
  });

  test('begin a little outside, where they come back', () => {
    const tour = trace([50, 25], [50, 1e5], [50, 25]);
    expect(tour).toBe(whole([50, 25], [50, 60]) + whole([50, 60], [50, 25]));
  });

  test('cross the view from outside to outside', () => {
    expect(trace([-1000, 25], [1000, 25])).toBe(whole([-10, 25], [110, 25]));
    expect(trace([-25, -50], [125, 100])).toBe(whole([15, -10], [85, 60]));
  });

  test('are nothing where they pass it by', () => {
    expect(trace([-1000, 80], [1000, 80], [1000, 900])).toBe('');
    expect(trace([-20, 30], [-20, 20])).toBe('');
    expect(trace([-100, 10], [30, -100])).toBe('');
  });
});
