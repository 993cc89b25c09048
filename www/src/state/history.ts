type Entry = { link: string; push: boolean };

/** What is needed of the browser, so that the timing can be tested without one. */
export type AddressBar = {
  /** Whether the link was written; browsers refuse pages that have written too often. */
  write(link: string, push: boolean): boolean;
  setTimer(callback: () => void, milliseconds: number): number;
  clearTimer(timer: number): void;
  now(): number;
};

/** Between two links, in milliseconds: 86 in 30 s, of which Safari takes 100. Chromium and Firefox take 200 in 10 s. */
const PAUSE = 350;
/** After a refusal, in milliseconds. */
const LONG_PAUSE = 5000;

/**
 * Writes links into the address bar, with pauses: browsers refuse pages that write too often, and what is refused is written
 * later. A discrete change becomes an entry of its own (one for all that come within a pause), and is never lost in the
 * continuous one before it.
 */
export class LinkHistory {
  private readonly queue: Entry[] = [];
  private timer: number | null = null;
  /** When the next link may be written. */
  private next = Number.NEGATIVE_INFINITY;

  constructor(private readonly bar: AddressBar) {}

  write(link: string, push: boolean): void {
    const waiting = this.queue.at(-1);
    if (waiting && (waiting.push || !push)) waiting.link = link;
    else this.queue.push({ link, push });
    this.arm();
  }

  /** Writes what waits now: the page is about to be left. */
  flush(): void {
    const entries = this.queue.splice(0);
    for (const entry of entries) this.bar.write(entry.link, entry.push);
    this.disarm();
  }

  /** Forgets what waits: the visitor went elsewhere in the history. */
  forget(): void {
    this.queue.length = 0;
    this.disarm();
  }

  private arm(): void {
    if (this.timer !== null) return;
    const wait = Math.max(0, this.next - this.bar.now());
    this.timer = this.bar.setTimer(() => this.step(), wait);
  }

  private step(): void {
    this.timer = null;
    const [entry] = this.queue;
    if (!entry) return;
    const written = this.bar.write(entry.link, entry.push);
    if (written) this.queue.shift();
    this.next = this.bar.now() + (written ? PAUSE : LONG_PAUSE);
    if (this.queue.length > 0) this.arm();
  }

  private disarm(): void {
    if (this.timer !== null) this.bar.clearTimer(this.timer);
    this.timer = null;
  }
}

/** The address bar of this window. */
export function addressBar(window: Window): AddressBar {
  return {
    write(link, push) {
      const { pathname, search } = window.location;
      const url = `${pathname}${search}${link === '' ? '' : `#${link}`}`;
      try {
        if (push) window.history.pushState(null, '', url);
        else window.history.replaceState(null, '', url);
        return true;
      } catch (error) {
        if (error instanceof DOMException && error.name === 'SecurityError') return false;
        throw error;
      }
    },
    setTimer: (callback, milliseconds) => window.setTimeout(callback, milliseconds),
    clearTimer: (timer) => window.clearTimeout(timer),
    now: () => performance.now(),
  };
}
