import type { Runs } from './runs';

/** How often news is drawn, in milliseconds: nobody reads numbers faster. */
const PACE = 300;
/** What is drawn of news rests so many times as long as its frame took: a slow machine has other things to do, too. */
const REST = 6;
/** A frame that took longer, in milliseconds, leaves no room for more in the next: what takes turns gets frames of its own. */
const LONG = 24;
/** After so many frames at the latest in which only what must move smoothly was drawn. */
const MOVES = 3;

/** The browser, as far as drawing needs it. */
export type Browser = {
  /** In milliseconds. */
  now(): number;
  nextFrame(callback: () => void): void;
  /** Calls back when the frame that is being made has been painted. */
  painted(callback: () => void): void;
  later(callback: () => void, milliseconds: number): void;
};

type Work = () => void;

/**
 * Spreads drawing over frames: of all that asked to be drawn anew, one per frame gets its turn, so that no frame is long. What
 * must move smoothly is drawn in every frame that it asks for, but on a slow machine, where it skips one now and then for what
 * takes turns; news of work under way comes at a pace of its own.
 */
export class Frames {
  private readonly smooth = new Set<Work>();
  private readonly waiting = new Set<Work>();
  /** News, and how often each may be drawn. */
  private readonly news = new Map<Work, number>();
  /** When each was last drawn, and how long its frame took. */
  private readonly drawn = new Map<Work, { time: number; took: number }>();
  /** How long the last frame took, and how many in a row had no room for what takes turns. */
  private took = 0;
  private moves = 0;
  private armed = false;
  private alarm = Number.POSITIVE_INFINITY;

  constructor(
    private readonly browser: Browser,
    /** Where frames are long, before one in which something must move. News can wait: work goes on as fast as it can. */
    private readonly makeRoom: () => void = () => {},
  ) {}

  /** A function that asks for `work` at a coming frame, however often it is called before. */
  inTurn(work: Work): () => void {
    return () => {
      this.waiting.add(work);
      this.arm();
    };
  }

  /** As in turn, but in every frame for which it is asked. */
  smoothly(work: Work): () => void {
    return () => {
      if (!this.smooth.has(work) && this.took > LONG) this.makeRoom();
      this.smooth.add(work);
      this.arm();
    };
  }

  /** As in turn, but not sooner than `pace` milliseconds after `work` was drawn for whatever reason. */
  asNews(work: Work, pace = PACE): () => void {
    return () => {
      this.news.set(work, pace);
      this.plan();
    };
  }

  private arm(): void {
    if (this.armed) return;
    this.armed = true;
    this.browser.nextFrame(() => {
      this.armed = false;
      this.frame();
    });
  }

  private frame(): void {
    const start = this.browser.now();
    const due = [...this.news].filter(([work, pace]) => this.dueAt(work, pace) <= start);
    const next = [...this.waiting, ...due.map(([work]) => work)].find((work) => !this.smooth.has(work));
    const now = this.chosen(next);
    for (const work of now) {
      this.smooth.delete(work);
      this.waiting.delete(work);
      this.news.delete(work);
      this.drawn.set(work, { time: start, took: 0 });
    }
    this.plan();
    for (const work of now) work();
    this.browser.painted(() => {
      this.took = this.browser.now() - start;
      for (const work of now) this.drawn.set(work, { time: start, took: this.took });
    });
  }

  /** What is drawn in this frame, where `next` has its turn. */
  private chosen(next: Work | undefined): Work[] {
    const moving = [...this.smooth];
    if (!next) return moving;
    if (moving.length === 0 || this.took <= LONG) return [...moving, next];
    this.moves = (this.moves + 1) % (MOVES + 1);
    return this.moves === 0 ? [next] : moving;
  }

  private dueAt(work: Work, pace: number): number {
    const last = this.drawn.get(work);
    return last ? last.time + Math.max(pace, REST * last.took) : 0;
  }

  /** Asks for a frame if something waits for it, or wakes up when news may be drawn. */
  private plan(): void {
    if (this.smooth.size + this.waiting.size > 0) this.arm();
    const now = this.browser.now();
    const times = [...this.news].map(([work, pace]) => this.dueAt(work, pace));
    const first = Math.min(...times);
    if (first <= now) this.arm();
    else if (first < this.alarm) {
      this.alarm = first;
      this.browser.later(() => {
        this.alarm = Number.POSITIVE_INFINITY;
        this.plan();
      }, first - now);
    }
  }
}

/**
 * Draws `work` when runs come, go or are halted, and what is new of those under way at the pace of news. What was still on its way
 * when they were halted is the last for long: it does not wait.
 */
export function drawNews(
  runs: Pick<Runs, 'changed' | 'rearranged' | 'underWay'>,
  frames: Frames,
  work: Work,
  pace?: number,
): void {
  const [soon, later] = [frames.inTurn(work), frames.asNews(work, pace)];
  runs.changed.on(() => (runs.underWay ? later() : soon()));
  runs.rearranged.on(soon);
}

export function theBrowser(): Browser {
  return {
    now: () => performance.now(),
    nextFrame: (callback) => requestAnimationFrame(callback),
    painted(callback) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = callback;
      port2.postMessage(null);
    },
    later: (callback, milliseconds) => setTimeout(callback, milliseconds),
  };
}
