import { el, setText } from '../dom';
import { figure, percent } from '../format';
import type { Experiment } from '../state/experiment';
import type { Frames } from '../state/frames';
import type { Playback } from '../state/playback';
import type { Run, Runs } from '../state/runs';
import { swatch } from './optimizers';
import { valuesAt } from './readout';

const NOTHING = '–';

/** The table of all optimizers: where they are at the step shown, and how they fare on unseen tasks. */
export function resultsPanel(
  root: HTMLElement,
  experiment: Experiment,
  runs: Runs,
  playback: Playback,
  frames: Frames,
): void {
  const step = el('th', { colspan: 4, scope: 'colgroup' });
  const unseen = el('th', { colspan: 5, scope: 'colgroup' });
  const heads = ['x', 'f', '‖∇f‖', 'θ', 'median f', 'quartiles', 'mean log(1+f)', 'diverged', 'step size'];
  const body = el('tbody');
  const fingerprint = el('output', { class: 'fingerprint', id: 'fingerprint' });
  root.append(
    el(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Results by optimizer' },
      el(
        'table',
        {},
        el(
          'thead',
          {},
          el('tr', {}, el('td'), step, unseen),
          el(
            'tr',
            {},
            el('th', { scope: 'col' }, 'Optimizer'),
            ...heads.map((head) => el('th', { scope: 'col' }, head)),
          ),
        ),
        body,
      ),
    ),
    el(
      'p',
      { class: 'note' },
      'Fingerprint ',
      fingerprint,
      ' – a hash over every bit of all iterates and losses. The same link gives the same one in every browser, and in the terminal.',
    ),
  );
  const refresh = () => {
    setText(step, `From this start, at step ${playback.step}`);
    const { eval_tasks: tasks, eval_steps: steps } = {
      eval_tasks: experiment.value('eval_tasks'),
      eval_steps: experiment.value('eval_steps'),
    };
    setText(unseen, `On ${tasks} unseen tasks, after ${steps} steps`);
    fill(body, runs.shown, playback.step);
    setText(fingerprint, runs.fingerprint() ?? '…');
  };
  const later = frames.schedule(refresh);
  runs.changed.on(later);
  runs.rearranged.on(later);
  playback.changed.on(later);
  experiment.changed.on(later);
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
    ...Array.from({ length: 9 }, () => el('td')),
  );
}

function cellTexts({ trajectory, summary, progress, failure }: Run, step: number): string[] {
  const here =
    trajectory && trajectory.x.length > 0
      ? valuesAt(trajectory, Math.min(step, trajectory.f.length - 1))
      : null;
  const now = here ? [here.x, here.f, here.gradient, here.theta ?? NOTHING] : Array(4).fill(NOTHING);
  if (!summary) return [...now, failure ? 'stopped' : progress.phase, '', '', '', ''];
  return [
    ...now,
    figure(summary.median_final),
    `${figure(summary.q1_final, 2)} … ${figure(summary.q3_final, 2)}`,
    figure(summary.mean_log),
    percent(summary.diverged, summary.tasks),
    summary.step_size === null ? 'learned' : figure(summary.step_size, 2),
  ];
}
