import type { Holdings, News, Parts, Report, Request, View } from './protocol';
import { REFUSED, startWorker } from './start-worker';
import type { Tensor } from './types';

/** Milliseconds from one look at the workers to the next. */
const BEAT = 3000;
/** A worker that leaves so many looks in a row without an answer is dead: browsers do not say so. A step takes a second at most. */
const PATIENCE = 4;
/** How long a worker rests where the page is short of time, in milliseconds. */
const REST = 150;

/** Somebody waits for what a run has. */
type Waiting = { run: number; resolve(holdings: Holdings): void; reject(error: Error): void };
type Member = {
  worker: Worker;
  load: Map<number, number>;
  /** Whether it was ever heard of, but that it could not start. */
  started: boolean;
  /** Looks at it since it was last heard of. */
  silent: number;
};

/** Workers that share the first part of one compiled engine. Each run lives in one of them. */
export class Pool {
  private readonly members: Member[] = [];
  private readonly home = new Map<number, Member>();
  private runs = 0;
  private readonly waiting = new Map<number, Waiting>();
  private questions = 0;
  /** Whether any worker ever told anything but that it could not start. */
  private works = false;
  private readonly pulse: ReturnType<typeof setInterval>;
  private beat = performance.now();

  constructor(
    private readonly parts: Parts,
    private readonly hear: (report: News) => void,
    /** Told why, when no worker, or the engine in none, can even start. */
    private readonly refuse: (why: string) => void,
    /** The link whose training needs the first part of the engine only. */
    private readonly usual: string | null = null,
    /** At most as many workers; hired when there is a run for each. */
    private readonly size = navigator.hardwareConcurrency || 1,
  ) {
    this.pulse = setInterval(() => this.look(), BEAT);
  }

  /** Opens a run where the least is to be done; `cost` compares runs with each other. With weights nothing is trained. */
  open(
    link: string,
    optimizer: string,
    going: boolean,
    cost: number,
    weights: readonly Tensor[] | null = null,
  ): number {
    this.runs += 1;
    const run = this.runs;
    const member = this.idlest();
    member.load.set(run, cost);
    this.home.set(run, member);
    const whole = link !== this.usual || weights !== null;
    this.ask(run, { type: 'open', run, link, optimizer, going, whole, weights });
    return run;
  }

  /** Lets a run go on, or halts it. */
  go(run: number, going: boolean): void {
    this.ask(run, { type: 'go', run, going });
  }

  /** Lets a run show another experiment of which it is a part too, or another time of its training. */
  adopt(run: number, id: number, view: View): void {
    this.ask(run, { type: 'adopt', run, id, view });
  }

  /** All that a run has. */
  give(run: number): Promise<Holdings> {
    this.questions += 1;
    const id = this.questions;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { run, resolve, reject });
      this.ask(run, { type: 'give', run, id });
    });
  }

  /** The page is short of time for a frame in which something moves: where every processor has a worker, one of them rests for a moment. */
  makeRoom(): void {
    const full = this.size > 1 && this.members.length === this.size;
    const last = full ? this.members.at(-1) : undefined;
    last?.worker.postMessage({ type: 'rest', milliseconds: REST } satisfies Request);
  }

  close(run: number): void {
    this.ask(run, { type: 'close', run });
    this.disappoint(run, 'it was closed');
    this.home.get(run)?.load.delete(run);
    this.home.delete(run);
  }

  /** Ends all workers, and whatever they were doing. */
  end(): void {
    clearInterval(this.pulse);
    for (const run of [...this.home.keys()]) this.close(run);
    for (const { worker } of this.members.splice(0)) worker.terminate();
  }

  private receive(report: Exclude<Report, { type: 'died' | 'pong' }>): void {
    if (report.type !== 'given') {
      if (report.type === 'failed') {
        if (report.run === null) this.refuseUnlessAnyWorks(report.message);
        else this.disappoint(report.run, report.message);
      }
      this.hear(report);
      return;
    }
    this.waiting.get(report.id)?.resolve(report);
    this.waiting.delete(report.id);
  }

  /** Nobody waits for ever for a run that is no more. */
  private disappoint(run: number, why: string): void {
    for (const [id, waiting] of this.waiting) {
      if (waiting.run !== run) continue;
      waiting.reject(new Error(why));
      this.waiting.delete(id);
    }
  }

  private refuseUnlessAnyWorks(why: string): void {
    if (!this.works) this.refuse(why);
  }

  private ask(run: number, request: Request): void {
    this.home.get(run)?.worker.postMessage(request);
  }

  private idlest(): Member {
    const weight = (member: Member) => [...member.load.values()].reduce((sum, cost) => sum + cost, 0);
    const free = this.members.find((member) => member.load.size === 0);
    if (free) return free;
    if (this.members.length < this.size) return this.hire();
    return this.members.reduce((best, member) => (weight(member) < weight(best) ? member : best));
  }

  private hire(): Member {
    const worker = startWorker();
    const member: Member = { worker, load: new Map(), started: false, silent: 0 };
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      member.silent = 0;
      member.started ||= data.type !== 'failed' || data.run !== null;
      this.works ||= member.started;
      if (data.type === 'died') this.bury(member, data.message);
      else if (data.type !== 'pong') this.receive(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (member.started) this.bury(member, event.message);
      else this.dismiss(member, event.message);
    };
    worker.postMessage({ type: 'start', parts: this.parts } satisfies Request);
    this.members.push(member);
    return member;
  }

  /** Takes a worker out that could not start: all of its runs have failed. */
  private dismiss(member: Member, why: string): void {
    if (!this.takeOut(member)) return;
    const message = why || 'its worker could not start';
    if (!why) this.refuseUnlessAnyWorks(REFUSED);
    for (const run of member.load.keys()) this.receive({ type: 'failed', run, message });
  }

  /** Takes a worker out that died at work: whoever wants its runs has to open them again. */
  private bury(member: Member, message: string): void {
    if (!this.takeOut(member)) return;
    for (const run of member.load.keys()) {
      this.disappoint(run, message);
      this.hear({ type: 'lost', run, message });
    }
  }

  private takeOut(member: Member): boolean {
    const index = this.members.indexOf(member);
    if (index < 0) return false;
    this.members.splice(index, 1);
    member.worker.terminate();
    return true;
  }

  /** Asks every worker for a sign of life. After a long sleep of the whole page none is expected yet. */
  private look(): void {
    const now = performance.now();
    const slept = now - this.beat > 2 * BEAT;
    this.beat = now;
    // Until it has started it may be on a slow way here.
    for (const member of this.members.filter(({ started }) => started)) {
      member.silent = slept ? 1 : member.silent + 1;
      if (member.silent > PATIENCE) this.bury(member, 'it gave no sign of life');
      else member.worker.postMessage({ type: 'ping' } satisfies Request);
    }
  }
}
