import { el, setText } from '../dom';
import { count, figure, plain } from '../format';
import type { Data } from './chart';

/** More rows than this are not read by anybody: of long curves only some points are listed. */
const MOST_ROWS = 26;

/** The curves of a chart as a table in its place, and what they come to in one sentence for those who do not see it. */
export class ChartTable {
  private readonly table = el('table');
  private readonly scroll: HTMLElement;
  private readonly button = el('button', { type: 'button', class: 'link', 'aria-pressed': 'false' }, 'table');
  private curves: Pick<Data, 'x' | 'y'> = { x: [], y: [] };

  /** `names` are those of the curves; `axis` is what they stand against; the button stands in the caption. */
  constructor(
    private readonly chart: HTMLElement,
    caption: Element | null,
    private readonly names: readonly string[],
    private readonly axis: string,
  ) {
    const label = `Values by ${axis}`;
    this.scroll = el(
      'div',
      { class: 'chart-table', tabindex: 0, role: 'region', 'aria-label': label },
      this.table,
    );
    this.scroll.hidden = true;
    chart.after(this.scroll);
    chart.setAttribute('role', 'img');
    caption?.append(this.button);
    this.button.addEventListener('click', () => this.show(this.scroll.hidden !== false));
  }

  set({ x, y }: Pick<Data, 'x' | 'y'>): void {
    this.curves = { x, y };
    this.chart.setAttribute('aria-label', this.describe());
    if (!this.scroll.hidden) this.fill();
  }

  private show(asTable: boolean): void {
    this.scroll.hidden = !asTable;
    this.chart.hidden = asTable;
    this.button.setAttribute('aria-pressed', String(asTable));
    setText(this.button, asTable ? 'chart' : 'table');
    if (asTable) this.fill();
  }

  /** Columns of curves that have values. */
  private columns(): { name: string; values: ArrayLike<number | null> }[] {
    return this.names.flatMap((name, i) => {
      const values = this.curves.y[i];
      return values && Array.from(values).some((value) => value !== null) ? [{ name, values }] : [];
    });
  }

  private fill(): void {
    const columns = this.columns();
    const { x } = this.curves;
    const every = Math.max(1, Math.ceil(x.length / (MOST_ROWS - 1)));
    const places = x.map((_, i) => i).filter((i) => i % every === 0 || i === x.length - 1);
    const head = [this.axis, ...columns.map(({ name }) => name)].map((text) =>
      el('th', { scope: 'col' }, text),
    );
    const rows = places.map((i) => {
      const cells = columns.map(({ values }) => {
        const value = values[i] ?? null;
        return el('td', {}, value === null ? '–' : figure(value));
      });
      return el('tr', {}, el('th', { scope: 'row' }, count(x[i] ?? 0)), ...cells);
    });
    this.table.replaceChildren(el('thead', {}, el('tr', {}, ...head)), el('tbody', {}, ...rows));
  }

  private describe(): string {
    const ends = this.columns().map(({ name, values }) => {
      const last = Array.from(values).findLast((value) => value !== null) ?? Number.NaN;
      return `${name} ${plain(last)}`;
    });
    return ends.length === 0 ? 'No curves yet.' : `Curves by ${this.axis}; they end at: ${ends.join(', ')}.`;
  }
}
