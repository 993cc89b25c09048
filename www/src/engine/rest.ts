import { completeEngine } from './engine';
import { loadEngine } from './load';
import { once } from './once';

/** Loads what the first result does without, into the engine that runs here: nothing else may be asked of it before. */
export const wholeEngine: () => Promise<void> = once(async () => {
  const rest = await loadEngine(new URL('./pkg/l2o_playground_rest.wasm', import.meta.url), {
    simd: true,
    fetch: (url) => fetch(url),
  });
  await completeEngine(rest);
});
