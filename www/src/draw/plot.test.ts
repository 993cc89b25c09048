import { describe, expect, test } from 'vitest';
import { type Curves, drawPlot, heights, placeAt, windowOnto } from './plot';
import type { Look, Theme } from './theme';

const theme: Theme = {
  dark: false,
  ink: 'ink',
  muted: 'muted',
  grid: 'grid',
  paper: '',
  halo: 'halo',
  look: () => look,
};
const look: Look = { color: 'red', marker: 'circle', dash: [] };

/** A canvas that remembers texts, and where pens of each colour were put down and led. */
class FakeContext {
  readonly texts: string[] = [];
  readonly moves: Record<string, string[]> = {};
  strokeStyle = '';
  private path: string[] = [];

  beginPath(): void {
    this.path = [];
  }
  moveTo(x: number, y: number): void {
    this.path.push(`M${x},${y}`);
  }
  lineTo(x: number, y: number): void {
    this.path.push(`L${x},${y}`);
  }
  stroke(): void {
    this.moves[this.strokeStyle] = [...(this.moves[this.strokeStyle] ?? []), ...this.path];
  }
  fillText(text: string): void {
    this.texts.push(text);
  }
  translate(): void {}
  setLineDash(): void {}
}

function draw(curves: Curves): FakeContext {
  const context = new FakeContext();
  const view = windowOnto(curves, 164, 144); // 100 × 100 without the labels
  drawPlot(context as unknown as CanvasRenderingContext2D, view, curves, [look], theme, 'step');
  return context;
}

describe('heights', () => {
  test('are the values, with nothing where they are missing or not finite', () => {
    expect(heights([1, null, Number.NaN, Number.POSITIVE_INFINITY, -2], 6, false)).toEqual([
      1,
      null,
      null,
      null,
      -2,
      null,
    ]);
    expect(heights(null, 2, false)).toEqual([null, null]);
  });

  test('are logarithms on a logarithmic axis, which ends at 10⁻¹⁶', () => {
    expect(heights(Float32Array.of(100, 1, 0), 3, true)).toEqual([2, 0, -16]);
  });
});

describe('the window', () => {
  test('shows whole decades of logarithms', () => {
    expect(windowOnto({ x: [0, 9], y: [[-1.5, 2.2]], bands: [], log: true }, 100, 100).bounds).toEqual([
      0, 9, -2, 3,
    ]);
    expect(windowOnto({ x: [0, 9], y: [[2, 2]], bands: [], log: true }, 100, 100).bounds).toEqual([
      0, 9, 2, 3,
    ]);
  });

  test('leaves a margin around other values, also where all are equal or there are none', () => {
    expect(windowOnto({ x: [1, 3], y: [[0, 20]], bands: [], log: false }, 100, 100).bounds).toEqual([
      1, 3, -1, 21,
    ]);
    expect(windowOnto({ x: [1, 3], y: [[5, 5]], bands: [], log: false }, 100, 100).bounds).toEqual([
      1, 3, 4, 6,
    ]);
    expect(windowOnto({ x: [], y: [[], []], bands: [], log: true }, 100, 100).bounds).toEqual([0, 1, 0, 1]);
  });
});

describe('a plot', () => {
  test('leads a line through neighbours and leaves gaps', () => {
    const { moves } = draw({ x: [0, 1, 2, 3, 4], y: [[0, 1, null, 0, 1]], bands: [], log: true });
    expect(moves.red).toEqual(['M0,100', 'L25,0', 'M75,100', 'L100,0']);
  });

  test('names whole steps and decades', () => {
    expect(draw({ x: [0, 1000], y: [[-2, 1]], bands: [], log: true }).texts).toEqual([
      '0',
      '1,000',
      'step',
      '10⁻²',
      '10⁻¹',
      '10⁰',
      '10¹',
    ]);
    expect(draw({ x: [0, 1], y: [[0.9, 1.1]], bands: [], log: false }).texts).toContain('0.95');
  });
});

test('the place under the pointer is the nearest one', () => {
  const x = [0, 10, 30];
  const view = windowOnto({ x, y: [], bands: [], log: true }, 164, 144);
  expect([0, 48, 48 + 20, 48 + 99, 500].map((px) => placeAt(view, x, px))).toEqual([0, 0, 1, 2, 2]);
  expect(placeAt(view, [], 60)).toBe(null);
});
