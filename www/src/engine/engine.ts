import * as exports from './pkg/l2o_playground.js';
import init, { initSync } from './pkg/l2o_playground.js';
import type { Tensor } from './types';

/** What the compiled crate offers; src/wasm documents it. */
export type Engine = Omit<typeof exports, 'default' | 'initSync'>;
export type Session = InstanceType<Engine['Session']>;
export type Weights = InstanceType<Engine['Weights']>;
export type Picture = InstanceType<Engine['Picture']>;

/** What the module exports that runs here. */
let running: WebAssembly.Exports = {};

/** Starts the engine, or its first part, where waiting is allowed (the page must not compile or instantiate synchronously). */
export async function startEngine(module: WebAssembly.Module): Promise<Engine> {
  running = { ...(await init({ module_or_path: module })) };
  const fields = exports.describe(); // many ask, the answer is long, and always the same
  return { ...exports, describe: () => fields };
}

/** Starts it at once; for workers, whose messages must not overtake the start. */
export function startEngineSync(module: WebAssembly.Module): Engine {
  running = { ...initSync({ module }) };
  return exports;
}

/** Adds the rest to the first part, which runs already. */
export async function completeEngine(rest: WebAssembly.Module): Promise<void> {
  await WebAssembly.instantiate(rest, { first: running });
}

/** Tensors in the hands of the engine, which are to be freed. */
export function weightsOf(engine: Pick<Engine, 'Weights'>, tensors: readonly Tensor[]): Weights {
  const weights = new engine.Weights();
  for (const { name, shape, values } of tensors) weights.add(name, Uint32Array.from(shape), values);
  return weights;
}
