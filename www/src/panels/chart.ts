import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { onThemeChange, readTheme, type Theme } from '../draw/theme';
import { decimalsOf, ticks } from '../draw/view';
import { coordinate, power } from '../format';

/** Below this a value is drawn as this: a logarithm has no place for 0. */
const FLOOR = 1e-16;
const MOST_DECADES = 7;

export type Curves = {
  x: readonly number[];
  /** A curve of each optimizer, or null. */
  y: readonly (ArrayLike<number | null> | null)[];
  /** Beside each curve, from where to where its values spread, or null. */
  bands?: readonly (readonly [ArrayLike<number>, ArrayLike<number>] | null)[];
  /** Whether the axis of y is logarithmic. */
  log: boolean;
  /** Where the picture stands. */
  mark: number | null;
};

/** A uPlot in the colours of the page. It is given logarithms: its own logarithmic axis loses its labels at 10¹⁷. */
export class Chart {
  private plot: uPlot;
  private log = true;
  private mark: number | null = null;
  private theme: Theme = readTheme();

  constructor(
    private readonly root: HTMLElement,
    private readonly names: readonly string[],
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
  }

  set({ x, y, bands, log, mark }: Curves): void {
    this.log = log;
    this.mark = mark;
    // Without points an axis would stay as it was: it is set to something.
    const places = x.length > 0 ? x : [0, 1];
    const column = (values: ArrayLike<number | null> | null | undefined) =>
      places.map((_, i) => this.height(values?.[i] ?? null));
    const lines = y.map(column);
    const edges = this.names.flatMap((_, i) => [column(bands?.[i]?.[0]), column(bands?.[i]?.[1])]);
    this.plot.setData([places, ...lines, ...edges] as uPlot.AlignedData);
  }

  private height(value: number | null): number | null {
    const height = value !== null && this.log ? Math.log10(Math.max(FLOOR, value)) : value;
    return Number.isFinite(height) ? height : null;
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
    // The edges of a band are curves that are not drawn.
    const edges = this.names.flatMap(() =>
      [{ width: 0 }, { width: 0 }].map((edge) => ({ ...edge, points: { show: false } })),
    );
    const first = 1 + this.names.length;
    const bands = this.names.map((name, i): uPlot.Band => {
      const fill = faint(look(name).color);
      return { series: [first + 2 * i + 1, first + 2 * i], fill };
    });
    const plot = new uPlot(
      {
        width: Math.max(50, this.root.clientWidth),
        height: Math.max(50, this.root.clientHeight),
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
        scales: {
          x: { time: false },
          y: { range: (_, low, high) => (this.log ? decadesAround : rangeAround)(low ?? 0, high ?? 1) },
        },
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
          {
            ...axis,
            size: 46,
            gap: 4,
            splits: (_, __, low, high) => (this.log ? decades(low, high) : ticks(low, high, 5).values),
            values: (_, splits) =>
              splits.map((split) => (this.log ? power(split) : tickLabel(split, splits))),
          },
        ],
        series: [{}, ...series, ...edges],
        bands,
        hooks: { draw: [(plot) => this.drawMark(plot, ink)] },
      },
      [[0], ...[...series, ...edges].map(() => [null])] as uPlot.AlignedData,
      this.root,
    );
    plot.over.addEventListener('click', () => {
      const { idx } = plot.cursor;
      if (idx !== null && idx !== undefined) this.pick(idx);
    });
    return plot;
  }

  /** A line where the picture stands. */
  private drawMark(plot: uPlot, color: string): void {
    if (this.mark === null) return;
    const x = plot.valToPos(this.mark, 'x', true);
    const { top, height } = plot.bbox;
    plot.ctx.save();
    plot.ctx.setLineDash([]); // the last curve may have left its own
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

/** The colour of a band: six hexadecimal digits get two more. */
function faint(color: string): string {
  return color.startsWith('#') ? `${color}2b` : 'transparent';
}

/** Whole decades around logarithms. */
function decadesAround(low: number, high: number): [number, number] {
  const down = Math.floor(low);
  return [down, Math.max(Math.ceil(high), down + 1)];
}

function rangeAround(low: number, high: number): [number, number] {
  const margin = high > low ? 0.05 * (high - low) : 1;
  return [low - margin, high + margin];
}

/** Whole decades: every one, or every second, fifth, … where they would crowd. */
function decades(low: number, high: number): number[] {
  const every = [1, 2, 5, 10, 20].find((step) => (high - low) / step <= MOST_DECADES) ?? 50;
  const all = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  return all.filter((exponent) => exponent % every === 0);
}

function tickLabel(value: number, [first = 0, second = 1]: readonly number[]): string {
  return coordinate(value, decimalsOf(second - first));
}
