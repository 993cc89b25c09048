import { type Engine, startEngine } from './engine';
import { hasSimd, loadEngine } from './load';

/** The compiled engine, for workers, and one that runs in the page itself. */
export type Started = { module: WebAssembly.Module; engine: Engine };

let once: Promise<Started> | null = null;

/** The engine of this page, however many playgrounds ask for it. After a failure it is tried again. */
export function sharedEngine(): Promise<Started> {
  once ??= start().catch((error: unknown) => {
    once = null;
    throw error;
  });
  return once;
}

async function start(): Promise<Started> {
  const module = await loadEngine(new URL('./pkg/l2o_playground_bg.wasm', import.meta.url), {
    simd: hasSimd(),
    fetch: (url) => fetch(url),
  });
  return { module, engine: await startEngine(module) };
}
