// Chance that is the same every time, for whoever tries to break the page.

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: (end) => Math.floor(next() * end),
    pick: (values) => values[Math.floor(next() * values.length)],
  };
}

/** A whole number that the environment may set. */
export function setting(name, usual) {
  const given = process.env[name];
  if (given === undefined || given === '') return usual;
  const number = Number(given);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`${name} takes a whole number from 1 on, not ${given}`);
  return number;
}

/** Lowest, middle and highest of some numbers, for people. */
export function spread(numbers, unit) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]?.toFixed(1);
  return `median ${at(0.5)} ${unit}, 99 % ${at(0.99)} ${unit}, most ${at(1)} ${unit}`;
}
