import { el, setText } from '../dom';
import type { Drawing } from '../draw/pen';
import type { Engine } from '../engine/engine';
import { Pool } from '../engine/pool';
import type { Started } from '../engine/shared';
import type { Numbers } from '../export/csv';
import { figure, percent, quantity } from '../format';
import { Chart, type Data } from '../panels/chart';
import { ChartTable } from '../panels/chart-table';
import { status } from '../panels/status';
import type { Place } from '../playground/place';
import type { Experiment } from '../state/experiment';
import { drawNews, Frames, theBrowser } from '../state/frames';
import { type Run, Runs } from '../state/runs';
import { whileInSight } from '../state/sight';
import { button, finding, type Part } from './controls';
import type { Made, Make } from './figure';
import { LaterHalf } from './later-half';
import { Archive, type Contest, type Course } from './recorded';
import { type Standing, standingTable } from './standing';
import { times, Yardstick } from './yardstick';

/** What a reader may change about a study. */
export type Choices = (engine: Engine, experiment: Experiment) => Part[];

/** The link of the experiment that a variant is measured by, or null. */
type WholeOf = (experiment: Experiment) => string | null;

/** What stands behind the curves of a study that has a yardstick, in this order. */
const REFERENCES = [
  ['l2o', 'L2O at its best'],
  ['l2o-tele', 'the whole recipe'],
] as const;

/** In a table, where there is no value. */
const NOTHING = '–';

/** Optimizers that are compared, the first against each of the others, where both are switched on. */
const RIVALS = [
  ['l2o-tele', 'l2o'],
  ['lr-tele-mom', 'lr-mom'],
] as const;

/**
 * Optimizers over many seeds and unseen tasks, as they were recorded; and one run of the same here, drawn over it. The state is
 * the link of the experiment.
 */
export function studyFigure(choices: Choices, whole: WholeOf = () => null): Make {
  return (place, started, experiment) => new StudyFigure(place, started, experiment, choices, whole);
}

class StudyFigure implements Made {
  readonly picture = el('div', { class: 'course' });
  readonly beside: readonly Part[];
  readonly buttons: readonly HTMLElement[];
  /** Null while it is on its way. */
  private archive: Archive | null = null;
  private readonly chart = el('div', { class: 'chart' });
  private readonly go: HTMLButtonElement;
  private readonly open = el('a', { class: 'open' }, 'Open in the playground');
  private readonly labels = new Map<string, string>();
  private readonly optimizers: string[];
  private readonly curves: Chart;
  private readonly numbersTable: ChartTable;
  private readonly later = new LaterHalf(() => this.draw());
  private readonly frames = new Frames(theBrowser());
  /** Says anew what the runs have changed. */
  private readonly tell = () => {
    this.offer();
    for (const part of this.beside) part.refresh();
  };
  private readonly draw = () => {
    const data = this.later.of(this.data());
    this.curves.set(data);
    this.numbersTable.set(data);
  };
  private runs: Runs | null = null;
  private whole: string | null;
  /** What went wrong, in words. */
  private problem: string | null = null;

  constructor(
    private readonly place: Place,
    private readonly started: Started,
    private readonly experiment: Experiment,
    choices: Choices,
    wholeOf: WholeOf,
  ) {
    this.whole = wholeOf(experiment);
    const { engine } = started;
    const kind = engine.describe().find(({ key }) => key === 'opt')?.kind;
    for (const { name, label } of kind?.type === 'set' ? kind.choices : []) this.labels.set(name, label);
    this.optimizers = [...this.labels.keys()];
    this.go = button('Run it here', () => this.press());
    this.go.classList.add('primary');
    this.buttons = [this.go, this.open];
    const caption = el(
      'p',
      { class: 'caption' },
      el('span', {}, 'f over unseen tasks: median and quartiles'),
      this.later.element,
    );
    this.picture.append(caption, this.chart);
    // Each optimizer twice: as it was recorded, and as it came out here.
    const behind = REFERENCES.map(([optimizer]) => optimizer);
    this.curves = new Chart(
      this.chart,
      place,
      [...behind, ...this.optimizers, ...this.optimizers],
      'step',
      () => {},
    );
    const labels = [...this.labels.values()];
    const here = labels.map((label) => `${label}, here`);
    const references = REFERENCES.map(([, label]) => label);
    this.numbersTable = new ChartTable(this.chart, caption, [...references, ...labels, ...here], 'step');
    const table = standingTable(() => this.standings());
    const line = el('p', { class: 'status', role: 'status' });
    const progress: Part = {
      element: line,
      refresh: () => setText(line, this.problem ?? (this.runs ? status(this.runs) : '')),
    };
    this.beside = [...choices(engine, experiment), table, finding(() => this.verdict()), progress];
    Archive.load(engine).then(
      (archive) => {
        this.archive = archive;
        this.draw();
        this.tell();
      },
      () => this.note('What was recorded could not be loaded.'),
    );
    // Another experiment is another figure: it does not start to train by itself.
    experiment.changed.on(({ keys }) => {
      this.whole = wholeOf(experiment);
      if (!keys.has('seed')) this.runs?.go(false);
    });
  }

  refresh(): void {
    this.open.href = this.place.addressOf(this.experiment.linkWith([['fig', 'none']]));
    this.offer();
    this.draw();
  }

  private offer(): void {
    const { runs } = this;
    setText(this.go, runs?.finished ? 'Run again, with a new seed' : runs?.going ? 'Pause' : 'Run it here');
  }

  private note(problem: string): void {
    this.problem = problem;
    this.tell();
  }

  drawing(): Drawing {
    return this.curves.drawing();
  }

  names(): { optimizer: string; label: string }[] {
    const shown = this.optimizers.filter((name) => this.course(name) || this.run(name));
    return shown.map((optimizer) => ({ optimizer, label: this.labels.get(optimizer) ?? optimizer }));
  }

  numbers(): Numbers {
    const { y, bands = [] } = this.data();
    const sources = [
      ...REFERENCES.map(([optimizer, label]) => [label, optimizer]),
      ...this.optimizers.map((name) => ['recorded', name]),
      ...this.optimizers.map((name) => ['here', name]),
    ] as const;
    const rows = y.flatMap((curve, i) => {
      const [source = '', name = ''] = sources[i] ?? [];
      const band = bands[i];
      return Array.from(curve ?? [], (median, step) => [
        ...[source, name, step, median ?? Number.NaN],
        ...[band?.[0][step] ?? Number.NaN, band?.[1][step] ?? Number.NaN],
      ]);
    });
    return { columns: ['source', 'optimizer', 'step', 'median', 'q1', 'q3'], rows };
  }

  private data(): Data {
    const values = (heights: number[]) => heights.map((height) => 10 ** height);
    const recorded = this.optimizers.map((name) => {
      const course = this.course(name);
      return course && { median: values(course.median), q1: values(course.q1), q3: values(course.q3) };
    });
    const here = this.optimizers.map((name) => this.run(name)?.summary ?? null);
    const behind = this.references().map((course) => course && { median: values(course.median) });
    const all = [...behind, ...recorded, ...here];
    const steps = all.reduce((most, each) => Math.max(most, each?.median.length ?? 0), 2);
    return {
      x: Array.from({ length: steps }, (_, step) => step),
      y: all.map((each) => each?.median ?? null),
      // Bands of both would hide each other.
      bands: [...behind.map(() => null), ...recorded.map((each) => each && ([each.q1, each.q3] as const))],
      log: true,
      mark: null,
      faint: behind.length + (here.some((summary) => summary !== null) ? recorded.length : 0),
    };
  }

  private yardstick(): Yardstick | null {
    const { whole } = this;
    return this.archive && whole !== null ? Yardstick.of(this.archive, whole) : null;
  }

  /** What stands behind the curves, in the order of `REFERENCES`; null for one that is among the curves. */
  private references(): (Course | null)[] {
    const yardstick = this.yardstick();
    const shown = new Set(this.optimizers.map((name) => this.course(name)));
    return [yardstick?.plain, yardstick?.whole].map((course) =>
      course && !shown.has(course) ? course : null,
    );
  }

  private course(optimizer: string): Course | null {
    return this.archive?.find(this.experiment.link, optimizer) ?? null;
  }

  private run(optimizer: string): Run | null {
    const run = this.runs?.get(optimizer);
    return run?.shown ? run : null;
  }

  private press(): void {
    const { runs } = this;
    if (!runs) this.begin();
    else if (runs.finished) {
      this.experiment.reseed();
      runs.go(true);
    } else runs.go(!runs.going);
    this.frames.inTurn(this.tell)();
    this.frames.inTurn(this.draw)();
  }

  private begin(): void {
    const { parts, engine } = this.started;
    const { place } = this;
    const pool: Pool = new Pool(
      parts,
      (news) => this.runs?.hear(news),
      (why) => this.note(why),
    );
    place.ended.addEventListener('abort', () => pool.end());
    this.runs = new Runs(engine, pool, this.experiment, true);
    for (const work of [this.tell, this.draw]) drawNews(this.runs, this.frames, work);
    whileInSight(this.picture, (inSight) => this.runs?.watch(inSight), place.ended);
  }

  /** Medians at the end: as recorded, and here. */
  private standings(): Standing[] {
    const own = this.optimizers.flatMap((optimizer) => {
      const [course, run] = [this.course(optimizer), this.run(optimizer)];
      if (!course && !run) return [];
      const label = this.labels.get(optimizer) ?? optimizer;
      const here = run?.summary ? figure(run.summary.median_final, 2) : NOTHING;
      return [{ optimizer, label, cells: [...recordedCells(course), here] }];
    });
    const faint = this.references().flatMap((course, i) => {
      const label = `${REFERENCES[i]?.[1]} (faint)`;
      return course ? [{ optimizer: null, label, cells: [...recordedCells(course), NOTHING] }] : [];
    });
    return [...own, ...faint];
  }

  /** What was recorded, in a sentence or two. */
  private verdict(): string {
    const { link } = this.experiment;
    if (!this.archive) return '';
    const seeds = Math.max(0, ...this.optimizers.map((name) => this.course(name)?.seeds ?? 0));
    if (seeds === 0) return 'These settings were not recorded: run them here.';
    const duels = RIVALS.map(([one, other]) => {
      const contest = this.archive?.contest([link, one], [link, other]);
      return contest ? this.duel(one, other, contest) : '';
    });
    const { whole } = this;
    const measured = whole === null ? '' : (this.yardstick()?.sentence(this.archive, link, whole) ?? '');
    const sentences = measured === '' ? duels : [measured];
    return `Recorded with ${quantity(seeds, 'seed')}. ${sentences.join(' ')}`.trim();
  }

  private duel(one: string, other: string, { ratio, below }: Contest): string {
    const [first, second] = [this.labels.get(one), this.labels.get(other)];
    const [share, least, most] = below.map((part) => percent(part, 1));
    return `Seed by seed, the median of ${first} is ${times(ratio)} that of ${second}; it ends lower on ${share} of the tasks (${least} to ${most}).`;
  }
}

function recordedCells(course: Course | null): string[] {
  return course ? [figure(course.final, 2), percent(course.diverged, 1)] : [NOTHING, NOTHING];
}
