import type { Engine } from '../engine/engine';
import { Pool } from '../engine/pool';
import { type Started, wholeEngine } from '../engine/shared';
import { curveChoice, lossChart, valueChart } from '../panels/charts';
import { exportMenu } from '../panels/export-menu';
import { headlinePanel } from '../panels/headline';
import { LandscapePanel } from '../panels/landscape';
import { optimizerPanel } from '../panels/optimizers';
import { playbackPanel } from '../panels/playback';
import { problemsPanel } from '../panels/problems';
import { reproductionPanel } from '../panels/reproduction';
import { resultsPanel } from '../panels/results';
import type { Part } from '../panels/sentence';
import { embedButton, linkButton } from '../panels/share';
import { taskPanel } from '../panels/task';
import { timelinePanel } from '../panels/timeline';
import { transportPanel } from '../panels/transport';
import { Experiment } from '../state/experiment';
import { Frames, theBrowser } from '../state/frames';
import { Playback } from '../state/playback';
import { Runs } from '../state/runs';
import { whileInSight } from '../state/sight';
import { Signal } from '../state/signal';
import type { Place } from './place';

/** One experiment with all of its panels, in the elements that skeleton.html describes. The page has one, and so has every embed. */
export class Playground {
  readonly experiment: Experiment;
  readonly runs: Runs;
  readonly playback: Playback;
  /** After it turned out that no worker can start here; nothing will ever be trained. */
  readonly refused = new Signal<string>();
  private readonly pool: Pool;

  /** `say` writes the headline; `going`: whether it trains by itself. */
  constructor(
    private readonly place: Place,
    say: (parts: readonly Part[]) => void,
    { engine, parts }: Started,
    link: string,
    going: boolean,
  ) {
    this.experiment = new Experiment(engine, link);
    const usual = link === place.start;
    if (!usual) wholeEngine().catch(() => {}); // the workers will say so, and mean their own
    this.pool = new Pool(
      parts,
      (news) => this.runs.hear(news),
      (why) => this.refused.emit(why),
      usual ? this.experiment.link : null,
    );
    this.runs = new Runs(engine, this.pool, this.experiment, going);
    this.playback = new Playback(Number(this.experiment.value('eval_steps')));
    whileInSight(place.byId('playground'), (inSight) => this.runs.watch(inSight), place.ended);
    this.compose(engine, say);
    this.animate();
    this.raceOnce();
  }

  /** The first time that all optimizers are trained and evaluated. */
  onceFinished(act: () => void): void {
    const stop = this.runs.changed.on(() => {
      if (!this.runs.finished) return;
      stop();
      act();
    });
  }

  /** Ends its workers, and all listening to what outlives it. */
  end(): void {
    this.playback.pause();
    this.pool.end();
    this.place.end();
  }

  private compose(engine: Engine, say: (parts: readonly Part[]) => void): void {
    const { place, experiment, runs, playback } = this;
    const part = (id: string) => place.byId(id);
    const fields = engine.describe();
    const frames = new Frames(theBrowser(), () => this.pool.makeRoom());
    problemsPanel(part('problems'), experiment, part('playground'));
    transportPanel(part('transport'), experiment, runs, frames);
    headlinePanel(say, experiment, runs, fields);
    taskPanel(part('task'), engine, experiment, fields);
    optimizerPanel(part('optimizers'), experiment, fields);
    const map = part('landscape');
    const landscape = new LandscapePanel(map, place, engine, experiment, runs, playback, fields, frames);
    playbackPanel(part('playback'), experiment, playback, fields);
    timelinePanel(part('timeline'), runs, frames);
    valueChart(part('value-chart'), place, experiment, runs, playback, fields, frames);
    curveChoice(part('curve') as HTMLSelectElement, part('curve-start'), experiment, fields);
    lossChart(part('loss-chart'), place, experiment, runs, fields, frames);
    resultsPanel(part('results'), experiment, runs, playback, frames);
    reproductionPanel(part('results'), experiment, runs, frames);
    onceOpen(part('duels') as HTMLDetailsElement, async () => {
      const { duelsPanel } = await import('../panels/duels');
      duelsPanel(part('duels'), engine, runs, frames);
    });
    onceOpen(part('more-settings') as HTMLDetailsElement, async () => {
      const { settingsPanel } = await import('../panels/settings');
      settingsPanel(part('settings'), experiment, fields);
    });
    linkButton(part('copy-link') as HTMLButtonElement, place, () => runs.link());
    embedButton(part('copy-embed') as HTMLButtonElement, place, experiment);
    exportMenu(part('export') as HTMLDetailsElement, place, async (close) => {
      const { menuItems } = await import('../export/menu');
      return menuItems({ place, engine, experiment, runs, playback, landscape }, close);
    });
  }

  /** Frames are asked for only while something moves. */
  private animate(): void {
    const { playback } = this;
    let last: number | null = null;
    const frame = (now: number) => {
      const elapsed = now - (last ?? now);
      last = now;
      playback.advance(elapsed);
      if (playback.playing) requestAnimationFrame(frame);
      else last = null;
    };
    playback.changed.on(() => {
      if (!playback.playing || last !== null) return;
      last = performance.now();
      requestAnimationFrame(frame);
    });
  }

  /** When the first training is done, the optimizers race once from the start; whoever wants no motion is spared it. */
  private raceOnce(): void {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.onceFinished(() => {
      if (this.playback.step === this.playback.length) this.playback.play();
    });
  }
}

/** What is folded away is made when it is first unfolded. */
function onceOpen(details: HTMLDetailsElement, make: () => Promise<void>): void {
  const fill = () => {
    make().catch(() => onceOpen(details, make)); // unfolded again, it tries again
  };
  details.addEventListener('toggle', fill, { once: true });
}
