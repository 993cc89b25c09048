import type { Report, Request, View } from './protocol';

/** More workers than this find no work: an experiment has few optimizers. */
const MOST_WORKERS = 4;

type Member = { worker: Worker; load: Map<number, number> };

/** Workers that share one compiled engine. Each run lives in one of them. */
export class Pool {
  private readonly members: Member[] = [];
  private readonly home = new Map<number, Member>();
  private runs = 0;

  constructor(
    private readonly module: WebAssembly.Module,
    private readonly hear: (report: Report) => void,
    private readonly size = Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency || 1)),
  ) {}

  /** Opens a run where the least is to be done; `cost` compares runs with each other. */
  open(link: string, optimizer: string, going: boolean, cost: number): number {
    this.runs += 1;
    const run = this.runs;
    const member = this.idlest();
    member.load.set(run, cost);
    this.home.set(run, member);
    this.ask(run, { type: 'open', run, link, optimizer, going });
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

  close(run: number): void {
    this.ask(run, { type: 'close', run });
    this.home.get(run)?.load.delete(run);
    this.home.delete(run);
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
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    const member: Member = { worker, load: new Map() };
    worker.onmessage = ({ data }: MessageEvent<Report>) => this.hear(data);
    // A worker that could not start, or died: all of its runs have failed.
    worker.onerror = (event) => {
      event.preventDefault();
      const index = this.members.indexOf(member);
      if (index < 0) return;
      this.members.splice(index, 1);
      worker.terminate();
      const message = event.message || 'its worker could not start';
      for (const run of member.load.keys()) this.hear({ type: 'failed', run, message });
    };
    worker.postMessage({ type: 'start', module: this.module } satisfies Request);
    this.members.push(member);
    return member;
  }
}
