import { describe, expect, test } from 'vitest';
import type { KindDescription } from '../engine/types';
import { nextRung, nextWhole } from './ladder';

type Numeric = Parameters<typeof nextRung>[2];

const whole = (min: number, max: number): Numeric => ({ type: 'integer', min, max });
const real = (min: number, max: number): Numeric => ({ type: 'real', min, max, auto: false });

/** The values met on the way from one to where the ladder ends (or after 60 rungs). */
function climb(from: string, direction: 1 | -1, kind: Numeric): string[] {
  const met = [from];
  for (let i = 0; i < 60; i += 1) {
    const next = nextRung(met.at(-1) ?? '', direction, kind);
    if (next === met.at(-1)) break;
    met.push(next);
  }
  return met;
}

describe('the ladder of whole numbers', () => {
  const kind = whole(1, 300);
  const rungs = ['1', '2', '5', '10', '20', '50', '100', '200', '300'];

  test('goes by 1, 2, 5, 10 up to the largest value', () => {
    expect(climb('1', 1, kind)).toEqual(rungs);
  });

  test('goes the same way down, from a rung on', () => {
    expect(climb('300', -1, kind)).toEqual(rungs.toReversed());
  });

  test('is entered from between two rungs at the next one', () => {
    for (const [text, less, more] of [
      ['3', '2', '5'],
      ['20', '10', '50'],
      ['99', '50', '100'],
      ['101', '100', '200'],
    ] as const) {
      expect([nextRung(text, -1, kind), nextRung(text, 1, kind)], text).toEqual([less, more]);
    }
  });

  test('passes every power of ten', () => {
    expect(climb('1', 1, whole(1, 100_000))).toHaveLength(16);
  });
});

describe('the ladder of real numbers', () => {
  test('goes on below 1 as it does above', () => {
    expect(climb('0.002', 1, real(1e-6, 10))).toEqual([
      '0.002',
      '0.005',
      '0.01',
      '0.02',
      '0.05',
      '0.1',
      '0.2',
      '0.5',
      '1',
      '2',
      '5',
      '10',
    ]);
  });

  test('meets the same rungs down as up, at every power of ten', () => {
    const kind = real(1e-12, 1e6);
    const up = climb('1e-12', 1, kind);
    expect(up).toHaveLength(1 + 3 * 18);
    expect(climb('1000000', -1, kind)).toEqual(up.toReversed());
  });

  test('ends at bounds that came as 32-bit numbers in the form in which they are written', () => {
    expect(nextRung('0.5', 1, real(0, Math.fround(0.999)))).toBe('0.999');
    expect(nextRung('2e-12', -1, real(Math.fround(1e-12), 10))).toBe('1e-12');
  });

  test('begins at a tenth where the value was left to the engine', () => {
    expect(nextRung('auto', 1, real(1e-12, 10))).toBe('0.1');
    expect(nextRung('auto', -1, real(1e-12, 10))).toBe('0.1');
    expect(nextRung('auto', 1, real(1, 10))).toBe('1');
  });

  test('leads up from zero to a small number, and does not fall below it', () => {
    expect(nextRung('0', 1, real(0, 1e6))).toBe('0.001');
    expect(nextRung('0', -1, real(0, 1e6))).toBe('0');
  });

  test('goes on below zero where the range does', () => {
    const kind = real(-100, 100);
    expect(climb('-1', -1, kind)).toEqual(['-1', '-2', '-5', '-10', '-20', '-50', '-100']);
    expect(nextRung('-2', 1, kind)).toBe('-1');
  });
});

test('no step leaves the range', () => {
  const kinds: KindDescription[] = [whole(1, 7), whole(3, 4095), real(0.5, 3), real(1, 200), real(-100, 100)];
  for (const kind of kinds as Numeric[]) {
    for (const text of ['-1000', '-1', '0', '0.7', '1', '4', '150', '99999', '', 'auto']) {
      for (const direction of [1, -1] as const) {
        const next = Number(nextRung(text, direction, kind));
        const name = `${text || 'nothing'} by ${direction} from ${kind.min} to ${kind.max}`;
        expect(next, name).toBeGreaterThanOrEqual(kind.min);
        expect(next, name).toBeLessThanOrEqual(kind.max);
      }
    }
  }
});

test('a seed is stepped through one by one, up to its bounds', () => {
  const kind = whole(0, 4_294_967_295);
  for (const [text, direction, next] of [
    ['7', 1, '8'],
    ['7', -1, '6'],
    ['0', -1, '0'],
    ['1', -1, '0'],
    ['4294967295', 1, '4294967295'],
    ['4294967295', -1, '4294967294'],
  ] as const) {
    expect(nextWhole(text, direction, kind), `${text} by ${direction}`).toBe(next);
  }
});

test('leads back to 0 where the range holds it, and never there where it does not', () => {
  expect(nextRung('0.001', -1, real(0, 1e6))).toBe('0');
  expect(nextRung('0.0004', -1, real(0, 1e6))).toBe('0');
  expect(nextRung('1', -1, whole(0, 9))).toBe('0');
  expect(nextRung('-0.001', 1, real(-1, 1))).toBe('0');
  expect(nextRung('0', -1, real(-1, 1))).toBe('-0.001');
  expect(nextRung('0.001', -1, real(1e-12, 10))).toBe('0.0005');
});
