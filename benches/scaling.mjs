// How the time per meta-update grows with each size, all others held: a line of JSON per measurement, in Node. "exponent" is
// the slope to the measurement before in a log-log plot: 1 where time is proportional to the size.
import { readFileSync } from 'node:fs';
import * as engine from '../www/src/engine/pkg/l2o_playground.js';
import { measure } from './measure.mjs';

const ROUNDS = 3;

const read = (path) => readFileSync(new URL(path, import.meta.url));
engine.initSync({ module: read('../www/src/engine/pkg/l2o_playground_bg.wasm') });
const { link, optimizer, around, fields, vary } = JSON.parse(read('workloads.json')).scaling;

const points = Object.entries(vary).flatMap(([varied, values]) => values.map((value) => ({ varied, value })));
/** All are measured in turns, and the fastest counts: whatever else the machine does lasts for a while. */
const rounds = Array.from({ length: ROUNDS }, () =>
  points.map((point) => measure(engine, linkOf(sizesAt(point)), optimizer)),
);
let before;
for (const [i, point] of points.entries()) {
  const { varied, value } = point;
  const figures = rounds
    .map((round) => round[i])
    .reduce((best, other) => (other.us_per_meta_update < best.us_per_meta_update ? other : best));
  const now = { ...point, time: figures.us_per_meta_update };
  const exponent =
    before?.varied === varied && Math.log(now.time / before.time) / Math.log(value / before.value);
  console.log(
    JSON.stringify({ work: 'scaling', varied, ...sizesAt(point), ...figures, ...rounded(exponent) }),
  );
  before = now;
}

function sizesAt({ varied, value }) {
  const sizes = { ...around, [varied]: value };
  // T at most N: no unroll is longer than a run.
  return { ...sizes, N: Math.max(sizes.N, sizes.T) };
}

function linkOf(sizes) {
  // As many runs as a link may ask for: the training must not end while it is measured.
  const runs = Math.floor(1e5 / Math.max(1, (sizes.H / around.H) ** 2));
  const own = Object.entries(sizes).map(([size, value]) => `&${fields[size]}=${value}`);
  return `${link}&runs=${runs}${own.join('')}`;
}

function rounded(exponent) {
  return exponent === false ? {} : { exponent: Number(exponent.toFixed(2)) };
}
