import { el, setText } from '../dom';
import { figure, percent, quantity } from '../format';
import type { Experiment } from '../state/experiment';
import { drawNews, type Frames } from '../state/frames';
import type { Playback } from '../state/playback';
import type { Run, Runs } from '../state/runs';
import { swatch } from './optimizers';
import { valuesAt } from './readout';

const NOTHING = '–';
/** What is measured on unseen tasks comes first: on a phone it is all that is seen. Columns keep their widths. */
const COLUMNS = [
  { head: 'median f', kind: 'value' },
  { head: 'quartiles', kind: 'range' },
  { head: 'mean log(1+f)', kind: 'value' },
  { head: 'diverged', kind: 'value' },
  { head: 'step size', kind: 'value' },
  { head: 'x', kind: 'range' },
  { head: 'f', kind: 'value' },
  { head: '‖∇f‖', kind: 'value' },
  { head: 'θ, ‖T‖', kind: 'angle' },
];

/** The table of all optimizers: where they are at the step shown, and how they fare on unseen tasks. */
export function resultsPanel(
  root: HTMLElement,
  experiment: Experiment,
  runs: Runs,
  playback: Playback,
  frames: Frames,
): void {
  const unseen = el('th', { colspan: 5, scope: 'colgroup' });
  const step = el('th', { colspan: 4, scope: 'colgroup' });
  const body = el('tbody');
  const fingerprint = el('span', { class: 'fingerprint', id: 'fingerprint' });
  const own = el(
    'p',
    { class: 'note' },
    'Fingerprint ',
    fingerprint,
    ' – a hash over every bit of all iterates and losses. The same link gives the same one in every browser, and in the terminal.',
  );
  const foreign = el(
    'p',
    { class: 'note', hidden: true },
    'Imported weights: no fingerprint – this run follows from the link and the file, not from the link alone. Reset or Train again forgets the file.',
  );
  root.append(
    el(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Results by optimizer' },
      el(
        'table',
        {},
        el(
          'colgroup',
          {},
          el('col', { class: 'name' }),
          ...COLUMNS.map(({ kind }) => el('col', { class: kind })),
        ),
        el(
          'thead',
          {},
          el('tr', {}, el('td'), unseen, step),
          el(
            'tr',
            {},
            el('th', { scope: 'col' }, 'Optimizer'),
            ...COLUMNS.map(({ head }) => el('th', { scope: 'col' }, head)),
          ),
        ),
        body,
      ),
    ),
    own,
    foreign,
  );
  const identify = () => setText(fingerprint, runs.fingerprint() ?? '…');
  const refresh = () => {
    setText(step, `From this start, at step ${playback.step}`);
    const tasks = quantity(Number(experiment.value('eval_tasks')), 'unseen task');
    setText(unseen, `On ${tasks}, after ${quantity(Number(experiment.value('eval_steps')), 'step')}`);
    fill(body, runs.shown, playback.step);
    identify();
    foreign.hidden = runs.imported.length === 0;
    own.hidden = !foreign.hidden;
  };
  const later = frames.inTurn(refresh);
  drawNews(runs, frames, refresh);
  playback.changed.on(later);
  experiment.changed.on(later);
  experiment.changed.on(identify); // that of another experiment is not this one’s for a moment either
  refresh();
}

/** Keeps the cells of optimizers that stay, so that a selection or a screen reader is not thrown out. */
function fill(body: HTMLElement, shown: readonly Run[], step: number): void {
  const names = shown.map((run) => run.job.optimizer);
  const rows = [...body.children].map((row) => row.getAttribute('data-optimizer'));
  if (names.join() !== rows.join()) body.replaceChildren(...shown.map(row));
  shown.forEach((run, index) => {
    const cells = body.children[index]?.querySelectorAll('td') ?? [];
    cellTexts(run, step).forEach((text, column) => {
      const cell = cells[column];
      if (cell) setText(cell, text);
    });
  });
}

function row({ job }: Run): HTMLElement {
  return el(
    'tr',
    { 'data-optimizer': job.optimizer, style: `--color: var(--opt-${job.optimizer})` },
    el('th', { scope: 'row' }, swatch(job.optimizer), job.label),
    ...COLUMNS.map(() => el('td')),
  );
}

function cellTexts({ trajectory, summary, progress, failure, imported }: Run, step: number): string[] {
  const here =
    trajectory && trajectory.x.length > 0
      ? valuesAt(trajectory, Math.min(step, trajectory.f.length - 1))
      : null;
  const now = here
    ? [here.x ?? NOTHING, here.f, here.gradient, here.element ?? NOTHING]
    : Array(4).fill(NOTHING);
  if (!summary) return [failure ? 'stopped' : progress.phase, '', '', '', '', ...now];
  return [
    figure(summary.median_final),
    `${figure(summary.q1_final, 2)} … ${figure(summary.q3_final, 2)}`,
    figure(summary.mean_log),
    percent(summary.diverged, summary.tasks),
    summary.step_size === null ? (imported ? 'imported' : 'learned') : figure(summary.step_size, 2),
    ...now,
  ];
}
