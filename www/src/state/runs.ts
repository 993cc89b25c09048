import type { Engine } from '../engine/engine';
import type { Report } from '../engine/protocol';
import type { Job, Progress, Summary, Trajectory } from '../engine/types';
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
  /** Whether it belongs to the experiment; one that was switched off is kept, so that it is not trained twice. */
  shown: boolean;
  progress: Progress;
  readonly losses: LossCurve;
  readonly tempo: Tempo;
  trajectory: Trajectory | null;
  summary: Summary | null;
  failure: string | null;
  readonly adopt: Latest<string>;
};

/** What is needed of the pool of workers. */
export type Workers = {
  open(link: string, optimizer: string, going: boolean, cost: number): number;
  go(run: number, going: boolean): void;
  adopt(run: number, id: number, link: string): void;
  close(run: number): void;
};

/**
 * The runs of the experiment: opened, halted, shown another start, and replaced only if they must be. Whether work is
 * wanted is about learning; baselines take milliseconds and never wait.
 */
export class Runs {
  /** After news of one run. */
  readonly changed = new Signal<Run>();
  /** After runs came, went, were started or halted. */
  readonly rearranged = new Signal<void>();
  private readonly runs = new Map<string, Run>();
  private order: string[] = [];

  constructor(
    private readonly engine: Pick<Engine, 'plan' | 'fingerprint' | 'describe'>,
    private readonly workers: Workers,
    private readonly experiment: Experiment,
    private wanted: boolean,
  ) {
    const evaluation = engine.describe().filter((field) => field.effect === 'evaluate');
    experiment.changed.on(({ keys }) => {
      // What was measured on other tasks is not shown as if it belonged to these.
      if (evaluation.some((field) => keys.has(field.key))) this.forgetSummaries();
      this.follow();
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

  /** Starts or halts all learning. */
  go(wanted: boolean): void {
    this.wanted = wanted;
    for (const run of this.shown) {
      if (!run.job.learned) continue;
      run.tempo.restart();
      this.workers.go(run.handle, wanted);
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
  }

  /** The fingerprint of the whole experiment, once every run of it is done. */
  fingerprint(): string | null {
    const summaries = this.shown.map((run) => run.summary);
    if (summaries.length === 0 || summaries.includes(null)) return null;
    const done = summaries.filter((summary) => summary !== null);
    return this.engine.fingerprint(
      done.map((summary) => summary.optimizer).join(),
      done.map((summary) => summary.hash).join(),
    );
  }

  /** News from a worker. */
  hear(report: Report): void {
    if (report.type === 'failed' && report.run === null) {
      for (const run of this.shown) this.hear({ ...report, run: run.handle });
      return;
    }
    const run = [...this.runs.values()].find((candidate) => candidate.handle === report.run);
    if (!run) return;
    if (report.type === 'failed') {
      run.failure = report.message;
    } else {
      run.progress = report.progress;
      run.losses.push(report.losses);
      run.tempo.reached(report.progress.phase === 'training' ? report.progress.done : null);
      run.trajectory = report.trajectory;
      run.summary = report.summary;
      if (report.id !== null) run.adopt.answered(report.id);
    }
    this.changed.emit(run);
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
    this.rearranged.emit();
  }

  /** Keeps the run of `job` if it is the same training; else replaces it. */
  private provide(job: Job): void {
    const run = this.runs.get(job.optimizer);
    if (run && run.job.key === job.key && run.failure === null) {
      run.adopt.ask(this.experiment.link);
      if (run.shown) return;
      run.shown = true;
      run.tempo.restart();
      this.workers.go(run.handle, this.goes(job));
      return;
    }
    if (run) this.workers.close(run.handle);
    this.runs.set(job.optimizer, this.open(job));
  }

  private goes(job: Job): boolean {
    return this.wanted || !job.learned;
  }

  private open(job: Job): Run {
    const handle = this.workers.open(
      this.experiment.link,
      job.optimizer,
      this.goes(job),
      job.learned ? job.meta_updates : 1,
    );
    return {
      job,
      handle,
      shown: true,
      progress: {
        phase: job.learned ? 'training' : 'tuning',
        done: 0,
        total: Math.max(1, job.meta_updates),
        skipped: 0,
      },
      losses: new LossCurve(curveWidth(job)),
      tempo: new Tempo(() => performance.now()),
      trajectory: null,
      summary: null,
      failure: null,
      adopt: new Latest((link, id) => this.workers.adopt(handle, id, link)),
    };
  }
}

/** The first unroll of a run has a far larger loss than the last: a curve is smooth only over whole runs. */
function curveWidth(job: Job): number {
  return job.meta_updates >= FEW_RUNS * job.updates_per_run ? job.updates_per_run : 1;
}
