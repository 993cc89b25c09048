import { completeEngine } from './engine';
import { loadEngine } from './load';

/** Loads what the first result does without, into the engine that runs here: nothing else may be asked of it before. */
export async function addRest(address: string): Promise<void> {
  const around = { simd: true, fetch: (url: URL) => fetch(url) };
  await completeEngine(await loadEngine(new URL(address), around));
}
