import type { Summary, Trajectory } from '../engine/types';
import type { Origin } from './origin';

/** The trajectory of one optimizer. */
export type Walk = { optimizer: string; trajectory: Trajectory };
/** What was measured of one optimizer while it was trained, and afterwards on unseen tasks. */
export type Course = { optimizer: string; losses: ArrayLike<number>; summary: Summary | null };

/** One row per optimizer and step. What belongs to a step stands in the row of the iterate that it led to. */
export function trajectoriesCsv(origin: Origin, walks: readonly Walk[]): string {
  const planar = walks.every(({ trajectory }) => trajectory.dimension === 2);
  const rows = walks.flatMap(({ optimizer, trajectory }) =>
    Array.from(trajectory.f, (f, step) => [
      optimizer,
      String(step),
      ...(planar ? [number(trajectory.x[2 * step]), number(trajectory.x[2 * step + 1])] : []),
      number(f),
      number(trajectory.gradient_norm[step]),
      ...[trajectory.alpha, trajectory.beta, trajectory.element, trajectory.invariance].map((values) =>
        number(values[step - 1]),
      ),
    ]),
  );
  const columns = ['f', 'gradient_norm', 'alpha', 'beta', 'element', 'invariance'];
  return table(origin, ['optimizer', 'step', ...(planar ? ['x', 'y'] : []), ...columns], rows);
}

/** One row per value of a curve. `index` counts meta-updates from 1, or steps from 0. */
export function curvesCsv(origin: Origin, courses: readonly Course[]): string {
  const rows = courses.flatMap(({ optimizer, losses, summary }) => [
    ...Array.from(losses, (loss, index) => ['meta_loss', optimizer, String(index + 1), number(loss)]),
    ...(['median', 'q1', 'q3'] as const).flatMap((curve) =>
      (summary?.[curve] ?? []).map((value, step) => [curve, optimizer, String(step), number(value)]),
    ),
  ]);
  return table(origin, ['curve', 'optimizer', 'index', 'value'], rows);
}

/** Numbers of a figure, one row per thing that is drawn. */
export type Numbers = { columns: string[]; rows: (string | number)[][] };

export function numbersCsv(origin: Pick<Origin, 'link' | 'version'>, { columns, rows }: Numbers): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : number(cell))));
  return lines(
    [
      ['link', origin.link],
      ['version', origin.version],
    ],
    columns,
    cells,
  );
}

function table(origin: Origin, columns: string[], rows: string[][]): string {
  return lines(about(origin), columns, rows);
}

function lines(about: [string, string][], columns: string[], rows: string[][]): string {
  const head = about.map(([name, text]) => `# ${name}: ${text}`);
  return [...head, columns.join(), ...rows.map((row) => row.join()), ''].join('\n');
}

/** The origin in words. */
function about({ link, version, fingerprint, imported, moment }: Origin): [string, string][] {
  const none = imported.length > 0 ? 'none, weights were imported' : 'not finished';
  return [
    ['link', link],
    ['version', version],
    ['fingerprint', fingerprint ?? none],
    ...(imported.length > 0 ? ([['imported', imported.join(' ')]] satisfies [string, string][]) : []),
    ...(moment !== null ? ([['shown after meta-updates', String(moment)]] satisfies [string, string][]) : []),
  ];
}

/** Nine digits tell any two single-precision numbers apart; what there is none of is left empty. */
function number(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toPrecision(9)));
}
