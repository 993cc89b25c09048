import { describe, expect, test } from 'vitest';
import type { KindDescription } from '../engine/types';
import { nextRung, nextWhole } from './ladder';

type Numeric = Parameters<typeof nextRung>[2];

const whole = (min: number, max: number): Numeric => ({ type: 'integer', min, max });
const real = (min: number, max: number): Numeric => ({ type: 'real', min, max, auto: false });

/** The values met on the way from one to where the ladder ends (or after 60 rungs). */
function climb(from: string, direction: 1 | -1, kind: Numeric, usual = '1'): string[] {
  const met = [from];
  for (let i = 0; i < 60; i += 1) {
    const next = nextRung(met.at(-1) ?? '', direction, kind, usual);
    if (next === met.at(-1)) break;
    met.push(next);
  }
  return met;
}

describe('the ladder of whole numbers', () => {
  const ladders: [string, Numeric, string[]][] = [
    ['20', whole(1, 300), ['1', '3', '5', '10', '20', '40', '80', '160', '300']],
    ['16', whole(1, 256), ['1', '2', '4', '8', '16', '32', '64', '128', '256']],
    ['100', whole(1, 1000), ['1', '2', '3', '6', '13', '25', '50', '100', '200', '400', '800', '1000']],
    ['5', whole(0, 9), ['0', '1', '3', '5', '9']],
  ];

  test('holds the default, its doubles and halves, and the ends of the range, up and down', () => {
    for (const [usual, kind, rungs] of ladders) {
      expect(climb(rungs[0] ?? '', 1, kind, usual), usual).toEqual(rungs);
      expect(climb(rungs.at(-1) ?? '', -1, kind, usual), usual).toEqual(rungs.toReversed());
    }
  });

  test('is entered from between two rungs at the next one', () => {
    for (const [text, less, more] of [
      ['4', '3', '5'],
      ['16', '10', '20'],
      ['299', '160', '300'],
    ] as const) {
      const steps = ([-1, 1] as const).map((direction) => nextRung(text, direction, whole(1, 300), '20'));
      expect(steps, text).toEqual([less, more]);
    }
  });
});

describe('the ladder of real numbers', () => {
  test('goes by 1, 2, 3, 5, below 1 as above', () => {
    expect(climb('0.02', 1, real(1e-6, 10))).toEqual('0.02 0.03 0.05 0.1 0.2 0.3 0.5 1 2 3 5 10'.split(' '));
  });

  test('meets the same rungs down as up, at every power of ten', () => {
    const kind = real(1e-6, 1e6);
    const up = climb('0.000001', 1, kind);
    expect(up).toHaveLength(1 + 4 * 12);
    expect(climb('1000000', -1, kind)).toEqual(up.toReversed());
  });

  test('one step up and one down lead back to the default, on a rung or not', () => {
    for (const [usual, kind, more] of [
      ['0.003', real(1e-12, 10), '0.005'],
      ['0.9', real(0, Math.fround(0.999)), '0.999'],
      ['-1', real(-100, 100), '-0.5'],
    ] as const) {
      expect(nextRung(usual, 1, kind, usual)).toBe(more);
      expect(nextRung(more, -1, kind, usual)).toBe(usual);
      expect(nextRung(nextRung(usual, -1, kind, usual), 1, kind, usual)).toBe(usual);
    }
  });

  test('ends at bounds that came as 32-bit numbers in the form in which they are written', () => {
    expect(nextRung('0.5', 1, real(0, Math.fround(0.999)), '0.5')).toBe('0.999');
    expect(nextRung('2e-12', -1, real(Math.fround(1e-12), 10), '1')).toBe('1e-12');
  });

  test('begins at a tenth where the value was left to the engine', () => {
    expect(nextRung('auto', 1, real(1e-12, 10), 'auto')).toBe('0.1');
    expect(nextRung('auto', -1, real(1e-12, 10), 'auto')).toBe('0.1');
    expect(nextRung('auto', 1, real(1, 10), 'auto')).toBe('1');
    expect(nextRung('0.1', 1, real(1e-12, 10), 'auto')).toBe('0.2');
  });

  test('leads to 0 and through it where the range does, and never there where it does not', () => {
    for (const [from, direction, kind, to] of [
      ['0', 1, real(0, 1e6), '0.001'],
      ['0', -1, real(0, 1e6), '0'],
      ['0.001', -1, real(0, 1e6), '0'],
      ['0.0004', -1, real(0, 1e6), '0'],
      ['-0.001', 1, real(-1, 1), '0'],
      ['0', -1, real(-1, 1), '-0.001'],
      ['0.001', -1, real(1e-12, 10), '0.0005'],
    ] as const) {
      expect(nextRung(from, direction, kind, '1'), `${from} by ${direction}`).toBe(to);
    }
  });

  test('goes on below zero where the range does', () => {
    const kind = real(-100, 100);
    expect(climb('-1', -1, kind)).toEqual('-1 -2 -3 -5 -10 -20 -30 -50 -100'.split(' '));
    expect(nextRung('-2', 1, kind, '1')).toBe('-1');
  });
});

test('no step leaves the range', () => {
  const kinds: KindDescription[] = [whole(1, 7), whole(3, 4095), real(0.5, 3), real(1, 200), real(-100, 100)];
  for (const kind of kinds as Numeric[]) {
    for (const text of ['-1000', '-1', '0', '0.7', '1', '4', '150', '99999', '', 'auto']) {
      for (const usual of ['3', '5.5', 'auto']) {
        for (const direction of [1, -1] as const) {
          if (kind.type === 'integer' && usual !== '3') continue;
          const next = Number(nextRung(text, direction, kind, usual));
          const name = `${text || 'nothing'} by ${direction} from ${kind.min} to ${kind.max}`;
          expect(next, name).toBeGreaterThanOrEqual(kind.min);
          expect(next, name).toBeLessThanOrEqual(kind.max);
        }
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
