import { type Engine, startEngine } from './engine';
import { hasSimd, loadEngine } from './load';
import { once } from './once';

/** The first part of the compiled engine, for workers, and one that runs in the page itself. */
export type Started = { module: WebAssembly.Module; engine: Engine };

/** The engine of this page, however many playgrounds ask for it. Some of it needs the rest (`wholeEngine`). */
export const sharedEngine: () => Promise<Started> = once(async () => {
  const module = await loadEngine(new URL('./pkg/l2o_playground_first.wasm', import.meta.url), {
    simd: hasSimd(),
    fetch: (url) => fetch(url),
  });
  return { module, engine: await startEngine(module) };
});
