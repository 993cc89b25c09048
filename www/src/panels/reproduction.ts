import { el, setText } from '../dom';
import type { Experiment } from '../state/experiment';
import { drawNews, type Frames } from '../state/frames';
import type { Runs } from '../state/runs';

const WAITING =
  'This link has the fingerprint of its sender’s run. It is compared once all runs here are finished.';

/** Whether this run is the one that the link promises, announced once when it is known; nothing where it promises none. */
export function reproductionPanel(
  root: HTMLElement,
  experiment: Experiment,
  runs: Runs,
  frames: Frames,
): void {
  const note = el('p', { class: 'reproduction', id: 'reproduction', role: 'status' });
  root.append(note);
  const refresh = () => {
    const told = experiment.promised ? runs.comparison() : null;
    note.dataset.kind = told?.kind ?? 'waiting';
    note.hidden = !experiment.promised || runs.imported.length > 0;
    setText(note, note.hidden ? '' : (told?.sentence ?? WAITING));
  };
  drawNews(runs, frames, refresh);
  experiment.changed.on(frames.inTurn(refresh));
  refresh();
}
