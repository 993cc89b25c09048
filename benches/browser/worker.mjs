// A dedicated worker that measures every row of the table and reports each as it is done.
import * as engine from '../../www/src/engine/pkg/l2o_playground.js';
import { measurements } from '../measure.mjs';

self.onmessage = ({ data: { first, rest, table } }) => {
  const exports = engine.initSync({ module: first });
  new WebAssembly.Instance(rest, { first: exports });
  for (const line of measurements(engine, exports.memory, table)) self.postMessage(line);
  self.postMessage(null);
};
