/** How much the newest measurement counts. */
const WEIGHT = 0.2;
/** Milliseconds after which a forecast is worth its name: the first moments are those of a cold start. */
const PATIENCE = 1000;

/** How fast a count grows, and how long it still takes to reach a goal. */
export class Tempo {
  private last: { count: number; time: number } | null = null;
  /** Per millisecond. */
  private speed: number | null = null;
  /** Milliseconds of counting that `speed` rests on. */
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
      const speed = (count - this.last.count) / (time - this.last.time);
      this.measured += time - this.last.time;
      this.speed = this.speed === null ? speed : this.speed + WEIGHT * (speed - this.speed);
    }
    this.last = count === null ? null : { count, time };
  }

  /** Counts per second; null while nothing is known. */
  get rate(): number | null {
    return this.speed === null || this.measured < this.patience ? null : 1000 * this.speed;
  }

  /** Milliseconds until `left` more are counted; null while nothing is known. */
  remaining(left: number): number | null {
    const { rate } = this;
    return rate === null ? null : (1000 * left) / rate;
  }
}
