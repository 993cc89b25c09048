/// <reference lib="webworker" />
import { type Engine, type Session, startSessions } from './engine';
import { type Report, type Request, unreachable } from './protocol';

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
};

declare const self: DedicatedWorkerGlobalScope;

let Sessions: Engine['Session'] | null = null;
const runs = new Map<number, Run>();
/** A message to oneself queues behind the page's own messages, and is not slowed down as timers are. */
const turn = new MessageChannel();
let turning = false;

turn.port1.onmessage = () => {
  turning = false;
  for (const [name, run] of runs) if (isBusy(run)) work(name, run);
  if ([...runs.values()].some(isBusy)) takeTurns();
};

self.onmessage = ({ data }: MessageEvent<Request>) => {
  try {
    handle(data);
  } catch (error) {
    fail('run' in data ? data.run : null, error);
  }
};

function handle(request: Request): void {
  switch (request.type) {
    case 'start':
      Sessions = startSessions(request.module);
      return;
    case 'open': {
      if (!Sessions) throw new Error('the engine has not started');
      const session = new Sessions(request.link, request.optimizer);
      runs.set(request.run, { session, going: request.going, done: false, losses: 0, due: 0 });
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
      run.session.adopt(request.link);
      run.done = run.session.progress().phase === 'done';
      tell(request.run, request.id);
      takeTurns();
      return;
    }
    case 'close':
      runs.get(request.run)?.session.free();
      runs.delete(request.run);
      return;
    default:
      unreachable(request);
  }
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
  const trajectory = run.session.trajectory();
  const losses = run.session.meta_losses(run.losses);
  run.losses += losses.length;
  const progress = run.session.progress();
  const report: Report = {
    type: 'progress',
    run: name,
    id,
    progress,
    losses,
    trajectory,
    summary: run.session.summary(),
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
  self.postMessage({ type: 'failed', run, message } satisfies Report);
}
