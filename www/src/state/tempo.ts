/** Milliseconds of counting after which a measurement counts 1/e of what it did. Counts come in bursts: each weighs as it lasted. */
const MEMORY = 2000;
/** Milliseconds after which a forecast is worth its name: the first moments are those of a cold start. */
const PATIENCE = 1000;

/** How fast a count grows, and how long it still takes to reach a goal. */
export class Tempo {
  private last: { count: number; time: number } | null = null;
  /** What was counted and how long it took, both fading. */
  private counted = 0;
  private took = 0;
  /** Milliseconds of counting in all. */
  private measured = 0;

  constructor(
    private readonly now: () => number,
    private readonly patience = PATIENCE,
  ) {}

  /** Time that passes until the next count is not counted: work was halted. */
  restart(): void {
    this.last = null;
  }

  /** The count now; null where nothing is counted. */
  reached(count: number | null): void {
    if (count !== null && count === this.last?.count) return;
    const time = this.now();
    if (count !== null && this.last && time > this.last.time && count > this.last.count) {
      const passed = time - this.last.time;
      const kept = Math.exp(-passed / MEMORY);
      this.counted = kept * this.counted + count - this.last.count;
      this.took = kept * this.took + passed;
      this.measured += passed;
    }
    this.last = count === null ? null : { count, time };
  }

  /** Counts per second; null while nothing is known. */
  get rate(): number | null {
    return this.took === 0 || this.measured < this.patience ? null : (1000 * this.counted) / this.took;
  }

  /** Milliseconds until `left` more are counted; null while nothing is known. */
  remaining(left: number): number | null {
    const { rate } = this;
    return rate === null ? null : (1000 * left) / rate;
  }
}
