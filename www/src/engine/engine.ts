import * as exports from './pkg/l2o_playground.js';
import init, { initSync } from './pkg/l2o_playground.js';

/** What the compiled crate offers; src/wasm documents it. */
export type Engine = Omit<typeof exports, 'default' | 'initSync'>;
export type Session = InstanceType<Engine['Session']>;
export type Picture = InstanceType<Engine['Picture']>;

/** Starts the engine where waiting is allowed (the page must not compile or instantiate synchronously). */
export async function startEngine(module: WebAssembly.Module): Promise<Engine> {
  await init({ module_or_path: module });
  return exports;
}

/** Starts the engine at once; for workers, whose messages must not overtake the start. They download only what they get here. */
export function startSessions(module: WebAssembly.Module): Engine['Session'] {
  initSync({ module });
  return exports.Session;
}
