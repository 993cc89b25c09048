import type { KindDescription } from '../engine/types';

type Numeric = Extract<KindDescription, { type: 'integer' | 'real' }>;

/** Where a stepper starts when the value was left to the engine. */
const FROM_AUTO = 0.1;

/** The next value of 1, 2, 5, 10, 20, … above or below, within the range. The ladder goes on below 1 for real numbers. */
export function nextRung(text: string, direction: 1 | -1, kind: Numeric): string {
  const value = Number(text);
  if (Number.isNaN(value)) return String(Math.min(kind.max, Math.max(kind.min, FROM_AUTO)));
  const rung = neighbourOf(value, direction, kind);
  const bounded = Math.min(kind.max, Math.max(kind.min, rung));
  return kind.type === 'integer' ? String(Math.round(bounded)) : String(Number(bounded.toPrecision(3)));
}

/** Whole numbers that count nothing, such as seeds, are stepped through one by one. */
export function nextWhole(text: string, direction: 1 | -1, kind: Numeric): string {
  return String(Math.min(kind.max, Math.max(kind.min, Number(text) + direction)));
}

function neighbour(value: number, direction: 1 | -1): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const rungs = [0.5, 1, 2, 5, 10].map((factor) => Number((factor * power).toPrecision(3)));
  const found =
    direction > 0
      ? rungs.find((rung) => rung > value * 1.0001)
      : rungs.findLast((rung) => rung < value * 0.9999);
  return found ?? value;
}

/** The ladder has no end towards 0; where 0 is in the range, it leads there from the smallest rung. */
function neighbourOf(value: number, direction: 1 | -1, kind: Numeric): number {
  const smallest = kind.type === 'integer' ? 1 : 0.001;
  if (value === 0) return direction * smallest;
  const outward = value > 0 === direction > 0;
  if (!outward && Math.abs(value) <= smallest && kind.min <= 0 && kind.max >= 0) return 0;
  return Math.sign(value) * neighbour(Math.abs(value), outward ? 1 : -1);
}
