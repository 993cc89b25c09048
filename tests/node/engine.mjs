// The built engine, started in Node.
import { readFileSync } from 'node:fs';
import * as engine from '../../www/src/engine/pkg/l2o_playground.js';

const file = new URL('../../www/src/engine/pkg/l2o_playground_bg.wasm', import.meta.url);
engine.initSync({ module: readFileSync(file) });

export { engine };

/** Runs a whole experiment in slices of a few milliseconds, as a worker does. */
export function runInNode(link) {
  const optimizers = engine.plan(link).map(({ optimizer }) => {
    const session = new engine.Session(link, optimizer);
    while (session.run_for(3).phase !== 'done');
    const summary = session.summary();
    session.free();
    return summary;
  });
  const fingerprint = engine.fingerprint(
    optimizers.map((summary) => summary.optimizer).join(),
    optimizers.map((summary) => summary.hash).join(),
  );
  return { fingerprint, optimizers };
}
