import { type Engine, startEngine } from './engine';
import { hasSimd, loadEngine } from './load';
import { once } from './once';
import type { Parts } from './protocol';
import { addRest } from './rest';

/** The engine for workers, and one that runs in the page itself: what it asks of the rest has to wait for `wholeEngine`. */
export type Started = { parts: Parts; engine: Engine };

const FIRST = new URL('./pkg/l2o_playground_first.wasm', import.meta.url);
const REST = new URL('./pkg/l2o_playground_rest.wasm', import.meta.url).href;

/** The engine of this page, however many playgrounds ask for it. */
export const sharedEngine: () => Promise<Started> = once(async () => {
  const first = await loadEngine(FIRST, { simd: hasSimd(), fetch: (url) => fetch(url) });
  return { parts: { first, rest: REST }, engine: await startEngine(first) };
});

/** All of it, once it has started. */
export const wholeEngine: () => Promise<void> = once(() => addRest(REST));
