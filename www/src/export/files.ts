import type { Engine } from '../engine/engine';
import type { LandscapePanel } from '../panels/landscape';
import type { Place } from '../playground/place';
import type { Experiment } from '../state/experiment';
import type { Playback } from '../state/playback';
import type { Runs } from '../state/runs';
import { curvesCsv, trajectoriesCsv } from './csv';
import type { Texts } from './figure';
import { png, svgText } from './image';
import type { Origin } from './origin';
import { encode } from './safetensors';

/** What the page shows, for whoever makes files of it. */
export type Shown = {
  place: Place;
  engine: Engine;
  experiment: Experiment;
  runs: Runs;
  playback: Playback;
  landscape: LandscapePanel;
};

/** A kind of file. */
export type Kind = {
  label: string;
  /** Under which it is saved. */
  name: string;
  /** Whether it is about learned optimizers alone. */
  learned: boolean;
  make(shown: Shown): Promise<Blob>;
};

export const KINDS: readonly Kind[] = [
  { label: 'Trajectories (CSV)', name: 'l2o-trajectories.csv', learned: false, make: trajectories },
  { label: 'Curves (CSV)', name: 'l2o-curves.csv', learned: false, make: curves },
  {
    ...{ label: 'Picture (PNG)', name: 'l2o-picture.png', learned: false },
    make: (shown) => png(shown.landscape.drawing(), textsOf(shown)),
  },
  {
    ...{ label: 'Picture (SVG)', name: 'l2o-picture.svg', learned: false },
    make: async (shown) => text(await svgText(shown.landscape.drawing(), textsOf(shown)), 'image/svg+xml'),
  },
  { label: 'Weights (safetensors)', name: 'l2o-weights.safetensors', learned: true, make: weights },
];

async function trajectories(shown: Shown): Promise<Blob> {
  const walks = shown.runs.shown.flatMap(({ job, trajectory }) =>
    trajectory && trajectory.x.length > 0 ? [{ optimizer: job.optimizer, trajectory }] : [],
  );
  return text(trajectoriesCsv(originOf(shown), walks), 'text/csv');
}

async function curves(shown: Shown): Promise<Blob> {
  const { runs } = shown;
  const courses = await Promise.all(
    runs.shown.map(async (run) => ({
      optimizer: run.job.optimizer,
      losses: run.job.learned ? (await runs.holdings(run)).losses : [],
      summary: run.summary,
    })),
  );
  return text(curvesCsv(originOf(shown), courses), 'text/csv');
}

async function weights(shown: Shown): Promise<Blob> {
  const { runs } = shown;
  const learned = runs.learned;
  const tensors = await Promise.all(learned.map(async (run) => (await runs.holdings(run)).weights));
  const { link, version, moment } = originOf(shown);
  const about = { link, version, optimizers: learned.map((run) => run.job.optimizer).join() };
  const file = encode(tensors.flat(), moment === null ? about : { ...about, 'meta-updates': String(moment) });
  return new Blob([file], { type: 'application/octet-stream' });
}

function originOf({ place, engine, experiment, runs }: Shown): Origin {
  return {
    link: place.addressOf(experiment.link),
    version: engine.version(),
    fingerprint: runs.fingerprint(),
    imported: runs.imported.map((run) => run.job.optimizer),
    moment: runs.moment,
  };
}

function textsOf({ place, engine, experiment, runs, playback }: Shown): Texts {
  const { formula } = engine.scene(experiment.link);
  return {
    names: runs.shown.map(({ job }) => ({ optimizer: job.optimizer, label: job.label })),
    caption: `${formula} · step ${playback.step} of ${playback.length}`,
    link: place.addressOf(experiment.link),
  };
}

function text(content: string, type: string): Blob {
  return new Blob([content], { type: `${type};charset=utf-8` });
}
