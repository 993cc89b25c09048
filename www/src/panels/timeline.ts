import { el, freshId, setText } from '../dom';
import { quantity } from '../format';
import type { Frames } from '../state/frames';
import type { Runs } from '../state/runs';

/** Goes back in the training: the learned optimizers as they were after so many meta-updates. */
export function timelinePanel(root: HTMLElement, runs: Runs, frames: Frames): void {
  const id = freshId('timeline');
  const slider = el('input', { id, type: 'range', min: 0, max: 0, step: 1 });
  const shown = el('span', { class: 'moment' });
  slider.title =
    'The learned optimizers as they were earlier in their training: at moments that are the further apart the later they are';
  let moments: readonly number[] = [];

  slider.addEventListener('input', () => {
    // The last place of the slider is now, whenever that is.
    runs.look(moments[Number(slider.value)] ?? null);
  });
  const refresh = () => {
    moments = momentsOf(runs);
    const { moment } = runs;
    const place = moment === null ? moments.length : moments.findLastIndex((time) => time <= moment);
    slider.max = String(moments.length);
    slider.value = String(place);
    slider.disabled = moments.length === 0;
    const text = moment === null ? 'as it is now' : `after ${quantity(moments[place] ?? 0, 'meta-update')}`;
    slider.setAttribute('aria-valuetext', text);
    setText(shown, text);
  };
  root.append(el('label', { for: id }, 'Rewind training'), slider, shown);
  runs.changed.on(frames.asNews(refresh));
  runs.rearranged.on(refresh);
  refresh();
}

/** All times at which some learned optimizer was kept, ascending. */
export function momentsOf(runs: Pick<Runs, 'learned'>): number[] {
  const all = new Set(runs.learned.flatMap((run) => Array.from(run.moments)));
  return [...all].sort((a, b) => a - b);
}
