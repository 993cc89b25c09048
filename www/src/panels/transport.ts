import { el, setText } from '../dom';
import type { Engine } from '../engine/engine';
import { count, duration } from '../format';
import type { Experiment } from '../state/experiment';
import type { Run, Runs } from '../state/runs';

/** Train, pause, reset, new seed; how far the training is, and how long it still takes. */
export function transportPanel(
  root: HTMLElement,
  engine: Pick<Engine, 'random_seed'>,
  experiment: Experiment,
  runs: Runs,
): void {
  const train = el('button', { type: 'button', class: 'primary', id: 'train' });
  const reset = el(
    'button',
    { type: 'button', title: 'Forget what was learned. The same seed trains to the same bits again.' },
    'Reset',
  );
  const reseed = el('button', { type: 'button', title: 'Draw another seed, and train again.' }, 'New seed');
  const bar = el('progress', { max: 1, value: 0, 'aria-label': 'Training' });
  const status = el('p', { class: 'status' });
  train.addEventListener('click', () => {
    if (runs.finished) runs.reset(true);
    else runs.go(!runs.going);
  });
  reset.addEventListener('click', () => runs.reset(false));
  reseed.addEventListener('click', () => {
    experiment.set('seed', String(engine.random_seed()));
    if (!runs.going) runs.go(true);
  });
  const refresh = () => {
    const name = runs.finished ? 'Train again' : runs.going ? 'Pause' : 'Train';
    setText(train, name);
    train.dataset.icon = runs.finished ? 'again' : runs.going ? 'pause' : 'play';
    bar.value = progress(runs.shown);
    setText(status, describe(runs));
  };
  root.append(train, reset, reseed, el('div', { class: 'progress' }, bar, status));
  runs.changed.on(refresh);
  runs.rearranged.on(refresh);
  refresh();
}

/** The share of all work that is done; evaluation counts as the last twentieth. */
function progress(shown: readonly Run[]): number {
  const shares = shown.map(({ summary, progress: { phase, done, total } }) => {
    if (summary) return 1;
    return phase === 'evaluating' ? 0.95 + 0.05 * (done / total) : 0.95 * (done / total);
  });
  return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function describe(runs: Runs): string {
  const learned = runs.shown.filter((run) => run.job.learned);
  const failed = runs.shown.find((run) => run.failure !== null);
  if (failed) return `${failed.job.label} stopped: ${failed.failure}. Reset to try again.`;
  const skipped = learned.reduce((sum, run) => sum + run.progress.skipped, 0);
  const note = skipped > 0 ? ` · ${count(skipped)} updates skipped (meta-gradient not finite)` : '';
  const total = learned.reduce((sum, run) => sum + run.job.meta_updates, 0);
  if (runs.finished) return `Trained with ${count(total)} meta-updates${note}`;
  const training = learned.filter((run) => run.progress.phase === 'training');
  if (training.length === 0) return 'Evaluating on unseen tasks';
  const done = total - training.reduce((sum, run) => sum + run.job.meta_updates - run.progress.done, 0);
  const left = training.map(
    (run) => run.tempo.remaining(run.progress.total - run.progress.done) ?? Number.NaN,
  );
  const time = runs.going ? duration(Math.max(...left) / 1000) : 'paused';
  return `Meta-update ${count(done)} of ${count(total)}${time === '' ? '' : time === 'paused' ? ' · paused' : ` · ${time} left`}${note}`;
}
