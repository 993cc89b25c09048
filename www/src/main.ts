import './styles/page.css';
import { byId } from './dom';
import { type Engine, startEngine } from './engine/engine';
import { EngineError, hasSimd, loadEngine } from './engine/load';
import { Pool } from './engine/pool';
import { curveChoice, lossChart, valueChart } from './panels/charts';
import { headlinePanel } from './panels/headline';
import { LandscapePanel } from './panels/landscape';
import { optimizerPanel } from './panels/optimizers';
import { playbackPanel } from './panels/playback';
import { problemsPanel } from './panels/problems';
import { resultsPanel } from './panels/results';
import { sentencePlace } from './panels/sentence';
import { settingsPanel } from './panels/settings';
import { shareButton } from './panels/share';
import { taskPanel } from './panels/task';
import { transportPanel } from './panels/transport';
import { Experiment } from './state/experiment';
import { Frames } from './state/frames';
import { addressBar, LinkHistory } from './state/history';
import { Playback } from './state/playback';
import { Runs } from './state/runs';

const say = sentencePlace(byId('headline'));

async function start(): Promise<void> {
  say(['Loading the engine …']);
  const module = await loadEngine(new URL('./engine/pkg/l2o_playground_bg.wasm', import.meta.url), {
    simd: hasSimd(),
    protocol: window.location.protocol,
    fetch: (url) => fetch(url),
  });
  const engine = await startEngine(module);
  const experiment = new Experiment(engine, window.location.hash);
  keepAddress(experiment);
  const runs: Runs = new Runs(engine, new Pool(module, (report) => runs.hear(report)), experiment, true);
  compose(engine, experiment, runs);
}

/** The fragment of the address is the state of the page: written when it changes, read when the visitor goes back. */
function keepAddress(experiment: Experiment): void {
  const history = new LinkHistory(addressBar(window));
  experiment.changed.on(({ manner }) => {
    if (manner !== 'history') history.write(experiment.link, manner === 'discrete');
  });
  const follow = () => {
    history.forget();
    experiment.load(window.location.hash);
  };
  window.addEventListener('popstate', follow);
  window.addEventListener('hashchange', follow);
  window.addEventListener('pagehide', () => history.flush());
}

function compose(engine: Engine, experiment: Experiment, runs: Runs): void {
  const fields = engine.describe();
  const playback = new Playback(Number(experiment.value('eval_steps')));
  const frames = new Frames((callback) => requestAnimationFrame(callback));
  problemsPanel(byId('problems'), experiment, byId('playground'));
  transportPanel(byId('transport'), experiment, runs);
  headlinePanel(say, experiment, runs);
  taskPanel(byId('task'), engine, experiment, fields);
  optimizerPanel(byId('optimizers'), experiment, fields);
  new LandscapePanel(byId('landscape'), engine, experiment, runs, playback, fields, frames);
  playbackPanel(byId('playback'), experiment, playback, fields);
  valueChart(byId('value-chart'), experiment, runs, playback, fields, frames);
  curveChoice(byId('curve') as HTMLSelectElement, experiment, fields);
  lossChart(byId('loss-chart'), experiment, runs, fields, frames);
  resultsPanel(byId('results'), experiment, runs, playback, frames);
  settingsPanel(byId('settings'), experiment, fields);
  shareButton(byId('copy-link') as HTMLButtonElement, experiment);
  animate(playback);
  raceOnce(runs, playback);
  document.documentElement.dataset.ready = 'true';
}

/** Frames are asked for only while something moves. */
function animate(playback: Playback): void {
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
function raceOnce(runs: Runs, playback: Playback): void {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const stop = runs.changed.on(() => {
    if (!runs.finished) return;
    stop();
    if (playback.step === playback.length) playback.play();
  });
}

start().catch((error: unknown) => {
  say(['The playground does not run here; what it is about stands below.']);
  const problem = byId('problems');
  problem.hidden = false;
  problem.textContent =
    error instanceof EngineError ? error.message : `The playground could not start: ${String(error)}`;
  document.documentElement.dataset.ready = 'failed';
  if (!(error instanceof EngineError)) throw error;
});
