import { el, setText } from '../dom';
import type { Runs } from '../state/runs';

/** What the button offers. */
type Act = 'train' | 'continue' | 'pause' | 'again';

const LABELS: Record<Act, string> = {
  train: 'Train',
  continue: 'Continue',
  pause: 'Pause',
  again: 'Train again',
};
const ICONS: Record<Act, string> = { train: 'play', continue: 'play', pause: 'pause', again: 'again' };

/** "Train again" is ignored this long after it took the place of "Pause": the hand was on its way to the other. */
const GRACE = 400;

/** Train, pause, continue, train again: one button, which keeps the promise that it made when it was pressed. */
export function trainButton(runs: Runs): { element: HTMLElement; refresh(): void } {
  const element = el('button', { type: 'button', class: 'primary', id: 'train' });
  let offered = offer(runs);
  let ended = Number.NEGATIVE_INFINITY;
  // Leaving a field takes over what was typed there, which can start a run between the press and the click.
  let pressed: Act | null = null;
  element.addEventListener('pointerdown', () => {
    pressed = offered;
  });
  element.addEventListener('click', (event) => {
    // Without a pointer there was no press: the keyboard acts on what it sees.
    const act = event.detail > 0 && pressed ? pressed : offered;
    pressed = null;
    if (act === 'pause') {
      if (!runs.finished) runs.go(false);
    } else if (act !== 'again' || !runs.finished) runs.go(true);
    else if (performance.now() - ended > GRACE) runs.reset(true);
  });
  const refresh = () => {
    const before = offered;
    offered = offer(runs);
    if (before === 'pause' && offered === 'again') ended = performance.now();
    setText(element, LABELS[offered]);
    element.dataset.icon = ICONS[offered];
    element.title =
      offered === 'again' ? 'The same seed trains to the same bits. For others, draw a new seed.' : '';
    element.disabled = runs.learned.length === 0;
  };
  return { element, refresh };
}

function offer(runs: Runs): Act {
  if (runs.learned.length === 0) return 'train';
  if (runs.finished) return 'again';
  if (runs.going) return 'pause';
  return runs.begun ? 'continue' : 'train';
}
