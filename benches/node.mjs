// Time per meta-update, in WebAssembly in Node on one thread: one line of JSON per workload, medians of slices of 40 ms.
//
// W1: generalized Rosenbrock, a new function per task, 20 steps forward and backward and Adam per meta-update.
// W2: a perceptron of two 20 × 20 layers, one LSTM of 300 hidden units, 10 steps per meta-update.
import { readFileSync } from 'node:fs';
import * as engine from '../www/src/engine/pkg/l2o_playground.js';

const WARM_UP = 500;
const LENGTH = 2000;
const SLICE = 40;
const file = new URL('../www/src/engine/pkg/l2o_playground_bg.wasm', import.meta.url);
engine.initSync({ module: readFileSync(file) });

const PLAIN = 'decay=none&grad_clip=0&theta_init=random&runs=20000';
const W1 = `#v=1&task=rosenbrock-variable&min_det=0.3&lr=1e-3&jump_bound=0&${PLAIN}`;
const W2 = `#v=1&task=mlp&features=raw&loss=f&batch=1&unroll=10&hidden=300&lstms=one&lag=1&alpha_map=clamp&${PLAIN}`;

for (const [H, B] of [
  [20, 1],
  [20, 16],
  [20, 64],
  [64, 16],
]) {
  for (const teleport of [false, true]) {
    const link = `${W1}&hidden=${H}&batch=${B}`;
    print({ work: 'W1', H, B, teleport }, link, teleport ? 'l2o-tele' : 'l2o');
  }
}
print({ work: 'W2', kind: 'tele' }, `${W2}&lr=1e-4`, 'lr-tele');
print({ work: 'W2', kind: 'momentum' }, `${W2}&lr=1e-4`, 'lr-tele-mom');
print({ work: 'W2', kind: 'update' }, `${W2}&lr=1e-3`, 'l2o');
const peaks = Array.from({ length: 7 }, () => engine.peak_gflops(10_000_000));
console.log(JSON.stringify({ work: 'peak', gflops: round(median(peaks)) }));

function print(workload, link, optimizer) {
  const { problems } = engine.decode(link);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const session = new engine.Session(link, optimizer);
  session.run_for(WARM_UP);
  const [times, first, end] = [[], session.progress().done, performance.now() + LENGTH];
  while (performance.now() < end) {
    const [before, start] = [session.progress().done, performance.now()];
    const updates = session.run_for(SLICE).done - before;
    if (updates > 0) times.push(((performance.now() - start) * 1000) / updates);
  }
  const n = session.progress().done - first;
  session.free();
  const result = { us_per_meta_update: round(median(times)), n };
  console.log(JSON.stringify({ peer: 'l2o-playground wasm node', ...workload, ...result }));
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function round(value) {
  return Number(value.toPrecision(4));
}
