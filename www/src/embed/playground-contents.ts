import type { Started } from '../engine/shared';
import { sentencePlace } from '../panels/sentence';
import { shareDone } from '../panels/status';
import type { Place } from '../playground/place';
import { Playground } from '../playground/playground';
import skeleton from '../playground/skeleton.html?raw';
import type { Run } from '../state/runs';
import { trustedMarkup } from '../trusted';
import type { Contents, Result, Tell } from './api';
import { bar } from './bar';
import { figureOf, linkProblem } from './links';

/** The playground of the page, in an embed. */
export class PlaygroundContents implements Contents {
  private readonly playground: Playground;
  /** Those that stopped, which is told once. */
  private readonly stopped = new WeakSet<Run>();
  private finished = false;

  constructor(
    frame: HTMLElement,
    private readonly place: Place,
    private readonly started: Started,
    link: string,
    going: boolean,
    private readonly tell: Tell,
  ) {
    frame.innerHTML = trustedMarkup(skeleton);
    const { element, refresh } = bar(place);
    frame.append(element);
    this.playground = new Playground(
      place,
      sentencePlace(place.byId('headline')),
      started,
      link || place.start,
      going,
    );
    const { experiment, runs, playback, refused } = this.playground;
    refresh(experiment.link);
    experiment.changed.on(() => refresh(experiment.link));
    for (const signal of [runs.changed, runs.rearranged]) signal.on(() => this.hear());
    playback.changed.on(() => tell.progress());
    refused.on((message) => tell.problem({ kind: 'start', message, fields: [] }));
    experiment.complaints.on(() => this.complain());
    frame.addEventListener('click', (event) => this.follow(event), { signal: place.ended });
    this.complain();
  }

  load(link: string): boolean {
    if (figureOf(this.started.engine, link) !== null) return false;
    this.playground.experiment.load(link || this.place.start);
    return true;
  }

  get link(): string {
    return `#${this.playground.experiment.link}`;
  }

  get steps(): number {
    return this.playground.playback.length;
  }

  get step(): number {
    return this.playground.playback.step;
  }

  set step(step: number) {
    this.playground.playback.seek(step);
  }

  get metaProgress(): number {
    const { runs } = this.playground;
    if (runs.moment !== null) return runs.moment / this.mostUpdates;
    const learned = runs.learned.filter((run) => !run.imported);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    const all = sum(learned.map((run) => run.job.meta_updates));
    const done = learned.map(({ job, progress }) =>
      progress.phase === 'training' ? progress.done : job.meta_updates,
    );
    return all === 0 ? 1 : sum(done) / all;
  }

  set metaProgress(share: number) {
    this.playground.runs.look(share === 1 ? null : Math.floor(share * this.mostUpdates));
  }

  get progress(): number {
    return shareDone(this.playground.runs.shown);
  }

  get result(): Result | null {
    const { runs } = this.playground;
    const optimizers = runs.shown.flatMap(({ job, summary }) =>
      summary ? [{ ...summary, label: job.label }] : [],
    );
    if (optimizers.length === 0 || optimizers.length < runs.shown.length) return null;
    return { link: this.link, fingerprint: runs.fingerprint(), optimizers };
  }

  run(): void {
    this.playground.runs.go(true);
  }

  pause(): void {
    this.playground.runs.go(false);
  }

  reset(): void {
    this.playground.runs.reset(false);
  }

  end(): void {
    this.playground.end();
  }

  private get mostUpdates(): number {
    return Math.max(1, ...this.playground.runs.learned.map(({ job }) => job.meta_updates));
  }

  private hear(): void {
    const { runs } = this.playground;
    this.tell.progress();
    for (const run of runs.shown) {
      if (run.failure === null || this.stopped.has(run)) continue;
      this.stopped.add(run);
      this.tell.problem({ kind: 'run', message: `${run.job.label} stopped: ${run.failure}.`, fields: [] });
    }
    const { result } = this;
    if (result && !this.finished) this.tell.done(result);
    this.finished = result !== null;
  }

  private complain(): void {
    const { problems } = this.playground.experiment;
    if (problems.length > 0) this.tell.problem(linkProblem(problems));
  }

  /** The experiments to try are links of the page; here they do not lead the page around the embed elsewhere. */
  private follow(event: MouseEvent): void {
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    const link = anchor?.getAttribute('href') ?? '';
    if (!link.startsWith('#')) return;
    event.preventDefault();
    this.playground.experiment.load(link || this.place.start);
  }
}
