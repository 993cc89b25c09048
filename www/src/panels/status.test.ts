import { expect, test } from 'vitest';
import type { Phase, Summary } from '../engine/types';
import type { Run, Runs } from '../state/runs';
import { shareDone, status } from './status';

type Told = {
  phase?: Phase;
  done?: number;
  updates?: number;
  skipped?: number;
  left?: number;
  rate?: number;
  made?: number;
  failure?: string;
};

function run(
  optimizer: string,
  { phase, done = 0, updates, skipped = 0, left, rate, made, failure }: Told = {},
): Run {
  const learned = optimizer.startsWith('L2O');
  const meta_updates = updates ?? (learned ? 2000 : 0);
  return {
    job: { label: optimizer, learned, meta_updates },
    progress: { phase: phase ?? (learned ? 'training' : 'tuning'), done, total: meta_updates || 24, skipped },
    tempo: { remaining: () => left ?? null, rate: rate ?? null },
    summary: phase === 'done' ? ({ meta_updates: made ?? meta_updates } as Summary) : null,
    failure: failure ?? null,
  } as unknown as Run;
}

function said(shown: Run[], going = true, watched = true): string {
  const learned = shown.filter(({ job }) => job.learned);
  const finished = shown.every(({ summary, failure }) => summary !== null || failure !== null);
  return status({ shown, learned, going, finished, watched } as Runs);
}

test('meta-updates are counted as in the chart: so many for each LSTM', () => {
  const both = [run('L2O', { done: 1200, left: 100 }), run('L2O + teleport', { done: 600, left: 4200 })];
  expect(said(both)).toBe('Meta-update 1,800 of 2 × 2,000 · 5 s left');
  expect(said(both, false)).toBe('Paused at meta-update 1,800 of 2 × 2,000');
  expect(said([run('L2O', { updates: 300 })])).toBe('Meta-update 0 of 300');
  const done = ['L2O', 'L2O + teleport'].map((name) => run(name, { phase: 'done' }));
  expect(said(done)).toBe('Trained with 2 × 2,000 meta-updates');
  expect(said([run('L2O', { phase: 'done', updates: 1 })])).toBe('Trained with 1 meta-update');
});

test('the rate is that of all trainings together, and nothing is forecast while it waits', () => {
  const both = [
    run('L2O', { done: 10, rate: 412, left: 900 }),
    run('L2O + teleport', { done: 5, rate: 202, left: 900 }),
  ];
  expect(said(both)).toBe('Meta-update 15 of 2 × 2,000 · 610 per second · 1 s left');
  expect(said(both, true, false)).toBe('Waits at meta-update 15 of 2 × 2,000 until it is in sight');
});

test('a training that ended early says with how many meta-updates', () => {
  const both = [run('L2O', { phase: 'done', made: 350 }), run('L2O + teleport', { phase: 'done' })];
  expect(said(both)).toBe('Trained with 2,350 meta-updates, ended early');
});

test('an LSTM that is done counts in full while the other is trained', () => {
  expect(said([run('L2O', { phase: 'evaluating', done: 3 }), run('L2O + teleport', { done: 50 })])).toBe(
    'Meta-update 2,050 of 2 × 2,000',
  );
});

test('what is skipped is said, in the right number', () => {
  expect(said([run('L2O', { phase: 'done', skipped: 1 })])).toContain(' · 1 update skipped');
  expect(said([run('L2O', { phase: 'done', skipped: 1500 })])).toContain(' · 1,500 updates skipped');
});

test('where nothing is trained, nothing is said to be', () => {
  expect(said([])).toBe('No optimizer is switched on');
  expect(said([run('GD')])).toBe('Tuning step sizes');
  expect(said([run('GD', { phase: 'done' })])).toBe('Nothing to train: no LSTM is switched on');
});

test('every optimizer that failed is named', () => {
  const failure = 'out of memory';
  expect(said([run('L2O', { failure }), run('GD'), run('Adam', { failure })])).toBe(
    'L2O and Adam stopped: out of memory. Reset to try again.',
  );
});

test('the share that is done is one of the work, not of the optimizers', () => {
  expect(shareDone([])).toBe(0);
  const baselines = ['GD', 'Momentum', 'Adam'].map((name) => run(name, { phase: 'done' }));
  expect(shareDone([run('L2O'), ...baselines])).toBeLessThan(0.01);
  expect(shareDone([run('L2O', { done: 1000 }), ...baselines])).toBeCloseTo(0.475, 2);
  expect(shareDone([run('L2O', { phase: 'done' }), ...baselines])).toBe(1);
});

test('an LSTM that was trained elsewhere is said to be imported, and counts no meta-updates', () => {
  const imported = (phase: Phase) => Object.assign(run('L2O', { phase }), { imported: true });
  expect(said([imported('evaluating'), run('GD')])).toBe(
    'Evaluating on unseen tasks · L2O imported, not trained here',
  );
  expect(said([imported('done')])).toBe('L2O imported, not trained here');
  expect(said([imported('done'), run('L2O + teleport', { done: 50 })])).toBe(
    'Meta-update 50 of 2,000 · L2O imported',
  );
  expect(shareDone([imported('done'), run('L2O + teleport', { done: 1000 })])).toBeCloseTo(0.475, 2);
});

test('who began again after its worker died is named', () => {
  const revived = { ...run('L2O', { done: 3 }), revived: true } as Run;
  expect(said([revived, run('L2O + teleport')])).toMatch(/ · L2O began again: a worker died$/);
});
