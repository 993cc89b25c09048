import { count, duration, list, quantity } from '../format';
import type { Run, Runs } from '../state/runs';

type Seen = Pick<Runs, 'shown' | 'learned' | 'going' | 'finished' | 'watched'>;

/** One line about the work: how far it is, how long it still takes, or what went wrong. */
export function status({ shown, learned: all, going, finished, watched }: Seen): string {
  const failed = shown.filter((run) => run.failure !== null);
  if (failed.length > 0) {
    const names = list(failed.map((run) => run.job.label));
    return `${names} stopped: ${failed[0]?.failure}. Reset to try again.`;
  }
  if (shown.length === 0) return 'No optimizer is switched on';
  const imported = all.filter((run) => run.imported).map((run) => run.job.label);
  const learned = all.filter((run) => !run.imported);
  if (imported.length > 0 && learned.length === 0) {
    return `${finished ? '' : 'Evaluating on unseen tasks · '}${list(imported)} imported, not trained here`;
  }
  if (learned.length === 0)
    return finished ? 'Nothing to train: no LSTM is switched on' : 'Tuning step sizes';
  const skipped = learned.reduce((sum, run) => sum + run.progress.skipped, 0);
  const revived = list(shown.filter((run) => run.revived).map((run) => run.job.label));
  const note =
    (revived === '' ? '' : ` · ${revived} began again: a worker died`) +
    (imported.length > 0 ? ` · ${list(imported)} imported` : '') +
    (skipped > 0 ? ` · ${quantity(skipped, 'update')} skipped (meta-gradient not finite)` : '');
  const updates = learned.map((run) => run.job.meta_updates);
  if (finished) {
    const made = learned.map((run) => run.summary?.meta_updates ?? 0);
    const early = total(made) < total(updates) ? ', ended early' : '';
    return `Trained with ${amount(made)} meta-update${total(made) === 1 ? '' : 's'}${early}${note}`;
  }
  const training = learned.filter((run) => run.progress.phase === 'training');
  if (training.length === 0) {
    return `${going ? 'Evaluating' : 'Paused while evaluating'} on unseen tasks${note}`;
  }
  const done = total(updates) - total(training.map((run) => run.job.meta_updates - run.progress.done));
  const reached = `${count(done)} of ${amount(updates)}`;
  if (!going) return `Paused at meta-update ${reached}${note}`;
  if (!watched) return `Waits at meta-update ${reached} until it is in sight${note}`;
  return `Meta-update ${reached}${rate(training)}${forecast(training)}${note}`;
}

/** The share of all work that is done, weighed by how long it takes; evaluation counts as the last twentieth. */
export function shareDone(shown: readonly Run[]): number {
  const weight = (run: Run) => (run.imported ? 1 : Math.max(1, run.job.meta_updates));
  const done = shown.map((run) => {
    const { phase, done, total } = run.progress;
    const share = phase === 'evaluating' ? 0.95 + 0.05 * (done / total) : 0.95 * (done / total);
    return weight(run) * (run.summary ? 1 : share);
  });
  return shown.length === 0 ? 0 : total(done) / total(shown.map(weight));
}

/** Of all trainings together. */
function rate(training: readonly Run[]): string {
  const all = total(training.map(({ tempo }) => tempo.rate ?? Number.NaN));
  return Number.isNaN(all) ? '' : ` · ${count(Number(all.toPrecision(2)))} per second`;
}

/** The slowest training decides; nothing is said while it is not known. */
function forecast(training: readonly Run[]): string {
  const left = training.map(
    ({ tempo, progress }) => tempo.remaining(progress.total - progress.done) ?? Number.NaN,
  );
  const time = duration(Math.max(...left) / 1000);
  return time === '' ? '' : ` · ${time} left`;
}

/** As the chart counts: per training, 2 × 2,000. */
function amount(updates: readonly number[]): string {
  const [first = 0] = updates;
  const alike = updates.length > 1 && updates.every((each) => each === first);
  return alike ? `${updates.length} × ${count(first)}` : count(total(updates));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
