/** The longest curve that is kept: with more points it would show what single tasks are like, not what is learned from all of them. */
const MOST_POINTS = 192;

/** How values are averaged: as they stand on the axis of the chart. */
const AVERAGES = {
  arithmetic: { into: (value: number) => value, back: (mean: number) => mean },
  geometric: { into: Math.log, back: Math.exp },
};

/** A curve of any length in bounded memory: values are averaged in buckets that double in width when they become many. */
export class LossCurve {
  private readonly sums: number[] = [];
  private readonly average: (typeof AVERAGES)[keyof typeof AVERAGES];
  private count = 0;

  /** `width` values are averaged from the start. */
  constructor(
    private width = 1,
    average: keyof typeof AVERAGES = 'arithmetic',
  ) {
    this.average = AVERAGES[average];
  }

  get length(): number {
    return this.count;
  }

  push(values: ArrayLike<number>): void {
    for (let i = 0; i < values.length; i += 1) {
      const bucket = Math.floor(this.count / this.width);
      this.sums[bucket] = (this.sums[bucket] ?? 0) + this.average.into(values[i] ?? 0);
      this.count += 1;
      if (this.count === MOST_POINTS * this.width) this.coarsen();
    }
  }

  /**
   * Number of the last value in each bucket (from 1), and the mean of each bucket. The last bucket, while it is not
   * full, is left out unless it is the only one: its mean would jump about.
   */
  points(): { at: number[]; mean: number[] } {
    const full = this.sums.slice(0, Math.max(1, Math.floor(this.count / this.width)));
    const at = full.map((_, bucket) => Math.min(this.count, (bucket + 1) * this.width));
    const mean = full.map((sum, bucket) =>
      this.average.back(sum / ((at[bucket] ?? 0) - bucket * this.width)),
    );
    return { at, mean };
  }

  private coarsen(): void {
    const half = this.sums.length / 2;
    for (let i = 0; i < half; i += 1) this.sums[i] = (this.sums[2 * i] ?? 0) + (this.sums[2 * i + 1] ?? 0);
    this.sums.length = half;
    this.width *= 2;
  }
}
