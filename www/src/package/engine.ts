// The engine alone, without anything that is shown: for Node, notebooks and pages of one's own.
import { type Engine, startEngine } from '../engine/engine';
import { problemText } from '../engine/problem-text';
import type { Job, Summary } from '../engine/types';

export type { Engine, Picture, Session, Weights } from '../engine/engine';
export type * from '../engine/types';

/** How the engine is given where it does not lie beside this file: its address, its bytes, or compiled. */
export type Source = URL | string | BufferSource | WebAssembly.Module;

const HERE = new URL('../engine/pkg/l2o_playground_bg.wasm', import.meta.url);

let once: Promise<Engine> | null = null;

/** Starts the engine. There is one, however often this is called; only the first call says where it comes from. */
export function loadEngine(source: Source = HERE): Promise<Engine> {
  once ??= compile(source)
    .then(startEngine)
    .catch((error: unknown) => {
      once = null;
      throw error;
    });
  return once;
}

async function compile(source: Source): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source !== 'string' && !(source instanceof URL)) return WebAssembly.compile(source);
  return WebAssembly.compile(await read(new URL(source, HERE)));
}

async function read(url: URL): Promise<ArrayBuffer | Uint8Array<ArrayBuffer>> {
  if (url.protocol === 'file:') {
    // Node fetches no files. The name is put together here, where no bundler for browsers looks for the module.
    const { readFile } = await import(/* @vite-ignore */ ['node:fs', 'promises'].join('/'));
    return readFile(url);
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the engine was not found: ${response.status} for ${url.href}`);
  return response.arrayBuffer();
}

/** How far an experiment is. */
export type Step = { job: Job; done: number; total: number };

/** All that an experiment comes to. */
export type Outcome = {
  /** Hash over every bit of all iterates and losses: the same everywhere. */
  fingerprint: string;
  optimizers: Summary[];
};

/** Time after which a run lets others have their turn, in milliseconds. */
const SLICE = 25;

/**
 * Trains and evaluates every optimizer of a link. `heed` is told how far it is, about 40 times a second; what it throws ends
 * the run.
 */
export async function run(link: string, heed: (step: Step) => void = () => {}): Promise<Outcome> {
  const engine = await loadEngine();
  const { problems } = engine.decode(link);
  if (problems.length > 0) {
    throw new RangeError(`the link asks for what cannot be: ${problemText(problems)}`);
  }
  const optimizers: Summary[] = [];
  for (const job of engine.plan(link)) optimizers.push(await finish(engine, link, job, heed));
  const names = optimizers.map(({ optimizer }) => optimizer).join();
  return { fingerprint: engine.fingerprint(names, optimizers.map(({ hash }) => hash).join()), optimizers };
}

async function finish(engine: Engine, link: string, job: Job, heed: (step: Step) => void): Promise<Summary> {
  const session = new engine.Session(link, job.optimizer);
  try {
    for (;;) {
      const { done, total, phase } = session.run_for(SLICE);
      heed({ job, done, total });
      if (phase === 'done') break;
      await new Promise((resolve) => setTimeout(resolve));
    }
    const summary = session.summary();
    if (!summary) throw new Error(`${job.label} has no result`);
    return summary;
  } finally {
    session.free();
  }
}
