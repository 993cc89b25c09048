import { el, setText } from '../dom';
import type { Engine } from '../engine/engine';
import { percent } from '../format';
import { drawNews, type Frames } from '../state/frames';
import type { Run, Runs } from '../state/runs';
import { swatch } from './optimizers';

/** The share of unseen tasks on which the optimizer of a row ends below that of a column. */
export function duelsPanel(
  root: HTMLElement,
  engine: Pick<Engine, 'share_below'>,
  runs: Runs,
  frames: Frames,
): void {
  const head = el('thead');
  const body = el('tbody');
  const waiting = el('p', { class: 'note' });
  const table = el('table', { class: 'duels' }, head, body);
  const scroll = el(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Who beats whom' },
    table,
  );
  root.append(waiting, scroll);
  const refresh = () => {
    const done = runs.shown.filter((run) => run.summary !== null);
    setText(
      waiting,
      done.length > 1
        ? 'Share of the unseen tasks on which the optimizer of the row ends with a lower f than that of the column; a draw counts half.'
        : 'When two optimizers are evaluated, this says which of them ends lower, and how often.',
    );
    scroll.hidden = done.length < 2;
    head.replaceChildren(el('tr', {}, el('td'), ...done.map((run) => el('th', { scope: 'col' }, name(run)))));
    body.replaceChildren(...done.map((run) => row(engine, run, done)));
  };
  drawNews(runs, frames, refresh);
  refresh();
}

function row(engine: Pick<Engine, 'share_below'>, run: Run, others: readonly Run[]): HTMLElement {
  const finals = ({ summary }: Run) => Float32Array.from(summary?.finals ?? []);
  const cells = others.map((other) => {
    if (other === run) return el('td', { 'aria-label': 'itself' }, '–');
    const share = engine.share_below(finals(run), finals(other));
    const color = `color-mix(in srgb, var(--opt-${run.job.optimizer}) ${Math.round(28 * Math.max(0, 2 * share - 1))}%, transparent)`;
    return el('td', { style: `background: ${color}` }, percent(Math.round(1000 * share), 1000));
  });
  return el('tr', {}, el('th', { scope: 'row' }, name(run)), ...cells);
}

function name({ job }: Run): HTMLElement {
  return el('span', { style: `--color: var(--opt-${job.optimizer})` }, swatch(job.optimizer), job.label);
}
