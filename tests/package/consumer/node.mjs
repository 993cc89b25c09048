// What a program for Node does with the engine: prints the result of a link.
import 'l2o-playground'; // needs a document, and does no harm without one
import { loadEngine, run } from 'l2o-playground/engine';

const [link] = process.argv.slice(2);
let steps = 0;
const { fingerprint, optimizers } = await run(link, () => {
  steps += 1;
});
const engine = await loadEngine();
const refusal = await run('#v=1&hidden=4096').catch((error) => `${error.name}: ${error.message}`);
console.log(JSON.stringify({ fingerprint, optimizers, steps, version: engine.version(), refusal }));
