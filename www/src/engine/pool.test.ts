import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Pool } from './pool';
import type { News, Report, Request } from './protocol';

/** A worker that notes what it is told. */
class FakeWorker {
  static hired: FakeWorker[] = [];
  readonly told: Request[] = [];
  terminated = false;
  onmessage: ((event: MessageEvent<Report>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;

  constructor() {
    FakeWorker.hired.push(this);
  }

  postMessage(request: Request): void {
    this.told.push(request);
  }

  terminate(): void {
    this.terminated = true;
  }

  report(report: Report): void {
    this.onmessage?.({ data: report } as MessageEvent<Report>);
  }

  /** Fails as a worker does in which an error was not caught; `prevent` is called if the page takes care of it. */
  die(message = 'unreachable executed', prevent = () => {}): void {
    this.onerror?.({ message, preventDefault: prevent } as ErrorEvent);
  }
}

const PARTS = {
  first: new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)),
  rest: 'https://playground.example/rest.wasm',
};

let heard: News[];
let refusals: string[];

beforeEach(() => {
  FakeWorker.hired = [];
  heard = [];
  refusals = [];
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('window', {
    origin: 'https://playground.example',
    location: { href: 'https://playground.example/' },
  });
});

afterEach(() => vi.unstubAllGlobals());

const hear = (report: News) => heard.push(report);
const refuse = (why: string) => refusals.push(why);
const make = (size: number) => new Pool(PARTS, hear, refuse, null, size);
const worker = (index: number): FakeWorker => {
  const found = FakeWorker.hired[index];
  if (!found) throw new Error(`worker ${index} was not hired`);
  return found;
};
/** Numbers of the runs that were opened in each worker. */
const homes = () =>
  FakeWorker.hired.map(({ told }) =>
    told.flatMap((request) => (request.type === 'open' ? [request.run] : [])),
  );

test('a worker is started with the engine before it is asked for anything', () => {
  const run = make(2).open('#seed=1', 'l2o', true, 400);
  expect(worker(0).told).toEqual([
    { type: 'start', parts: PARTS },
    { type: 'open', run, link: '#seed=1', optimizer: 'l2o', going: true, whole: true, weights: null },
  ]);
});

test('only the usual link, trained here, does with the first part of the engine', () => {
  const pool = new Pool(PARTS, hear, refuse, '#v=1', 1);
  pool.open('#v=1', 'l2o', true, 1);
  pool.open('#v=1&seed=2', 'l2o', true, 1);
  pool.open('#v=1', 'l2o', true, 1, []);
  const whole = worker(0).told.flatMap((request) => (request.type === 'open' ? [request.whole] : []));
  expect(whole).toEqual([false, true, true]);
});

test('every run gets a worker of its own while there are some, then the one with the least to do', () => {
  const pool = make(2);
  const runs = [10, 1, 5, 5, 1].map((cost) => pool.open('', 'gd', true, cost));
  expect(new Set(runs).size, 'runs have different numbers').toBe(5);
  expect(homes()).toEqual([
    [1, 5],
    [2, 3, 4],
  ]);
});

test('a worker whose runs were closed is used before another is hired', () => {
  const pool = make(3);
  const [first = 0] = [pool.open('', 'gd', true, 1), pool.open('', 'adam', true, 1)];
  pool.close(first);
  expect(worker(0).told.at(-1)).toEqual({ type: 'close', run: first });
  pool.open('', 'l2o', true, 400);
  expect(homes()).toEqual([[1, 3], [2]]);
});

test('a run is asked in the worker where it lives, and not after it was closed', () => {
  const pool = make(2);
  const [, run = 0] = [pool.open('', 'gd', true, 1), pool.open('', 'adam', true, 1)];
  const before = worker(0).told.length;
  pool.go(run, false);
  pool.adopt(run, 7, { link: '#seed=2', moment: 3 });
  pool.close(run);
  pool.go(run, true);
  pool.close(run);
  expect(worker(0).told).toHaveLength(before);
  expect(worker(1).told.slice(2)).toEqual([
    { type: 'go', run, going: false },
    { type: 'adopt', run, id: 7, view: { link: '#seed=2', moment: 3 } },
    { type: 'close', run },
  ]);
});

test('where the page is short of time and every processor has a worker, one of several rests', () => {
  const rests = () =>
    FakeWorker.hired.map(({ told }) => told.filter((request) => request.type === 'rest').length);
  const pool = make(2);
  pool.makeRoom();
  pool.open('', 'gd', true, 1);
  pool.makeRoom();
  expect(rests(), 'a processor is free').toEqual([0]);
  pool.open('', 'adam', true, 1);
  pool.makeRoom();
  expect(rests()).toEqual([0, 1]);
  FakeWorker.hired = [];
  const lone = make(1);
  lone.open('', 'gd', true, 1);
  lone.makeRoom();
  expect(rests(), 'the only one goes on').toEqual([0]);
});

test('what a worker reports is heard', () => {
  const run = make(1).open('', 'gd', true, 1);
  const report: Report = { type: 'failed', run, message: 'there is no optimizer "gd"' };
  worker(0).report(report);
  expect(heard).toEqual([report]);
});

test('there are as many workers as processors, but at least one and no more than runs', () => {
  for (const [processors, size] of [
    [64, 9],
    [3, 3],
    [1, 1],
    [0, 1],
    [undefined, 1],
  ] as const) {
    FakeWorker.hired = [];
    vi.stubGlobal('navigator', { hardwareConcurrency: processors });
    const pool = new Pool(PARTS, hear, refuse);
    for (let i = 0; i < 9; i += 1) pool.open('', 'gd', true, 1);
    expect(FakeWorker.hired.length, `${processors} processors`).toBe(size);
  }
});

describe('a worker that dies', () => {
  const failed = (run: number, message = 'unreachable executed') => ({ type: 'failed', run, message });

  test('before it was heard has failed at all of its runs that are open, and at no others', () => {
    const pool = make(2);
    const [first = 0, , closed = 0, fourth = 0] = [9, 1, 1, 7, 3].map((cost) =>
      pool.open('', 'gd', true, cost),
    );
    pool.close(closed);
    expect(homes()).toEqual([
      [1, 5],
      [2, 3, 4],
    ]);
    worker(1).die();
    expect(heard).toEqual([failed(2), failed(fourth)]);
    expect([worker(0).terminated, worker(1).terminated, first]).toEqual([false, true, 1]);
  });

  test('is not an error of the page', () => {
    const prevent = vi.fn();
    make(1).open('', 'gd', true, 1);
    worker(0).die('unreachable executed', prevent);
    expect(prevent).toHaveBeenCalledOnce();
  });

  test('without a word could not start', () => {
    make(1).open('', 'gd', true, 1);
    worker(0).die('');
    expect(heard).toEqual([failed(1, 'its worker could not start')]);
    expect(refusals).toEqual([expect.stringContaining('worker-src must allow blob:')]);
  });

  test('whose engine does not start was refused', () => {
    make(1).open('', 'gd', true, 1);
    worker(0).report({ type: 'failed', run: null, message: 'out of memory' });
    expect(refusals).toEqual(['out of memory']);
    expect(heard).toEqual([{ type: 'failed', run: null, message: 'out of memory' }]);
  });

  test('after any was heard, or with a word, was not refused', () => {
    const pool = make(2);
    for (let i = 0; i < 2; i += 1) pool.open('', 'gd', true, 1);
    worker(0).report({ type: 'failed', run: 1, message: 'out of memory' });
    worker(0).die('');
    worker(1).die('');
    worker(1).report({ type: 'failed', run: null, message: 'out of memory' });
    make(1).open('', 'gd', true, 1);
    worker(2).die();
    expect(refusals).toEqual([]);
  });

  test('is replaced by a new one when the next run is opened', () => {
    const pool = make(1);
    const run = pool.open('', 'gd', true, 1);
    worker(0).die();
    pool.close(run);
    pool.open('', 'gd', true, 1);
    expect(homes()).toEqual([[1], [2]]);
    expect(worker(1).told[0]).toEqual({ type: 'start', parts: PARTS });
  });

  test('gets none of the runs that are opened as soon as its failure is heard', () => {
    const pool: Pool = new Pool(
      PARTS,
      (report) => {
        heard.push(report);
        if (report.run === 1) pool.open('', 'again', true, 1);
      },
      refuse,
      null,
      1,
    );
    pool.open('', 'gd', true, 1);
    worker(0).die();
    expect(homes()).toEqual([[1], [2]]);
    expect(heard).toEqual([failed(1)]);
  });

  test('twice is told once, and takes no other worker with it', () => {
    const pool = make(2);
    for (let i = 0; i < 2; i += 1) pool.open('', 'gd', true, 1);
    worker(0).die();
    worker(0).die();
    expect(heard).toEqual([failed(1)]);
    pool.close(2);
    pool.open('', 'gd', true, 1);
    expect(homes(), 'the other worker is free, and used').toEqual([[1], [2, 3]]);
  });
});

describe('a worker that dies at work', () => {
  const lost = (run: number, message = 'unreachable executed') => ({ type: 'lost', run, message });

  /** Two runs in one worker, which is at work. */
  function atWork(): Pool {
    const pool = make(1);
    for (let i = 0; i < 2; i += 1) pool.open('', 'gd', true, 1);
    worker(0).report({ type: 'failed', run: 1, message: 'there is no optimizer "gd"' });
    heard = [];
    return pool;
  }

  test('has lost all of its runs, is ended, and is replaced', () => {
    const pool = atWork();
    worker(0).report({ type: 'died', message: 'unreachable executed' });
    expect(heard).toEqual([lost(1), lost(2)]);
    expect(worker(0).terminated).toBe(true);
    pool.close(1);
    pool.open('', 'gd', true, 1);
    expect(homes()).toEqual([[1, 2], [3]]);
  });

  test('by an error that was not caught has lost them, too', () => {
    atWork();
    worker(0).die('out of memory');
    expect(heard).toEqual([lost(1, 'out of memory'), lost(2, 'out of memory')]);
    expect(refusals).toEqual([]);
  });

  test('leaves nobody waiting', async () => {
    const asked = atWork()
      .give(2)
      .catch((error: Error) => error.message);
    worker(0).report({ type: 'died', message: 'out of memory' });
    expect(await asked).toBe('out of memory');
  });
});

describe('a worker that gives no sign of life', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A run in a worker that has started. */
  function started(): Pool {
    const pool = make(1);
    pool.open('', 'gd', true, 1);
    worker(0).report({ type: 'pong' });
    return pool;
  }

  test('may still be on its way', () => {
    make(1).open('', 'gd', true, 1);
    vi.advanceTimersByTime(600_000);
    expect(heard).toEqual([]);
  });

  test('is taken for dead after a while, and not before', () => {
    started();
    vi.advanceTimersByTime(12_500);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(3_000);
    expect(heard).toEqual([{ type: 'lost', run: 1, message: 'it gave no sign of life' }]);
  });

  test('is not one that answers, however rarely it has news', () => {
    started();
    for (let i = 0; i < 100; i += 1) {
      vi.advanceTimersByTime(9_000);
      worker(0).report({ type: 'pong' });
    }
    expect(heard).toEqual([]);
    expect(worker(0).told.filter(({ type }) => type === 'ping').length).toBeGreaterThan(200);
  });

  test('is not one that slept with the page', () => {
    started();
    const begin = performance.now();
    for (let i = 1; i <= 20; i += 1) {
      vi.spyOn(performance, 'now').mockReturnValue(begin + i * 60_000);
      vi.advanceTimersByTime(3_000);
    }
    vi.restoreAllMocks();
    expect(heard).toEqual([]);
  });

  test('is looked for no longer when the pool has ended', () => {
    started().end();
    expect(vi.getTimerCount()).toBe(0);
  });
});

const HOLDINGS = { losses: Float32Array.of(1, 2), weights: [] };

test('whoever asks for what a run has gets the answer to that question', async () => {
  const pool = make(1);
  const run = pool.open('', 'l2o', true, 1);
  const [first, second] = [pool.give(run), pool.give(run)];
  expect(worker(0).told.slice(2)).toEqual([
    { type: 'give', run, id: 1 },
    { type: 'give', run, id: 2 },
  ]);
  const other = { ...HOLDINGS, losses: Float32Array.of(3) };
  worker(0).report({ type: 'given', run, id: 2, ...other });
  worker(0).report({ type: 'given', run, id: 1, ...HOLDINGS });
  expect([(await first).losses, (await second).losses]).toEqual([HOLDINGS.losses, other.losses]);
  expect(heard, 'it is nobody else’s news').toEqual([]);
});

test('nobody waits for a run that failed or was closed', async () => {
  const pool = make(1);
  const [one, other] = [pool.open('', 'l2o', true, 1), pool.open('', 'lr', true, 1)];
  const asked = [pool.give(one), pool.give(other)].map((answer) =>
    answer.catch((error: Error) => error.message),
  );
  worker(0).report({ type: 'failed', run: one, message: 'out of memory' });
  pool.close(other);
  expect(await Promise.all(asked)).toEqual(['out of memory', 'it was closed']);
});

test('a pool that ends takes its workers with it, and leaves nobody waiting', async () => {
  const pool = make(2);
  const runs = [pool.open('', 'l2o', true, 1), pool.open('', 'lr', true, 1)];
  const asked = pool.give(runs[0] ?? 0).catch((error: Error) => error.message);
  pool.end();
  expect(FakeWorker.hired.map(({ terminated }) => terminated)).toEqual([true, true]);
  expect(await asked).toBe('it was closed');
  const told = worker(0).told.length;
  pool.go(runs[0] ?? 0, true);
  expect(worker(0).told).toHaveLength(told);
});
