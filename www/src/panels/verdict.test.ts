import { expect, test } from 'vitest';
import type { Summary } from '../engine/types';
import type { Run } from '../state/runs';
import { textOf } from './sentence';
import { verdict } from './verdict';

const LABELS: Record<string, string> = { l2o: 'L2O', 'l2o-tele': 'L2O + teleport', gd: 'GD', adam: 'Adam' };

/** Runs that ended at these medians of f; null for one that failed. */
function ended(medians: Record<string, number | null>, tasks = 256): Run[] {
  return Object.entries(medians).map(([optimizer, median]) => {
    const job = { optimizer, label: LABELS[optimizer], learned: optimizer.startsWith('l2o') };
    const summary = median === null ? null : ({ median_final: median, tasks } as Summary);
    return { job, summary } as Run;
  });
}

const said = (runs: Run[], sense: 'shown' | 'spoken' = 'shown', tuned = true) =>
  textOf(verdict(runs, { tuned: () => tuned, unseen: 'task', rewound: false }), sense).replaceAll(
    '\u00a0',
    ' ',
  );

test('an LSTM is compared with the best baseline, by orders of magnitude', () => {
  const runs = ended({ l2o: 1.5e-8, 'l2o-tele': 4e-8, gd: 0.7, adam: 0.27 });
  expect(said(runs)).toBe(
    'On 256 unseen tasks L2O (median f 1.5×10⁻⁸) ends about 2×10⁷ times lower than Adam (0.27), the best tuned baseline. L2O + teleport ends at 4.0×10⁻⁸.',
  );
  expect(said(runs, 'spoken')).toContain('(median f 1.5e-8) ends about 2e7 times lower than Adam (0.27)');
  expect(said(runs, 'shown', false), 'a step size was given').toContain('(0.27), the best baseline.');
});

test('a baseline that wins is said to win, over the better LSTM', () => {
  const runs = ended({ l2o: 4.4e-10, 'l2o-tele': 1.6e-8, gd: 1.4e-14, adam: 4e-5 });
  expect(said(runs)).toBe(
    'On 256 unseen tasks GD (median f 1.4×10⁻¹⁴) wins: it ends more than 400 times lower than L2O (4.4×10⁻¹⁰). L2O + teleport ends at 1.6×10⁻⁸.',
  );
});

test('small margins are told as such', () => {
  for (const [median, words] of [
    [0.5, 'ends level with GD'],
    [0.51, 'ends level with GD'],
    [0.9, 'ends 1.8 times lower than GD'],
    [30, 'ends about 60 times lower than GD'],
    [90, 'ends about 200 times lower than GD'],
    [1550, 'ends about 3,000 times lower than GD'],
    [15500, 'ends about 3×10⁴ times lower than GD'],
    [Number.POSITIVE_INFINITY, 'ends lower than GD'],
  ] as const) {
    expect(said(ended({ l2o: 0.5, gd: median })), String(median)).toContain(words);
  }
  expect(said(ended({ l2o: 0, gd: 0 })), 'both at 0').toContain('ends level with GD');
  expect(said(ended({ l2o: 1e-16, gd: 9e-13 })), 'both to single precision').toContain('ends level with GD');
  for (const [median, words] of [
    [1.5e-12, 'ends lower than GD'],
    [9.9e-12, 'ends more than 9 times lower than GD'],
    [1.8e-8, 'ends more than 1×10⁴ times lower than GD'],
    [Number.POSITIVE_INFINITY, 'ends lower than GD'],
  ] as const) {
    expect(said(ended({ l2o: 1e-14, gd: median })), `solved, over ${median}`).toContain(words);
  }
  expect(said(ended({ l2o: 0.51, gd: 0.5 })), 'nobody wins').not.toContain('wins');
});

test('whoever is alone has only a figure, and few are compared with each other', () => {
  expect(said(ended({ gd: 2 }, 1))).toBe('On 1 unseen task GD ends at a median f of 2.0.');
  expect(said(ended({ gd: 2, adam: 1 }))).toContain(
    'Adam (median f 1.0) ends 2.0 times lower than GD (2.0).',
  );
  expect(said(ended({ l2o: 2, 'l2o-tele': 1 }))).toContain('ends 2.0 times lower than L2O (2.0).');
});

test('where the function is always the same only starts are unseen, and of an earlier moment nothing is claimed', () => {
  const runs = ended({ l2o: 1, gd: 2 });
  const words = textOf(verdict(runs, { tuned: () => true, unseen: 'start', rewound: true }), 'shown');
  expect(words).toMatch(/^When trained to the end: on 256 unseen starts L2O/);
});

test('who failed is not compared', () => {
  expect(said(ended({ l2o: null, gd: 2 }))).toContain('GD ends at');
  expect(said(ended({ l2o: null }))).toBe('No optimizer came to an end.');
  expect(said([])).toBe('Nothing to compare: switch on an optimizer.');
});
