import { count, quantity } from '../format';
import { SOLVED } from '../solved';
import type { Run } from '../state/runs';
import { number, type Part } from './sentence';

/** From this ratio on it is told as a power of ten, and below the other there is no difference. */
const VAST = 10_000;
const LEVEL = 1.05;

/** What the sentence has to know beside the runs. */
export type Circumstances = {
  /** Whether the step size of a baseline was tuned. */
  tuned(optimizer: string): boolean;
  /** What is unseen: a task, or only a start where the function is always the same. */
  unseen: 'task' | 'start';
  /** Whether the picture shows an earlier moment of the training. */
  rewound: boolean;
};

/** Who won by how much on the unseen tasks. */
export function verdict(shown: readonly Run[], { tuned, unseen, rewound }: Circumstances): Part[] {
  if (shown.length === 0) return ['Nothing to compare: switch on an optimizer.'];
  const done = shown.filter((run) => run.summary !== null).sort((a, b) => median(a) - median(b));
  const [winner] = done;
  if (!winner) return ['No optimizer came to an end.'];
  const on = `${rewound ? 'When trained to the end: on' : 'On'} ${quantity(winner.summary?.tasks ?? 0, `unseen ${unseen}`)} `;
  const baselines = done.filter((run) => !run.job.learned);
  const learned = done.filter((run) => run.job.learned);
  // The rival of an LSTM is written by hand, and the other way round, where there are both.
  const rival = (winner.job.learned ? baselines : learned)[0] ?? done[1];
  if (!rival) return [on, name(winner), ' ends at a median\u00a0f of ', number(median(winner)), '.'];
  const ratio = Math.max(SOLVED, median(rival)) / Math.max(SOLVED, median(winner));
  const upset = !winner.job.learned && rival.job.learned && ratio >= LEVEL;
  // The other moment is said at the beginning: the sentence stays as long, and the picture where it is.
  const rest = (learned.length > 0 ? learned : baselines).filter((run) => run !== winner && run !== rival);
  const others = rewound ? [] : rest;
  return [
    on,
    name(winner),
    ' (median\u00a0f\u00a0',
    number(median(winner)),
    upset ? ') wins: it ends ' : ') ends ',
    ...(median(winner) < SOLVED ? leastMargin(ratio) : margin(ratio)),
    name(rival),
    ' (',
    number(median(rival)),
    ')',
    rival === baselines[0] && baselines.length > 1 ? title(baselines, tuned) : '',
    '.',
    ...others.flatMap((run, i): Part[] => [
      i === 0 ? ' ' : ', ',
      name(run),
      ' ends at ',
      number(median(run)),
    ]),
    others.length > 0 ? '.' : '',
  ];
}

function median(run: Run): number {
  return run.summary?.median_final ?? Number.POSITIVE_INFINITY;
}

function name({ job }: Run): Part {
  return { optimizer: job.optimizer, name: job.label };
}

function title(baselines: readonly Run[], tuned: (optimizer: string) => boolean): string {
  return baselines.every((run) => tuned(run.job.optimizer))
    ? ', the best tuned baseline'
    : ', the best baseline';
}

function margin(ratio: number): Part[] {
  if (Number.isNaN(ratio) || ratio < LEVEL) return ['level with '];
  if (!Number.isFinite(ratio)) return ['lower than '];
  if (ratio < 10) return [`${ratio.toFixed(1)} times lower than `];
  return ['about ', factor(Number(ratio.toPrecision(1))), ' times lower than '];
}

/** Over a winner that solves the tasks: how much lower it is nobody can say, only how much at least. */
function leastMargin(ratio: number): Part[] {
  if (Number.isNaN(ratio) || ratio < LEVEL) return ['level with '];
  if (!Number.isFinite(ratio) || ratio < 2) return ['lower than '];
  const unit = 10 ** Math.floor(Math.log10(ratio));
  return ['more than ', factor(Math.floor(ratio / unit) * unit), ' times lower than '];
}

function factor(ratio: number): Part {
  return ratio < VAST ? count(ratio) : number(ratio, 1);
}
