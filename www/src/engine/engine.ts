import * as exports from './pkg/l2o_playground.js';
import init, { initSync } from './pkg/l2o_playground.js';
import type { Tensor } from './types';

/** What the compiled crate offers; src/wasm documents it. */
export type Crate = Omit<typeof exports, 'default' | 'initSync'>;
export type Engine = Crate & {
  /**
   * The first `length` bytes of what is painted of a picture, in the memory of the engine: they are to be shown before the engine
   * is asked for anything else.
   */
  pixels(picture: Picture, length: number): Uint8ClampedArray<ArrayBuffer>;
};
export type Session = InstanceType<Crate['Session']>;
export type Weights = InstanceType<Crate['Weights']>;
export type Picture = InstanceType<Crate['Picture']>;

/** What the module exports that runs here. */
let running: WebAssembly.Exports = {};

/** Starts the engine, or its first part, where waiting is allowed (the page must not compile or instantiate synchronously). */
export async function startEngine(module: WebAssembly.Module): Promise<Engine> {
  const output = await init({ module_or_path: module });
  running = { ...output };
  const fields = exports.describe(); // many ask, the answer is long, and always the same
  return {
    ...exports,
    describe: () => fields,
    scene: lastRemembered(exports.scene),
    pixels: (picture, length) => new Uint8ClampedArray(output.memory.buffer, picture.address(), length),
  };
}

/** After every change of the link several ask the same. */
function lastRemembered<T>(ask: (link: string) => T): (link: string) => T {
  let last: { link: string; answer: T } | null = null;
  return (link) => {
    if (last?.link !== link) last = { link, answer: ask(link) };
    return last.answer;
  };
}

/** Starts it at once; for workers, whose messages must not overtake the start. */
export function startEngineSync(module: WebAssembly.Module): Crate {
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
