import type { FieldDescription } from '../engine/types';
import type { Experiment } from '../state/experiment';
import type { Runs } from '../state/runs';
import type { Part } from './sentence';
import { type Circumstances, verdict } from './verdict';

/**
 * One sentence above the picture: what is going on, and in the end what came out. The page's own stays while the two that it
 * speaks of are trained for the first time.
 */
export function headlinePanel(
  say: (parts: Part[]) => void,
  experiment: Experiment,
  runs: Runs,
  fields: readonly FieldDescription[],
): void {
  const drawn = fields.find(({ key }) => key === 'min_det')?.when?.any ?? [];
  const circumstances = (): Circumstances => {
    const task = experiment.value('task');
    return {
      tuned: (optimizer) => experiment.value(`${optimizer}_lr`) === 'auto',
      unseen: task === 'mlp' || drawn.includes(task) ? 'task' : 'start',
      rewound: runs.moment !== null,
    };
  };
  let first = true;
  const refresh = () => {
    if (first && isTraining(runs) && speaksOf(runs)) return;
    first = false;
    say(runs.finished ? verdict(runs.shown, circumstances()) : [underWay(runs)]);
  };
  runs.changed.on(refresh);
  runs.rearranged.on(refresh);
  refresh();
}

/** Whether the sentence that stands in the page is about these: an L2O, and one that teleports. */
function speaksOf({ learned }: Runs): boolean {
  return learned.map(({ job }) => job.optimizer).join() === 'l2o,l2o-tele';
}

function isTraining({ learned, imported, going, finished }: Runs): boolean {
  if (!going || finished || imported.length === learned.length) return false;
  return learned.some((run) => run.progress.phase === 'training');
}

function underWay(runs: Runs): string {
  if (runs.learned.length === 0) return 'Switch on L2O, and an LSTM learns to be an optimizer.';
  if (runs.imported.length === runs.learned.length) return 'All optimizers solve the same unseen tasks.';
  if (!runs.going) {
    return runs.begun
      ? 'Paused. Press Continue, and what was learned so far is built upon.'
      : 'Press Train, and watch an LSTM become an optimizer.';
  }
  return isTraining(runs)
    ? 'An LSTM is becoming an optimizer: its trajectory changes with every meta-update.'
    : 'Trained. Now all optimizers solve the same unseen tasks.';
}
