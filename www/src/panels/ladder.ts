import type { KindDescription } from '../engine/types';

type Numeric = Extract<KindDescription, { type: 'integer' | 'real' }>;

/** Where a stepper starts when the value was left to the engine. */
const FROM_AUTO = 0.1;
/** Below it the ladder of real numbers leads to 0, where 0 is in the range. */
const SMALLEST = 0.001;
const ROUND = [0.5, 1, 2, 3, 5, 10];

/**
 * The next value above or below, within the range. `usual` is the field's default: it is always on the ladder, so that
 * one step away and one step back lead to it.
 */
export function nextRung(text: string, direction: 1 | -1, kind: Numeric, usual: string): string {
  const value = Number(text);
  if (Number.isNaN(value)) return String(within(kind, FROM_AUTO));
  if (kind.type === 'integer') {
    return String(within(kind, next(halvesAndDoubles(Number(usual), kind), value, direction)));
  }
  const rung = roundNeighbour(value, direction, kind);
  const home = Number(usual);
  const passed = direction > 0 ? home > value && home < rung : home < value && home > rung;
  return String(Number(within(kind, passed ? home : rung).toPrecision(3)));
}

/** Whole numbers that count nothing, such as seeds, are stepped through one by one. */
export function nextWhole(text: string, direction: 1 | -1, kind: Numeric): string {
  return String(within(kind, Number(text) + direction));
}

function within({ min, max }: Numeric, value: number): number {
  return Math.min(max, Math.max(min, value));
}

/** Counts double: the default, its doubles and its halves, and the ends of the range, ascending. */
function halvesAndDoubles(usual: number, kind: Numeric): number[] {
  const rungs = Array.from({ length: 65 }, (_, i) => within(kind, Math.round(usual * 2 ** (i - 32))));
  return [kind.min, ...rungs, kind.max];
}

function next(rungs: readonly number[], value: number, direction: 1 | -1): number {
  const found = direction > 0 ? rungs.find((rung) => rung > value) : rungs.findLast((rung) => rung < value);
  return found ?? value;
}

/** Real numbers go by 1, 2, 3, 5, 10, at every power of ten; below 0 as above. */
function roundNeighbour(value: number, direction: 1 | -1, kind: Numeric): number {
  if (value === 0) return direction * SMALLEST;
  const outward = value > 0 === direction > 0;
  const size = Math.abs(value);
  if (!outward && size <= SMALLEST && kind.min <= 0 && kind.max >= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(size));
  const rungs = ROUND.map((factor) => Number((factor * power).toPrecision(3)));
  // A value that came as a 32-bit number is a little off its rung.
  const rung = outward ? next(rungs, size * 1.0001, 1) : next(rungs, size * 0.9999, -1);
  return Math.sign(value) * rung;
}
