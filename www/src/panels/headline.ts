import { el } from '../dom';
import { count, figure } from '../format';
import type { Experiment } from '../state/experiment';
import type { Run, Runs } from '../state/runs';

const BASELINES = ['gd', 'momentum', 'adam'];

/** One sentence above the picture: what is going on, and in the end what came out. */
export function headlinePanel(root: HTMLElement, experiment: Experiment, runs: Runs): void {
  let shown = '';
  const refresh = () => {
    const parts = runs.finished ? verdict(runs, experiment) : underWay(runs);
    const text = parts.map((part) => (typeof part === 'string' ? part : part.text)).join('');
    if (text === shown) return;
    shown = text;
    root.replaceChildren(
      ...parts.map((part) =>
        typeof part === 'string'
          ? part
          : el('strong', { style: `color: var(--opt-${part.optimizer})` }, part.text),
      ),
    );
  };
  runs.changed.on(refresh);
  runs.rearranged.on(refresh);
  refresh();
}

type Part = string | { optimizer: string; text: string };

function underWay(runs: Runs): Part[] {
  const learned = runs.shown.filter((run) => run.job.learned);
  if (learned.length === 0) return ['Switch on L2O, and an LSTM learns to be an optimizer.'];
  if (!runs.going) return ['Press Train, and watch an LSTM become an optimizer.'];
  return ['An LSTM is becoming an optimizer: its trajectory changes with every meta-update.'];
}

function verdict(runs: Runs, experiment: Experiment): Part[] {
  const done = runs.shown.filter((run) => run.summary !== null);
  const median = (run: Run) => run.summary?.median_final ?? Number.POSITIVE_INFINITY;
  const ranked = (keep: (run: Run) => boolean) => done.filter(keep).sort((a, b) => median(a) - median(b));
  const learned = ranked((run) => run.job.learned);
  const [baseline] = ranked((run) => BASELINES.includes(run.job.optimizer));
  const say = (run: Run): Part[] => [
    { optimizer: run.job.optimizer, text: run.job.label },
    ` ${figure(median(run), 2)}`,
  ];
  const rest = [...learned, ...(baseline ? [baseline] : [])];
  if (rest.length === 0) return ['Nothing to compare: switch on an optimizer.'];
  const list = rest.flatMap((run, i) => [
    ...(i === 0 ? [] : [i === rest.length - 1 ? ' and ' : ', ']),
    ...say(run),
  ]);
  const best = baseline && learned.length > 0 ? ' (the best tuned baseline)' : '';
  return [
    `Median f after ${experiment.value('eval_steps')} steps on ${count(Number(experiment.value('eval_tasks')))} unseen tasks: `,
    ...list,
    `${best}.`,
  ];
}
