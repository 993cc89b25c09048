import type { Engine } from '../engine/engine';

/** f of one optimizer over unseen tasks, at every step, over many seeds. */
export type Course = {
  optimizer: string;
  /** An experiment that it was a part of, with one of the seeds. */
  link: string;
  seeds: number;
  /** Median at the end, and the share of tasks that diverged. */
  final: number;
  diverged: number;
  /** log₁₀ of quartiles and median. */
  q1: number[];
  median: number[];
  q3: number[];
};

/** An estimate with the ends of its interval of 95 %. */
export type Estimate = readonly [estimate: number, low: number, high: number];

/** How one course compares with another on the same tasks. */
export type Contest = {
  /** Places in the list of courses. */
  one: number;
  other: number;
  /** log₁₀ of the ratio of their medians at the end. */
  ratio: Estimate;
  /** Share of the tasks on which the first ends lower. */
  below: Estimate;
};

/** All that was recorded. */
export type Recorded = { courses: Course[]; contests: Contest[] };

/** Finds what was recorded of an optimizer of an experiment, whatever its seed. */
export class Archive {
  private readonly places = new Map<string, number>();
  /** What was found for every link that was asked about: a figure asks at every frame. */
  private readonly found = new Map<string, ReadonlyMap<string, string>>();

  private constructor(
    private readonly engine: Pick<Engine, 'change' | 'plan'>,
    private readonly recorded: Recorded,
  ) {
    recorded.courses.forEach(({ link, optimizer }, index) => {
      const key = this.key(link, optimizer);
      if (key !== undefined && !this.places.has(key)) this.places.set(key, index);
    });
  }

  static async load(engine: Pick<Engine, 'change' | 'plan'>): Promise<Archive> {
    const { default: recorded } = await import('virtual:recorded');
    return new Archive(engine, recorded);
  }

  find(link: string, optimizer: string): Course | null {
    const index = this.place(link, optimizer);
    return index === undefined ? null : (this.recorded.courses[index] ?? null);
  }

  /** How two optimizers, each of an experiment, compare; null if nobody compared them. */
  contest(one: readonly [link: string, optimizer: string], other: readonly [string, string]): Contest | null {
    const [first, second] = [this.place(...one), this.place(...other)];
    return this.recorded.contests.find((each) => each.one === first && each.other === second) ?? null;
  }

  /** The course of another optimizer that one was compared with first, and how they compare. */
  rival(link: string, optimizer: string, other: string): { course: Course; contest: Contest } | null {
    const place = this.place(link, optimizer);
    for (const contest of this.recorded.contests) {
      const course = this.recorded.courses[contest.other];
      if (contest.one === place && course?.optimizer === other) return { course, contest };
    }
    return null;
  }

  private place(link: string, optimizer: string): number | undefined {
    return this.places.get(this.key(link, optimizer) ?? '');
  }

  /** What its training depends on, but for the seed. */
  private key(link: string, optimizer: string): string | undefined {
    let keys = this.found.get(link);
    if (!keys) {
      const jobs = this.engine.plan(this.engine.change(link, 'seed', '1').link);
      keys = new Map(jobs.map((job) => [job.optimizer, `${job.optimizer} ${job.key}`]));
      this.found.set(link, keys);
    }
    return keys.get(optimizer);
  }
}
