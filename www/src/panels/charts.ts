import { el } from '../dom';
import type { FieldDescription, Trajectory } from '../engine/types';
import type { Place } from '../playground/place';
import type { Experiment } from '../state/experiment';
import { drawNews, type Frames } from '../state/frames';
import type { Playback } from '../state/playback';
import type { Runs } from '../state/runs';
import { Chart, type Data } from './chart';
import { ChartTable } from './chart-table';

/** Which numbers of a trajectory a curve shows, and whether on a log axis. */
const CURVES: Record<string, { log: boolean; of(trajectory: Trajectory): ArrayLike<number> }> = {
  f: { log: true, of: ({ f }) => f },
  gradient: { log: true, of: ({ gradient_norm }) => gradient_norm },
  alpha: { log: true, of: ({ alpha }) => alpha },
  beta: { log: false, of: ({ beta }) => beta },
  element: { log: true, of: ({ element }) => element.map(Math.abs) },
  invariance: { log: true, of: ({ invariance }) => invariance },
};

/** The curve that shows the unseen tasks in place of the trajectories in the picture. */
const UNSEEN = 'unseen';

/** f (or what else is chosen) against step, for the trajectories in the picture; a click goes to that step. */
export function valueChart(
  root: HTMLElement,
  place: Place,
  experiment: Experiment,
  runs: Runs,
  playback: Playback,
  fields: readonly FieldDescription[],
  frames: Frames,
): void {
  const { names, set } = chartWithTable(root, place, fields, 'step', (index) => playback.seek(index));
  const refresh = () => {
    const curve = CURVES[experiment.value('curve')] ?? CURVES.f;
    const x = Array.from({ length: playback.length + 1 }, (_, step) => step);
    if (experiment.value('curve') === UNSEEN) {
      const summaries = names.map((name) => {
        const run = runs.get(name);
        return run?.shown ? run.summary : null;
      });
      const y = summaries.map((summary) => summary?.median ?? null);
      const bands = summaries.map((summary) => (summary ? ([summary.q1, summary.q3] as const) : null));
      set({ x, y, bands, log: true, mark: playback.step });
      return;
    }
    const y = names.map((name) => {
      const run = runs.get(name);
      const values = run?.shown && run.trajectory ? curve?.of(run.trajectory) : undefined;
      if (!values || values.length === 0) return null;
      // What belongs to a step stands at its end; there is no step that led to the start.
      return values.length === x.length ? values : [null, ...Array.from(values)];
    });
    set({ x, y, log: curve?.log ?? true, mark: playback.step });
  };
  const later = frames.inTurn(refresh);
  drawNews(runs, frames, refresh);
  playback.changed.on(later);
  experiment.changed.on(({ keys }) => {
    if (keys.has('curve')) later();
  });
  refresh();
}

/** Chooses what the chart shows; `start` is the part of its caption that is about the trajectories in the picture. */
export function curveChoice(
  select: HTMLSelectElement,
  start: HTMLElement,
  experiment: Experiment,
  fields: readonly FieldDescription[],
): void {
  const kind = fields.find((field) => field.key === 'curve')?.kind;
  const choices = kind?.type === 'choice' ? kind.choices : [];
  select.replaceChildren(
    ...choices.map(({ name, label, help }) => el('option', { value: name, title: help }, label)),
  );
  select.addEventListener('change', () => experiment.set('curve', select.value));
  const refresh = () => {
    select.value = experiment.value('curve');
    start.hidden = select.value === UNSEEN;
  };
  experiment.changed.on(({ keys }) => {
    if (keys.has('curve')) refresh();
  });
  refresh();
}

/** The meta-loss against meta-updates, as training goes on; a click shows the optimizers as they were then. */
export function lossChart(
  root: HTMLElement,
  place: Place,
  experiment: Experiment,
  runs: Runs,
  fields: readonly FieldDescription[],
  frames: Frames,
): void {
  let places: readonly number[] = [];
  const back = (index: number) => runs.look(places[index] ?? null);
  const { names, set } = chartWithTable(root, place, fields, 'meta-update', back);
  const refresh = () => {
    const points = names.map((name) => {
      const run = runs.get(name);
      return run?.shown && run.job.learned ? run.losses.points() : { at: [], mean: [] };
    });
    const longest = points.reduce(
      (best, { at }) => ((at.at(-1) ?? 0) > (best.at(-1) ?? 0) ? at : best),
      [] as number[],
    );
    const y = points.map(({ at, mean }) => align(longest, at, mean));
    // A meta-loss that is a logarithm already may be negative.
    places = longest;
    set({ x: longest, y, log: experiment.value('loss') !== 'log', mark: runs.moment });
  };
  drawNews(runs, frames, refresh);
  refresh();
}

/** Values given at some places, at other places: at each the latest that is not beyond it; nothing past the end. */
export function align(
  places: readonly number[],
  at: readonly number[],
  values: readonly number[],
): (number | null)[] {
  let next = 0;
  return places.map((place) => {
    while (next + 1 < at.length && (at[next + 1] ?? 0) <= place) next += 1;
    const reached =
      at.length > 0 && place <= (at.at(-1) ?? 0) && (at[next] ?? Number.POSITIVE_INFINITY) <= place;
    return reached ? (values[next] ?? null) : null;
  });
}

/** A chart of all optimizers that there are, with its table. */
function chartWithTable(
  root: HTMLElement,
  place: Place,
  fields: readonly FieldDescription[],
  axis: string,
  pick: (index: number) => void,
): { names: string[]; set(data: Data): void } {
  const kind = fields.find((field) => field.key === 'opt')?.kind;
  const choices = kind?.type === 'set' ? kind.choices : [];
  const names = choices.map((choice) => choice.name);
  const chart = new Chart(root, place, names, axis, pick);
  const labels = choices.map((choice) => choice.label);
  const table = new ChartTable(root, root.parentElement?.querySelector('figcaption') ?? null, labels, axis);
  const set = (data: Data) => {
    chart.set(data);
    table.set(data);
  };
  return { names, set };
}
