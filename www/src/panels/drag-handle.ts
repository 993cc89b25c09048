import { el } from '../dom';
import type { Point, View } from '../draw/view';

const KEYS: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
/** How far an arrow key moves, in pixels; with Shift ten times as far. */
const NUDGE = 4;
/** Presses of arrow keys that follow each other within this time are one gesture. */
const REST = 600;

export type DragHandle = {
  element: HTMLButtonElement;
  /** Whether it is being moved. */
  readonly held: boolean;
  /** Puts it on the picture, named for those who do not see it. */
  place(at: Point, name: string): void;
};

/**
 * A ring on a picture of the plane, dragged by mouse, finger and pen, moved by the arrow keys. The first move of a gesture is
 * discrete, all others are continuous.
 */
export function dragHandle(
  view: () => View,
  move: (to: Point, manner: 'discrete' | 'continuous') => void,
  dropped: () => void,
): DragHandle {
  const element = el('button', { type: 'button', class: 'drag-handle' });
  let at: Point = [0, 0];
  let held: 'by pointer' | 'by keys' | null = null;
  /** From the pointer to the middle of the ring, in pixels: the ring does not jump to where it was touched. */
  let grip: Point = [0, 0];
  let moved = false;
  let rest = 0;

  const hold = (how: typeof held) => {
    window.clearTimeout(rest);
    if (held === how) return;
    held = how;
    moved = false;
  };
  const drag = (to: Point) => {
    const manner = moved ? 'continuous' : 'discrete';
    moved = true;
    move(to, manner);
  };
  const drop = () => {
    window.clearTimeout(rest);
    if (!held) return;
    held = null;
    dropped();
  };
  /** Pixels of the picture are smaller than those of the window where a page, such as slides, shows it smaller. */
  const pixelOf = (event: PointerEvent): Point => {
    const frame = element.parentElement;
    if (!frame) return [0, 0];
    const { left, top, width } = frame.getBoundingClientRect();
    const scale = frame.offsetWidth / width;
    return [(event.clientX - left) * scale, (event.clientY - top) * scale];
  };
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    drop();
    hold('by pointer');
    const [[px, py], [x, y]] = [pixelOf(event), view().toPixel(...at)];
    grip = [x - px, y - py];
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener('pointermove', (event) => {
    if (held !== 'by pointer') return;
    const { width, height } = view();
    const [px, py] = pixelOf(event);
    const inside = (value: number, size: number) => Math.min(size, Math.max(0, value));
    drag(view().toWorld(inside(px + grip[0], width), inside(py + grip[1], height)));
  });
  element.addEventListener('pointerup', drop);
  element.addEventListener('pointercancel', drop);
  element.addEventListener('keydown', (event) => {
    const direction = KEYS[event.key];
    if (!direction) return;
    event.preventDefault();
    hold('by keys');
    const distance = NUDGE * view().unit * (event.shiftKey ? 10 : 1);
    drag([at[0] + distance * direction[0], at[1] + distance * direction[1]]);
  });
  element.addEventListener('keyup', () => {
    if (held !== 'by keys') return;
    window.clearTimeout(rest);
    rest = window.setTimeout(drop, REST);
  });
  element.addEventListener('blur', drop);
  return {
    element,
    get held() {
      return held !== null;
    },
    place: (to, name) => {
      at = to;
      const [px, py] = view().toPixel(...to);
      element.style.transform = `translate(${px}px, ${py}px) translate(-50%, -50%)`;
      element.setAttribute('aria-label', `${name} Drag me, or use the arrow keys.`);
    },
  };
}
