import { el, setText } from '../dom';
import type { Experiment } from '../state/experiment';
import type { Frames } from '../state/frames';
import type { Runs } from '../state/runs';
import { shareDone, status } from './status';
import { trainButton } from './train-button';

/** A bar that grows is looked at, in milliseconds. */
const PACE = 100;

/** Train, pause, reset, new seed; how far the training is, and how long it still takes. */
export function transportPanel(root: HTMLElement, experiment: Experiment, runs: Runs, frames: Frames): void {
  const train = trainButton(runs);
  const reset = el(
    'button',
    { type: 'button', title: 'Forget what was learned. The same seed trains to the same bits again.' },
    'Reset',
  );
  const reseed = el('button', { type: 'button', title: 'Draw another seed, and train again.' }, 'New seed');
  const bar = el('progress', { max: 1, value: 0, 'aria-label': 'Training' });
  const line = el('p', { class: 'status' });
  reset.addEventListener('click', () => runs.reset(false));
  reseed.addEventListener('click', () => {
    experiment.reseed();
    if (!runs.going) runs.go(true);
  });
  const refresh = () => {
    train.refresh();
    bar.value = shareDone(runs.shown);
    setText(line, status(runs));
  };
  root.append(train.element, reset, reseed, el('div', { class: 'progress' }, bar, line));
  const news = frames.asNews(refresh, PACE);
  // Whoever pressed a button gets an answer at once, and how far it came by then.
  runs.changed.on(() => (runs.underWay ? news() : refresh()));
  runs.rearranged.on(refresh);
  refresh();
}
