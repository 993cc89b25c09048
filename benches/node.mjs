// The workloads in WebAssembly in Node, on one thread: a line of JSON each.
import { readFileSync } from 'node:fs';
import * as engine from '../www/src/engine/pkg/l2o_playground.js';
import { measurements } from './measure.mjs';

const read = (path) => readFileSync(new URL(path, import.meta.url));
const { memory } = engine.initSync({ module: read('../www/src/engine/pkg/l2o_playground_bg.wasm') });
const table = JSON.parse(read('workloads.json'));

for (const line of measurements(engine, memory, table)) {
  console.log(JSON.stringify({ peer: 'l2o-playground wasm node', ...line }));
}
