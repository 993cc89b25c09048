import type { Engine } from '../engine/engine';
import type { Holdings, News, View } from '../engine/protocol';
import type { Announcement, Job, Progress, Summary, Tensor, Trajectory } from '../engine/types';
import type { Experiment } from './experiment';
import { Latest } from './latest';
import { LossCurve } from './loss-curve';
import { Signal } from './signal';
import { Tempo } from './tempo';

/** With fewer runs than this, the curve shows every meta-update. */
const FEW_RUNS = 8;

/** One optimizer at work, as far as the page has heard of it. */
export type Run = {
  readonly job: Job;
  readonly handle: number;
  /** Whether it was trained elsewhere: its weights come from a file. */
  readonly imported: boolean;
  /** Those weights. */
  readonly given: readonly Tensor[] | null;
  /** Whether it had to begin again, because its worker died. */
  readonly revived: boolean;
  /** Whether it belongs to the experiment; one that was switched off is kept, so that it is not trained twice. */
  shown: boolean;
  progress: Progress;
  readonly losses: LossCurve;
  readonly tempo: Tempo;
  /** Meta-updates after which the optimizer was kept as it was. */
  moments: ArrayLike<number>;
  trajectory: Trajectory | null;
  summary: Summary | null;
  failure: string | null;
  readonly adopt: Latest<View>;
};

/** What is needed of the pool of workers. */
export type Workers = {
  open(
    link: string,
    optimizer: string,
    going: boolean,
    cost: number,
    weights?: readonly Tensor[] | null,
  ): number;
  go(run: number, going: boolean): void;
  adopt(run: number, id: number, view: View): void;
  give(run: number): Promise<Holdings>;
  close(run: number): void;
};

/**
 * The runs of the experiment: opened, halted, shown another start, and replaced only if they must be. Whether work is
 * wanted is about learning; baselines take milliseconds and never wait.
 */
export class Runs {
  /** After news of one run. */
  readonly changed = new Signal<Run>();
  /** After runs came, went, were started or halted, and after one entered another phase, was evaluated, or failed. */
  readonly rearranged = new Signal<void>();
  private readonly runs = new Map<string, Run>();
  private order: string[] = [];
  private shownMoment: number | null = null;
  private inSight = true;

  constructor(
    private readonly engine: Pick<Engine, 'plan' | 'fingerprint' | 'sealed' | 'compare' | 'describe'>,
    private readonly workers: Workers,
    private readonly experiment: Experiment,
    private wanted: boolean,
  ) {
    const evaluation = engine.describe().filter((field) => field.effect === 'evaluate');
    experiment.changed.on(({ keys }) => {
      const before = this.arrangement();
      // What was measured on other tasks is not shown as if it belonged to these.
      if (evaluation.some((field) => keys.has(field.key))) this.forgetSummaries();
      this.follow();
      // While a start is dragged, everything stays as it is but the trajectories, and of these there will be news.
      if (this.arrangement() !== before) this.rearranged.emit();
    });
    this.follow();
  }

  /** The runs of the experiment, in its order. */
  get shown(): Run[] {
    return this.order.flatMap((name) => this.runs.get(name) ?? []);
  }

  /** Those of them that are meta-trained. */
  get learned(): Run[] {
    return this.shown.filter((run) => run.job.learned);
  }

  /** Those that were trained elsewhere. */
  get imported(): Run[] {
    return this.shown.filter((run) => run.imported);
  }

  get(optimizer: string): Run | undefined {
    return this.runs.get(optimizer);
  }

  /** Whether learning is wanted (there may be nothing left to learn). */
  get going(): boolean {
    return this.wanted;
  }

  /** Whether anything has been learned that a pause would keep. */
  get begun(): boolean {
    return this.learned.some(({ progress }) => progress.phase !== 'training' || progress.done > 0);
  }

  get finished(): boolean {
    return this.shown.every((run) => run.summary !== null || run.failure !== null);
  }

  /** The time of the training that is shown, in meta-updates; null for now. */
  get moment(): number | null {
    return this.shownMoment;
  }

  /** Shows the optimizers as they were after so many meta-updates, or as they are. */
  look(moment: number | null): void {
    this.shownMoment = moment;
    for (const run of this.learned) run.adopt.ask(this.view);
    this.rearranged.emit();
  }

  /** Whether learning goes on, and tells news all the time: it is wanted, and somebody sees it. */
  get underWay(): boolean {
    return this.wanted && this.inSight;
  }

  /** Whether anybody can see the learning: while nobody does, it waits. */
  get watched(): boolean {
    return this.inSight;
  }

  /** Starts or halts all learning. */
  go(wanted: boolean): void {
    this.wanted = wanted;
    this.rouse();
  }

  /** Lets the learning wait, or go on if it is wanted. */
  watch(inSight: boolean): void {
    if (inSight === this.inSight) return;
    this.inSight = inSight;
    this.rouse();
  }

  private rouse(): void {
    for (const run of this.learned) {
      if (run.imported) continue;
      run.tempo.restart();
      this.workers.go(run.handle, this.goes(run.job));
    }
    this.rearranged.emit();
  }

  /** Forgets all that was learned, and goes on, or waits, from the beginning. */
  reset(wanted: boolean): void {
    this.wanted = wanted;
    for (const [name, run] of this.runs) {
      if (!run.job.learned) continue;
      this.workers.close(run.handle);
      this.runs.delete(name);
    }
    this.follow();
    this.rearranged.emit();
  }

  /** Replaces the runs of some optimizers by ones that are not trained, but have these weights. */
  import(optimizers: readonly string[], weights: readonly Tensor[]): void {
    for (const name of optimizers) {
      const run = this.runs.get(name);
      if (!run) continue;
      this.workers.close(run.handle);
      this.runs.set(name, this.open(run.job, weights));
    }
    this.rearranged.emit();
  }

  /** Every meta-loss of a run, and its weights as they are shown. */
  holdings(run: Run): Promise<Holdings> {
    return this.workers.give(run.handle);
  }

  /** The fingerprint of the whole experiment, once every run of it is done; none where something was trained elsewhere. */
  fingerprint(): string | null {
    const { names, hashes } = this.results();
    return names === '' ? null : this.engine.fingerprint(names, hashes);
  }

  /** The link of the experiment; once there is a fingerprint, with what receivers compare their runs with. */
  link(): string {
    const { hashes, marks } = this.results();
    return this.engine.sealed(this.experiment.link, hashes, marks);
  }

  /** Whether this is the run that the link promises; null if that is not known yet, or the link promises none. */
  comparison(): Announcement | null {
    const { hashes, marks } = this.results();
    return this.engine.compare(this.experiment.link, hashes, marks);
  }

  /** Of every run, separated by commas; nothing before all are done, and where something was trained elsewhere. */
  private results(): { names: string; hashes: string; marks: string } {
    const summaries = this.imported.length > 0 ? [] : this.shown.map((run) => run.summary);
    const done = summaries.includes(null) ? [] : summaries.filter((summary) => summary !== null);
    const join = (key: 'optimizer' | 'hash' | 'marks') => done.map((summary) => summary[key]).join();
    return { names: join('optimizer'), hashes: join('hash'), marks: join('marks') };
  }

  /** News from a worker. */
  hear(report: News): void {
    if (report.type === 'failed' && report.run === null) {
      for (const run of this.shown) this.hear({ ...report, run: run.handle });
      return;
    }
    const run = [...this.runs.values()].find((candidate) => candidate.handle === report.run);
    if (!run) return;
    if (report.type === 'lost' && !run.revived) {
      this.revive(run);
      return;
    }
    const before = stateOf(run);
    if (report.type !== 'progress') {
      run.failure = report.type === 'lost' ? `its worker died twice (${report.message})` : report.message;
    } else {
      run.progress = report.progress;
      run.losses.push(report.losses);
      run.tempo.reached(report.progress.phase === 'training' ? report.progress.done : null);
      run.moments = report.moments;
      run.trajectory = report.trajectory;
      run.summary = report.summary;
      if (report.id !== null) run.adopt.answered(report.id);
    }
    this.changed.emit(run);
    if (stateOf(run) !== before) this.rearranged.emit();
  }

  /** Begins again what a worker took with it, once: it may be the run that kills its workers. */
  private revive(run: Run): void {
    const { job, given, shown } = run;
    this.workers.close(run.handle);
    this.runs.delete(job.optimizer);
    if (shown) {
      if (job.learned) this.shownMoment = null;
      this.runs.set(job.optimizer, { ...this.open(job, given), revived: true });
    }
    this.rearranged.emit();
  }

  private forgetSummaries(): void {
    for (const run of this.runs.values()) run.summary = null;
  }

  private follow(): void {
    const jobs = this.engine.plan(this.experiment.link);
    this.order = jobs.map((job) => job.optimizer);
    for (const run of this.runs.values()) {
      if (this.order.includes(run.job.optimizer)) continue;
      run.shown = false;
      this.workers.go(run.handle, false);
    }
    for (const job of jobs) this.provide(job);
  }

  /** Which runs there are, in which state, and the moment that is shown, in one text. */
  private arrangement(): string {
    const shown = this.shown.map((run) => `${run.handle} ${run.shown} ${stateOf(run)}`);
    return `${shown.join()} ${this.shownMoment}`;
  }

  /** Keeps the run of `job` if it is the same training; else replaces it. */
  private provide(job: Job): void {
    const run = this.runs.get(job.optimizer);
    if (run && run.job.key === job.key && run.failure === null) {
      run.adopt.ask(this.view);
      if (run.shown) return;
      run.shown = true;
      run.tempo.restart();
      this.workers.go(run.handle, run.imported || this.goes(job));
      return;
    }
    if (run) this.workers.close(run.handle);
    // What is trained anew has no past to look at.
    if (job.learned) this.shownMoment = null;
    this.runs.set(job.optimizer, this.open(job, null));
  }

  private get view(): View {
    return { link: this.experiment.link, moment: this.shownMoment };
  }

  private goes(job: Job): boolean {
    return this.underWay || !job.learned;
  }

  private open(job: Job, weights: readonly Tensor[] | null): Run {
    const imported = weights !== null;
    const trains = job.learned && !imported;
    const handle = this.workers.open(
      this.experiment.link,
      job.optimizer,
      imported || this.goes(job),
      trains ? job.meta_updates : 1,
      weights,
    );
    return {
      job,
      handle,
      imported,
      given: weights,
      revived: false,
      shown: true,
      progress: {
        phase: trains ? 'training' : imported ? 'evaluating' : 'tuning',
        done: 0,
        total: trains ? Math.max(1, job.meta_updates) : 1,
        skipped: 0,
      },
      losses: new LossCurve(
        curveWidth(job),
        this.experiment.value('loss') === 'log' ? 'arithmetic' : 'geometric',
      ),
      tempo: new Tempo(() => performance.now()),
      moments: [],
      trajectory: null,
      summary: null,
      failure: null,
      adopt: new Latest((view, id) => this.workers.adopt(handle, id, view)),
    };
  }
}

/** What a run is at, in one word. */
function stateOf({ progress, summary, failure }: Run): string {
  return failure !== null ? 'failed' : summary !== null ? 'evaluated' : progress.phase;
}

/** The first unroll of a run has a far larger loss than the last: a curve is smooth only over whole runs. */
function curveWidth(job: Job): number {
  return job.meta_updates >= FEW_RUNS * job.updates_per_run ? job.updates_per_run : 1;
}
