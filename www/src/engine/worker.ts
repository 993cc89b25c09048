/// <reference lib="webworker" />
import { type Crate, type Session, startEngineSync, weightsOf } from './engine';
import { once } from './once';
import { type Report, type Request, unreachable } from './protocol';
import { addRest } from './rest';
import type { Tensor } from './types';

/** Work between two looks at the mailbox: short enough that a drag is answered within a frame. */
const SLICE = 10;
/** News of a run under way, at most this often. */
const INTERVAL = 66;
/** Drawing the trajectory anew for every report may take this share of the time. */
const DRAWING_SHARE = 0.15;

type Run = {
  session: Session;
  /** Whether the page wants it to go on. */
  going: boolean;
  /** Whether nothing is left to do. */
  done: boolean;
  losses: number;
  /** When the next news is due. */
  due: number;
  /** The time of the training that is shown. */
  moment: number | null;
};

declare const self: DedicatedWorkerGlobalScope;

let engine: Crate | null = null;
/** Adds the rest to it, once. */
let wholeEngine: (() => Promise<void>) | null = null;
const runs = new Map<number, Run>();
/** A message to oneself queues behind the page's own messages, and is not slowed down as timers are. */
const turn = new MessageChannel();
let turning = false;
/** Until then it rests. */
let rest = 0;

turn.port1.onmessage = () => {
  const left = rest - performance.now();
  if (left > 0) {
    setTimeout(() => turn.port2.postMessage(null), left);
    return;
  }
  turning = false;
  for (const [name, run] of runs) if (isBusy(run)) work(name, run);
  if ([...runs.values()].some(isBusy)) takeTurns();
};

/** The last of what is asked: one thing is done after another, also where one has to wait for the rest of the engine. */
let last = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<Request>) => {
  if (data.type === 'ping') self.postMessage({ type: 'pong' } satisfies Report);
  else last = last.then(() => receive(data));
};

async function receive(request: Exclude<Request, { type: 'ping' }>): Promise<void> {
  try {
    if (request.type === 'open' && request.whole) await wholeEngine?.();
    handle(request);
  } catch (error) {
    fail('run' in request ? request.run : null, error);
  }
}

function handle(request: Exclude<Request, { type: 'ping' }>): void {
  switch (request.type) {
    case 'start':
      wholeEngine = once(() => addRest(request.parts.rest));
      engine = startEngineSync(request.parts.first);
      return;
    case 'open': {
      if (!engine) throw new Error('the engine has not started');
      const session = open(engine, request.link, request.optimizer, request.weights);
      runs.set(request.run, { session, going: request.going, done: false, losses: 0, due: 0, moment: null });
      tell(request.run, null);
      takeTurns();
      return;
    }
    case 'go': {
      const run = runs.get(request.run);
      if (!run) return;
      run.going = request.going;
      takeTurns();
      return;
    }
    case 'adopt': {
      const run = runs.get(request.run);
      if (!run) return;
      run.session.adopt(request.view.link);
      run.moment = request.view.moment;
      run.done = run.session.progress().phase === 'done';
      tell(request.run, request.id);
      takeTurns();
      return;
    }
    case 'give':
      give(request.run, request.id);
      return;
    case 'rest':
      rest = performance.now() + request.milliseconds;
      return;
    case 'close':
      runs.get(request.run)?.session.free();
      runs.delete(request.run);
      return;
    default:
      unreachable(request);
  }
}

function open(engine: Crate, link: string, optimizer: string, given: readonly Tensor[] | null): Session {
  if (!given) return new engine.Session(link, optimizer);
  const weights = weightsOf(engine, given);
  try {
    return engine.Session.imported(link, optimizer, weights);
  } finally {
    weights.free();
  }
}

function give(name: number, id: number): void {
  const run = runs.get(name);
  if (!run) return;
  const { session, moment } = run;
  const losses = session.meta_losses(0);
  const weights = moment === null ? session.tensors() : session.tensors_then(moment);
  const report: Report = { type: 'given', run: name, id, losses, weights };
  self.postMessage(
    report,
    [losses, ...weights.map(({ values }) => values)].map((array) => array.buffer),
  );
}

function isBusy(run: Run): boolean {
  return run.going && !run.done;
}

function takeTurns(): void {
  if (turning) return;
  turning = true;
  turn.port2.postMessage(null);
}

function work(name: number, run: Run): void {
  try {
    run.done = run.session.run_for(SLICE).phase === 'done';
    if (run.done || performance.now() >= run.due) tell(name, null);
  } catch (error) {
    run.done = true;
    fail(name, error);
  }
}

function tell(name: number, id: number | null): void {
  const run = runs.get(name);
  if (!run) return;
  const start = performance.now();
  const { session, moment } = run;
  const trajectory = moment === null ? session.trajectory() : session.trajectory_then(moment);
  const losses = session.meta_losses(run.losses);
  run.losses += losses.length;
  const progress = session.progress();
  const report: Report = {
    type: 'progress',
    run: name,
    id,
    progress,
    losses,
    moments: session.checkpoints(),
    trajectory,
    summary: session.summary(),
  };
  const arrays = Object.values(trajectory).filter((value) => value instanceof Float32Array);
  self.postMessage(
    report,
    [...arrays, losses].map((array) => array.buffer),
  );
  const end = performance.now();
  run.due = end + Math.max(INTERVAL, (end - start) / DRAWING_SHARE);
}

function fail(run: number | null, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const report: Report = isDeadly(error) ? { type: 'died', message } : { type: 'failed', run, message };
  self.postMessage(report);
}

/** Whether the engine was left in the middle of something: it found no memory, or a mistake of ours. */
function isDeadly(error: unknown): boolean {
  return engine !== null && (error instanceof WebAssembly.RuntimeError || error instanceof RangeError);
}
