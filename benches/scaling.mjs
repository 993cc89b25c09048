// How the time per meta-update grows with each size, all others held: a line of JSON per measurement, in Node. "exponent" is
// the slope to the measurement before in a log-log plot: 1 where time is proportional to the size.
import { readFileSync } from 'node:fs';
import * as engine from '../www/src/engine/pkg/l2o_playground.js';
import { measure } from './measure.mjs';

const read = (path) => readFileSync(new URL(path, import.meta.url));
engine.initSync({ module: read('../www/src/engine/pkg/l2o_playground_bg.wasm') });
const { link, optimizer, around, fields, vary } = JSON.parse(read('workloads.json')).scaling;

for (const [varied, values] of Object.entries(vary)) {
  let before;
  for (const value of values) {
    const sizes = { ...around, [varied]: value };
    // T at most N: no unroll is longer than a run.
    if (sizes.T > sizes.N) sizes.N = sizes.T;
    const figures = measure(engine, linkOf(sizes), optimizer);
    const now = { value, time: figures.us_per_meta_update };
    const exponent = before && Math.log(now.time / before.time) / Math.log(now.value / before.value);
    console.log(JSON.stringify({ work: 'scaling', varied, ...sizes, ...figures, ...rounded(exponent) }));
    before = now;
  }
}

function linkOf(sizes) {
  // As many runs as a link may ask for: the training must not end while it is measured.
  const runs = Math.floor(1e5 / Math.max(1, (sizes.H / around.H) ** 2));
  const own = Object.entries(sizes).map(([size, value]) => `&${fields[size]}=${value}`);
  return `${link}&runs=${runs}${own.join('')}`;
}

function rounded(exponent) {
  return exponent === undefined ? {} : { exponent: Number(exponent.toFixed(2)) };
}
