import { describe, expect, test, vi } from 'vitest';
import type { FieldDescription } from '../engine/types';
import type { Place } from '../playground/place';
import type { Experiment } from '../state/experiment';
import type { Frames } from '../state/frames';
import { LossCurve } from '../state/loss-curve';
import type { Runs } from '../state/runs';
import { Signal } from '../state/signal';
import type { Data } from './chart';
import { align, lossChart } from './charts';

const drawn = vi.hoisted(() => ({ data: [] as unknown[] }));

// It needs a whole document; the browser tests look at it.
vi.mock('./chart-table', () => ({
  ChartTable: class {
    set(): void {}
  },
}));
vi.mock('./chart', () => ({
  Chart: class {
    set({ x, y }: Data): void {
      drawn.data = [x, ...y];
    }
  },
}));

describe('align', () => {
  test('leaves values where they are', () => {
    expect(align([1, 2, 3], [1, 2, 3], [5, 6, 7])).toEqual([5, 6, 7]);
  });

  test('holds the latest value between places, and has none before the first', () => {
    expect(align([1, 2, 3, 4, 5, 6], [2, 4, 6], [10, 20, 30])).toEqual([null, 10, 10, 20, 20, 30]);
  });

  test('passes over values between two places', () => {
    expect(align([2, 4], [1, 2, 3, 4], [5, 6, 7, 8])).toEqual([6, 8]);
  });

  test('has nothing past the end', () => {
    expect(align([2, 4, 6], [2, 3], [5, 6])).toEqual([5, null, null]);
  });

  test('makes nothing of nothing', () => {
    expect(align([1, 2], [], [])).toEqual([null, null]);
    expect(align([], [1, 2], [5, 6])).toEqual([]);
  });

  test('agrees with its definition for every pair of spacings', () => {
    const every = (spacing: number, end: number) =>
      Array.from({ length: Math.ceil(end / spacing) }, (_, i) => Math.min(end, (i + 1) * spacing));
    for (const spacing of [1, 2, 3, 5, 8]) {
      for (const other of [1, 2, 3, 5, 8]) {
        const [places, at] = [every(spacing, 30), every(other, 23)];
        const expected = places.map((place) =>
          place > 23 ? null : (at.findLast((a) => a <= place) ?? null),
        );
        expect(align(places, at, at), `every ${other} at every ${spacing}`).toEqual(expected);
      }
    }
  });
});

describe('the chart of the meta-loss', () => {
  /** Draws two curves over as many meta-updates as given; what the chart is told. */
  function draw(...lengths: [number, number]): unknown[] {
    const names = ['l2o', 'l2o-tele'];
    const choices = [...names, 'gd'].map((name) => ({ name, label: name, help: '' }));
    const field = { key: 'opt', kind: { type: 'set', choices } } as FieldDescription;
    const curves = lengths.map((length) => {
      const losses = new LossCurve();
      losses.push(Array(length).fill(100));
      return { shown: true, losses, job: { learned: true } };
    });
    const get = (name: string) => curves[names.indexOf(name)];
    const runs = { get, changed: new Signal(), rearranged: new Signal() } as unknown as Runs;
    const experiment = { value: () => 'f' } as unknown as Experiment;
    const frames = { asNews: () => () => {}, inTurn: () => () => {} } as unknown as Frames;
    lossChart({} as HTMLElement, {} as Place, experiment, runs, [field], frames);
    return drawn.data;
  }

  test('has a curve for every learned optimizer', () => {
    expect(draw(3, 2)).toEqual([
      [1, 2, 3],
      [100, 100, 100],
      [100, 100, null],
      [null, null, null],
    ]);
  });

  test('is empty when nothing has been learned', () => {
    expect(draw(0, 0)).toEqual([[], [], [], []]);
  });

  test('reaches as far as the longest training, though a shorter one may have more points', () => {
    const pairs: [number, number][] = [
      [400, 600],
      [600, 400],
    ];
    for (const lengths of pairs) {
      const [updates] = draw(...lengths) as number[][];
      expect(updates?.at(-1), lengths.join(' and ')).toBe(600);
    }
  });
});
