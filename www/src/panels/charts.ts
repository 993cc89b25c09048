import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { onThemeChange, readTheme, type Theme } from '../draw/theme';
import type { FieldDescription } from '../engine/types';
import { power } from '../format';
import type { Experiment } from '../state/experiment';
import type { Frames } from '../state/frames';
import type { Playback } from '../state/playback';
import type { Runs } from '../state/runs';

/** Below this a value is drawn as this: a logarithm has no place for 0. */
const FLOOR = 1e-16;
const MOST_DECADES = 7;

/** f against step on a log axis, for the trajectories in the picture; a click goes to that step. */
export function valueChart(
  root: HTMLElement,
  runs: Runs,
  playback: Playback,
  fields: readonly FieldDescription[],
  frames: Frames,
): void {
  const names = optimizers(fields);
  const chart = new Chart(root, names, true, 'step', (index) => playback.seek(index));
  const refresh = () => {
    const steps = Array.from({ length: playback.length + 1 }, (_, step) => step);
    const curves = names.map((name) => {
      const run = runs.get(name);
      if (!run?.shown || !run.trajectory || run.trajectory.f.length === 0) return null;
      return Array.from(run.trajectory.f, (f) => Math.max(FLOOR, f));
    });
    chart.set(steps, curves, playback.step);
  };
  onEach([runs.changed, runs.rearranged, playback.changed], frames.schedule(refresh));
  refresh();
}

/** The meta-loss against meta-updates, as training goes on. */
export function lossChart(
  root: HTMLElement,
  experiment: Experiment,
  runs: Runs,
  fields: readonly FieldDescription[],
  frames: Frames,
): void {
  const learned = optimizers(fields).filter((name) => name.startsWith('l2o'));
  const logarithmic = () => experiment.value('loss') !== 'log';
  const make = () => new Chart(root, learned, logarithmic(), 'meta-update', () => {});
  let chart = make();
  let log = logarithmic();
  const refresh = () => {
    if (log !== logarithmic()) {
      chart.destroy();
      chart = make();
      log = logarithmic();
    }
    const points = learned.map((name) => {
      const run = runs.get(name);
      return run?.shown ? run.losses.points() : { at: [], mean: [] };
    });
    const longest = points.reduce(
      (best, { at }) => ((at.at(-1) ?? 0) > (best.at(-1) ?? 0) ? at : best),
      [] as number[],
    );
    const curves = points.map(({ at, mean }) =>
      align(longest, at, log ? mean.map((m) => Math.max(FLOOR, m)) : mean),
    );
    chart.set(longest, curves, null);
  };
  onEach([runs.changed, runs.rearranged], frames.schedule(refresh));
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

function optimizers(fields: readonly FieldDescription[]): string[] {
  const kind = fields.find((field) => field.key === 'opt')?.kind;
  return kind?.type === 'set' ? kind.choices.map((choice) => choice.name) : [];
}

function onEach(signals: { on(listener: () => void): unknown }[], listener: () => void): void {
  for (const signal of signals) signal.on(listener);
}

/** A uPlot in the colours of the page. */
class Chart {
  private plot: uPlot;
  private mark: number | null = null;
  private theme: Theme = readTheme();

  constructor(
    private readonly root: HTMLElement,
    private readonly names: readonly string[],
    private readonly log: boolean,
    private readonly label: string,
    private readonly pick: (index: number) => void,
  ) {
    this.plot = this.build();
    new ResizeObserver(() => {
      if (root.clientWidth > 0) this.plot.setSize({ width: root.clientWidth, height: root.clientHeight });
    }).observe(root);
    onThemeChange(() => {
      this.theme = readTheme();
      const { data } = this.plot;
      this.plot.destroy();
      this.plot = this.build();
      this.plot.setData(data);
    });
    this.plot.over.addEventListener('click', () => {
      const { idx } = this.plot.cursor;
      if (idx !== null && idx !== undefined) this.pick(idx);
    });
  }

  destroy(): void {
    this.plot.destroy();
  }

  set(x: number[], curves: (ArrayLike<number | null> | null)[], mark: number | null): void {
    this.mark = mark;
    const columns = curves.map((curve) => (curve ? Array.from(curve) : x.map(() => null)));
    this.plot.setData([x, ...columns] as uPlot.AlignedData);
  }

  private build(): uPlot {
    const { ink, muted, grid, look } = this.theme;
    const axis = {
      stroke: muted,
      grid: { stroke: grid, width: 1 },
      ticks: { show: false },
      font: '11px system-ui',
    };
    const series = this.names.map((name) => {
      const { color, dash } = look(name);
      return { stroke: color, width: 1.75, dash, points: { show: false } };
    });
    return new uPlot(
      {
        width: Math.max(50, this.root.clientWidth),
        height: Math.max(50, this.root.clientHeight),
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
        scales: { x: { time: false }, y: this.log ? { distr: 3, range: logRange } : {} },
        axes: [
          {
            ...axis,
            size: 22,
            label: this.label,
            labelSize: 16,
            labelFont: '11px system-ui',
            labelGap: 0,
            gap: 3,
          },
          { ...axis, size: 46, gap: 4, ...(this.log ? LOG_AXIS : {}) },
        ],
        series: [{}, ...series],
        hooks: { draw: [(plot) => this.drawMark(plot, ink)] },
      },
      [[0], ...this.names.map(() => [null])] as uPlot.AlignedData,
      this.root,
    );
  }

  /** A line where the picture stands. */
  private drawMark(plot: uPlot, color: string): void {
    if (this.mark === null) return;
    const x = plot.valToPos(this.mark, 'x', true);
    const { top, height } = plot.bbox;
    plot.ctx.save();
    plot.ctx.strokeStyle = color;
    plot.ctx.globalAlpha = 0.55;
    plot.ctx.lineWidth = devicePixelRatio;
    plot.ctx.beginPath();
    plot.ctx.moveTo(x, top);
    plot.ctx.lineTo(x, top + height);
    plot.ctx.stroke();
    plot.ctx.restore();
  }
}

const LOG_AXIS = {
  splits: decades,
  filter: (_: uPlot, splits: number[]) => splits,
  values: (_: uPlot, splits: number[]) => splits.map((value) => power(Math.round(Math.log10(value)))),
};

/** Whole decades around the data. */
function logRange(_: uPlot, low: number | null, high: number | null): [number, number] {
  const down = Math.floor(Math.log10(low && low > 0 ? low : 0.1));
  const up = Math.ceil(Math.log10(high && high > 0 ? high : 1));
  return [10 ** down, 10 ** Math.max(up, down + 1)];
}

/** A line at whole decades: at every one, or at every second, fifth, … where they would crowd. */
function decades(_: uPlot, __: number, low: number, high: number): number[] {
  const [first, last] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  const every = [1, 2, 5, 10, 20].find((step) => (last - first) / step <= MOST_DECADES) ?? 50;
  const exponents = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return exponents.filter((exponent) => exponent % every === 0).map((exponent) => 10 ** exponent);
}
