import { el, setText } from '../dom';
import type { FieldDescription } from '../engine/types';
import type { Experiment } from '../state/experiment';
import type { Playback } from '../state/playback';

const SPEEDS = ['5', '10', '20', '50', '100'];

/** Replays the trajectories step by step. */
export function playbackPanel(
  root: HTMLElement,
  experiment: Experiment,
  playback: Playback,
  fields: readonly FieldDescription[],
): void {
  const play = el('button', { type: 'button', class: 'round', 'aria-label': 'Replay the trajectories' });
  const slider = el('input', { type: 'range', min: 0, step: 1, 'aria-label': 'Step shown' });
  const shown = el('span', { class: 'step' });
  const help = fields.find((field) => field.key === 'speed')?.help ?? '';
  const speed = el('select', { 'aria-label': 'Steps per second', title: help });
  play.addEventListener('click', () => (playback.playing ? playback.pause() : playback.play()));
  slider.addEventListener('input', () => playback.seek(Number(slider.value)));
  speed.addEventListener('change', () => experiment.set('speed', speed.value));

  const refreshSpeed = () => {
    const now = experiment.value('speed');
    const offered = SPEEDS.includes(now) ? SPEEDS : [...SPEEDS, now].sort((a, b) => Number(a) - Number(b));
    speed.replaceChildren(...offered.map((value) => el('option', { value }, `${value} steps/s`)));
    speed.value = now;
    playback.speed = Number(now);
    playback.resize(Number(experiment.value('eval_steps')));
  };
  const refresh = () => {
    slider.max = String(playback.length);
    slider.value = String(playback.step);
    slider.setAttribute('aria-valuetext', `step ${playback.step} of ${playback.length}`);
    setText(shown, `Step ${playback.step} of ${playback.length}`);
    play.dataset.icon = playback.playing ? 'pause' : 'play';
    play.setAttribute('aria-label', playback.playing ? 'Pause the replay' : 'Replay the trajectories');
  };
  root.append(play, shown, slider, speed);
  experiment.changed.on(({ keys }) => {
    if (keys.has('speed') || keys.has('eval_steps')) refreshSpeed();
  });
  playback.changed.on(refresh);
  refreshSpeed();
  refresh();
}
