import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '../engine/engine';
import type { News, View } from '../engine/protocol';
import type { FieldDescription, Job, Phase, Summary, Tensor, Trajectory } from '../engine/types';
import { Experiment } from './experiment';
import { type Run, Runs } from './runs';

/** A link is `training:optimizers:unseen tasks`; l2o is learned. */
const job = (optimizer: string, training: string): Job => {
  const learned = optimizer === 'l2o';
  const updates = { meta_updates: learned ? 400 : 0, updates_per_run: learned ? 5 : 0 };
  return { optimizer, label: optimizer, learned, key: `${training}/${optimizer}`, ...updates };
};
const EVALUATION: FieldDescription = {
  ...{ key: 'tasks', group: 'evaluation', label: '', help: '', default: '1', when: null },
  ...{ kind: { type: 'integer', min: 1, max: 9 }, effect: 'evaluate' },
} as const;
const engine: Pick<Engine, 'decode' | 'change' | 'plan' | 'fingerprint' | 'sealed' | 'compare' | 'describe'> =
  {
    decode: (link) => ({ link, promised: false, values: { tasks: link.split(':')[2] ?? '' }, problems: [] }),
    change: (link) => ({ link, promised: false, values: {}, problems: [] }),
    plan: (link) => {
      const [training = '', names = ''] = link.split(':');
      return names.split(',').flatMap((optimizer) => (optimizer ? [job(optimizer, training)] : []));
    },
    describe: () => [EVALUATION],
    fingerprint: (names, hashes) => `${names} ${hashes}`,
    sealed: (link, hashes, marks) => `${link} ${hashes} ${marks}`,
    compare: (link, hashes, marks) =>
      hashes === '' ? null : { kind: 'reproduced', sentence: `${link} ${hashes} ${marks}` },
  };
const EMPTY = new Float32Array();
const TRAJECTORY: Trajectory = {
  ...{ dimension: 2, x: EMPTY, middle: EMPTY, arcs: EMPTY, jump_first: false, f: EMPTY },
  ...{ gradient_norm: EMPTY, element: EMPTY, invariance: EMPTY, alpha: EMPTY, beta: EMPTY, singular: [] },
  diverged_at: null,
};

let calls: string[];
let experiment: Experiment;
let runs: Runs;

/** Two runs, with workers that only note what they are told. */
beforeEach(() => {
  calls = [];
  let handles = 0;
  const workers = {
    open: (
      at: string,
      optimizer: string,
      going: boolean,
      cost: number,
      weights: readonly Tensor[] | null = null,
    ) => {
      const given = weights ? ` with ${weights.length} tensors` : '';
      calls.push(`open ${at} ${optimizer} ${going} ${cost}${given}`);
      handles += 1;
      return handles;
    },
    go: (run: number, going: boolean) => calls.push(`go ${run} ${going}`),
    adopt: (run: number, id: number, { link, moment }: View) =>
      calls.push(`adopt ${run} ${id} ${link}${moment === null ? '' : ` then ${moment}`}`),
    give: () => Promise.reject(new Error('not asked here')),
    close: (run: number) => calls.push(`close ${run}`),
  };
  experiment = new Experiment(engine, 'a:l2o,gd');
  runs = new Runs(engine, workers, experiment, true);
});

afterEach(() => vi.useRealTimers());

/** What the workers were told since last asked. */
const told = () => calls.splice(0);
const names = () => runs.shown.map((run) => run.job.optimizer);
const get = (optimizer: string): Run => {
  const run = runs.get(optimizer);
  if (!run) throw new Error(`there is no run of ${optimizer}`);
  return run;
};

type Told = { id?: number; phase?: Phase; done?: number; losses?: number[]; hash?: string; marks?: string };
function report(run: number, { id, phase = 'training', done = 0, losses = [], hash, marks }: Told): News {
  const progress = { phase, done, total: 400, skipped: 0 };
  const summary = hash === undefined ? null : ({ optimizer: `named${run}`, hash, marks } as Summary);
  const moments = Uint32Array.of(0);
  const news = { progress, losses: Float32Array.from(losses), moments, trajectory: TRAJECTORY, summary };
  return { type: 'progress', run, id: id ?? null, ...news };
}

test('every optimizer of the plan is opened, weighed by its meta-updates', () => {
  expect(told()).toEqual(['open a:l2o,gd l2o true 400', 'open a:l2o,gd gd true 1']);
  expect(names()).toEqual(['l2o', 'gd']);
});

test('what is only shown differently is not trained again: of many changes the newest is adopted', () => {
  told();
  for (const view of ['1', '2', '3']) experiment.load(`a:l2o:${view}`);
  expect(told().filter((call) => call.startsWith('adopt'))).toEqual(['adopt 1 1 a:l2o:1']);
  runs.hear(report(1, {}));
  expect(told(), 'news of its own accord answers no question').toEqual([]);
  runs.hear(report(1, { id: 1 }));
  expect(told()).toEqual(['adopt 1 2 a:l2o:3']);
  runs.hear(report(1, { id: 2 }));
  expect(told()).toEqual([]);
});

test('another training replaces the run, and news of the old one is not heard any more', () => {
  told();
  experiment.load('b:l2o,gd');
  expect(told()).toEqual(['close 1', 'open b:l2o,gd l2o true 400', 'close 2', 'open b:l2o,gd gd true 1']);
  runs.hear(report(1, { done: 9 }));
  expect(get('l2o').progress.done).toBe(0);
});

test('an optimizer that is switched off is halted and kept; switched on, it goes on', () => {
  told();
  experiment.load('a:gd');
  expect(told()).toEqual(['go 1 false', 'adopt 2 1 a:gd']);
  expect([names(), get('l2o').shown]).toEqual([['gd'], false]);
  experiment.load('a:gd,l2o');
  expect(told()).toEqual(['adopt 1 1 a:gd,l2o', 'go 1 true']);
  expect([names(), get('l2o').shown]).toEqual([['gd', 'l2o'], true]);
});

test('halting and starting reach the learned runs that are shown, and new ones keep to it', () => {
  experiment.load('a:gd');
  told();
  runs.go(false);
  expect(told(), 'baselines never wait').toEqual([]);
  experiment.load('a:gd,l2o,adam');
  expect(told().filter((call) => !call.startsWith('adopt'))).toEqual([
    'go 1 false',
    'open a:gd,l2o,adam adam true 1',
  ]);
  expect(runs.going).toBe(false);
  runs.go(true);
  expect(told()).toEqual(['go 1 true']);
});

test('a reset forgets all that was learned, also what was switched off, and keeps the baselines', () => {
  experiment.load('a:gd');
  runs.hear(report(2, { id: 1 }));
  told();
  runs.reset(false);
  expect(told()).toEqual(['close 1', 'adopt 2 2 a:gd']);
  expect(runs.get('l2o')).toBeUndefined();
  experiment.load('a:gd,l2o');
  expect(told()).toContain('open a:gd,l2o l2o false 400');
});

test('there is something to go on with once a meta-update is done', () => {
  expect(runs.begun).toBe(false);
  runs.hear(report(2, { phase: 'tuning', done: 3 }));
  expect(runs.begun, 'baselines learn nothing').toBe(false);
  runs.hear(report(1, { done: 1 }));
  expect(runs.begun).toBe(true);
  runs.reset(false);
  expect(runs.begun).toBe(false);
});

test('news is kept, losses add up, and whoever listens hears of the run', () => {
  const heard: Run[] = [];
  runs.changed.on((run) => heard.push(run));
  runs.hear(report(1, { done: 1, losses: [3, 5, 4] }));
  runs.hear(report(1, { done: 2, losses: [3, 5], hash: 'ff' }));
  const run = get('l2o');
  expect(heard).toEqual([run, run]);
  expect([run.progress.done, run.trajectory, run.summary?.hash]).toEqual([2, TRAJECTORY, 'ff']);
  const mean = [expect.closeTo(900 ** (1 / 5), 9)];
  expect(run.losses.points(), 'a point per run of 5 updates').toEqual({ at: [5], mean });
});

test('the experiment is finished when every run is done or has failed', () => {
  runs.hear(report(1, { hash: 'ff' }));
  expect(runs.finished).toBe(false);
  runs.hear({ type: 'failed', run: 2, message: 'out of memory' });
  expect([runs.finished, get('gd').failure]).toEqual([true, 'out of memory']);
});

test('a run that failed is replaced at the next change', () => {
  runs.hear({ type: 'failed', run: 2, message: 'out of memory' });
  told();
  experiment.load('a:l2o,gd:1');
  expect(told()).toEqual(['adopt 1 1 a:l2o,gd:1', 'close 2', 'open a:l2o,gd:1 gd true 1']);
  expect(get('gd').failure).toBeNull();
});

test('there is a fingerprint once every run that is shown is done, in the order of the experiment', () => {
  runs.hear(report(2, { hash: 'gg' }));
  expect(runs.fingerprint()).toBeNull();
  runs.hear(report(1, { hash: 'ff' }));
  expect(runs.fingerprint()).toBe('named1,named2 ff,gg');
  experiment.load('a:gd');
  expect(runs.fingerprint()).toBe('named2 gg');
  experiment.load('a:');
  expect(runs.fingerprint(), 'without optimizers').toBeNull();
});

test('what receivers compare is in the link, and compared, once every run is done', () => {
  runs.hear(report(2, { hash: 'gg', marks: 'mm' }));
  expect([runs.link(), runs.comparison()]).toEqual(['a:l2o,gd  ', null]);
  runs.hear(report(1, { hash: 'ff', marks: 'nn' }));
  expect(runs.link()).toBe('a:l2o,gd ff,gg nn,mm');
  expect(runs.comparison()?.sentence).toBe('a:l2o,gd ff,gg nn,mm');
});

test('only meta-updates count for the tempo, not the steps of the evaluation', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  for (const told of [{ done: 0 }, { done: 10 }, { phase: 'evaluating', done: 90 }] as const) {
    runs.hear(report(1, told));
    vi.advanceTimersByTime(1000);
  }
  expect(get('l2o').tempo.remaining(10)).toBeCloseTo(1000, 9);
});

test('whoever arranges the runs hears when they come, go, start or halt', () => {
  let heard = 0;
  runs.rearranged.on(() => {
    heard += 1;
  });
  const acts = [() => runs.go(false), () => experiment.load('a:gd'), () => runs.reset(true)];
  acts.forEach((act, i) => {
    act();
    expect(heard, String(act)).toBe(i + 1);
  });
});

test('nothing is rearranged where the same runs only show something else, unless it takes what they came to', () => {
  let heard = 0;
  runs.rearranged.on(() => {
    heard += 1;
  });
  for (const run of [1, 2]) runs.hear(report(run, { phase: 'done', hash: 'h' }));
  heard = 0;
  experiment.load('a:l2o,gd::dragged');
  expect([heard, told().at(-1)], 'another start').toEqual([0, 'adopt 2 1 a:l2o,gd::dragged']);
  experiment.load('a:l2o,gd:7');
  expect(heard, 'other unseen tasks').toBe(1);
});

test('the time in which a run was switched off does not make it look slow', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  runs.hear(report(1, { done: 0 }));
  vi.advanceTimersByTime(1000);
  runs.hear(report(1, { done: 10 }));
  experiment.load('a:gd');
  vi.advanceTimersByTime(60_000);
  experiment.load('a:gd,l2o');
  runs.hear(report(1, { done: 12, id: 1 }));
  expect(get('l2o').tempo.remaining(10)).toBeCloseTo(1000, 9);
});

test('results on other unseen tasks are not shown as if they belonged to the new ones', () => {
  runs.hear(report(1, { phase: 'done', hash: 'h1' }));
  runs.hear(report(2, { phase: 'done', hash: 'h2' }));
  expect(runs.finished).toBe(true);
  experiment.load('a:l2o,gd:5');
  expect(runs.finished).toBe(false);
  expect(runs.fingerprint()).toBe(null);
});

test('an engine that could not start fails every run', () => {
  runs.hear({ type: 'failed', run: null, message: 'out of memory' });
  expect(runs.shown.map((run) => run.failure)).toEqual(['out of memory', 'out of memory']);
});

test('looking back asks the learned runs alone, and lasts until something is trained anew', () => {
  told();
  runs.look(16);
  expect([told(), runs.moment]).toEqual([['adopt 1 1 a:l2o,gd then 16'], 16]);
  runs.hear(report(1, { id: 1 }));
  experiment.load('a:l2o,gd:1');
  expect(told(), 'another start is shown as of then').toContain('adopt 1 2 a:l2o,gd:1 then 16');
  runs.hear(report(1, { id: 2 }));
  runs.look(null);
  expect(told()).toEqual(['adopt 1 3 a:l2o,gd:1']);
  runs.look(4);
  experiment.load('b:l2o,gd');
  expect(runs.moment).toBeNull();
});

const WEIGHTS: Tensor[] = [{ name: 'l2o.m1.head_bias', shape: [1], values: Float32Array.of(1) }];

test('imported weights replace a run by one that is not trained, never waits, and leaves no fingerprint', () => {
  runs.go(false);
  told();
  runs.import(['l2o'], WEIGHTS);
  expect(told()).toEqual(['close 1', 'open a:l2o,gd l2o true 1 with 1 tensors']);
  expect(runs.imported).toEqual([get('l2o')]);
  expect(get('l2o').progress.phase).toBe('evaluating');
  runs.go(true);
  runs.go(false);
  expect(told(), 'there is nothing to halt').toEqual([]);
  runs.hear(report(2, { hash: 'gg' }));
  runs.hear(report(3, { phase: 'done', hash: 'ff' }));
  expect([runs.finished, runs.fingerprint()]).toEqual([true, null]);
});

test('imported weights are kept for another start, and forgotten by a reset or another training', () => {
  const importAgain = () => runs.import(['l2o'], WEIGHTS);
  importAgain();
  experiment.load('a:l2o,gd:5');
  expect(runs.imported.length).toBe(1);
  runs.reset(true);
  expect(runs.imported).toEqual([]);
  importAgain();
  told();
  experiment.load('b:l2o,gd:5');
  expect(told()).toContain('open b:l2o,gd:5 l2o true 400');
  expect(runs.imported).toEqual([]);
});

test('learning waits while nobody sees it, and goes on if it is wanted then', () => {
  told();
  runs.watch(false);
  runs.watch(false);
  expect([told(), runs.going, runs.watched]).toEqual([['go 1 false'], true, false]);
  runs.go(false);
  told();
  runs.watch(true);
  expect(told(), 'it was paused meanwhile').toEqual(['go 1 false']);
  runs.go(true);
  expect(told()).toEqual(['go 1 true']);
});

test('a run whose worker died begins again, and says so; the second time it has failed', () => {
  runs.hear(report(get('l2o').handle, { done: 120 }));
  told();
  const before = get('l2o').handle;
  runs.hear({ type: 'lost', run: before, message: 'out of memory' });
  expect(told()).toEqual([`close ${before}`, 'open a:l2o,gd l2o true 400']);
  expect([get('l2o').revived, get('l2o').progress.done, get('l2o').failure]).toEqual([true, 0, null]);
  runs.hear({ type: 'lost', run: before, message: 'out of memory' });
  expect(told(), 'it is not that run any more').toEqual([]);
  runs.hear({ type: 'lost', run: get('l2o').handle, message: 'out of memory' });
  expect(get('l2o').failure).toBe('its worker died twice (out of memory)');
  expect(told()).toEqual([]);
});

test('a run that was imported begins again with its weights', () => {
  runs.import(['l2o'], [{ name: 'w', shape: [1], values: Float32Array.of(1) }]);
  told();
  runs.hear({ type: 'lost', run: get('l2o').handle, message: 'out of memory' });
  expect(told().at(-1)).toBe('open a:l2o,gd l2o true 1 with 1 tensors');
});
