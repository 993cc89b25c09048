import { count, power, quantity } from '../format';
import type { Run } from '../state/runs';
import { number, type Part } from './sentence';

/** From this ratio on only its power of ten is told, and below the other no difference. */
const VAST = 1000;
const LEVEL = 1.05;

/** Who won by how much on the unseen tasks; `tuned` says whether the step size of a baseline was tuned. */
export function verdict(shown: readonly Run[], tuned: (optimizer: string) => boolean): Part[] {
  if (shown.length === 0) return ['Nothing to compare: switch on an optimizer.'];
  const done = shown.filter((run) => run.summary !== null).sort((a, b) => median(a) - median(b));
  const [winner] = done;
  if (!winner) return ['No optimizer came to an end.'];
  const on = `On ${quantity(winner.summary?.tasks ?? 0, 'unseen task')} `;
  const baselines = done.filter((run) => !run.job.learned);
  const learned = done.filter((run) => run.job.learned);
  // The rival of an LSTM is written by hand, and the other way round, where there are both.
  const rival = (winner.job.learned ? baselines : learned)[0] ?? done[1];
  if (!rival) return [on, name(winner), ' ends at a median\u00a0f of ', number(median(winner)), '.'];
  const ratio = median(rival) / median(winner);
  const upset = !winner.job.learned && rival.job.learned && ratio >= LEVEL;
  const others = (learned.length > 0 ? learned : baselines).filter((run) => run !== winner && run !== rival);
  return [
    on,
    name(winner),
    ' (median\u00a0f\u00a0',
    number(median(winner)),
    upset ? ') wins: it ends ' : ') ends ',
    ...margin(ratio),
    name(rival),
    ' (',
    number(median(rival)),
    ')',
    rival === baselines[0] && baselines.length > 1 ? title(baselines, tuned) : '',
    ...others.flatMap((run, i): Part[] => [i === 0 ? '; ' : ', ', name(run), ' ', number(median(run))]),
    '.',
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
  if (ratio < VAST) return [`about ${count(Number(ratio.toPrecision(1)))} times lower than `];
  const exponent = Math.round(Math.log10(ratio));
  return ['about ', { shown: power(exponent), spoken: `1e${exponent}` }, ' times lower than '];
}
