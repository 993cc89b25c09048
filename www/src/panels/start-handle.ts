import { el } from '../dom';
import type { Point, View } from '../draw/view';
import { coordinate, coordinateText } from '../format';
import type { Experiment, Manner } from '../state/experiment';

const KEYS: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
/** How far an arrow key moves, in pixels; with Shift ten times as far. */
const NUDGE = 4;

export type StartHandle = {
  element: HTMLElement;
  readonly dragging: boolean;
  place(start: Point): void;
  moveTo(point: Point, manner: Manner): void;
};

/** The ring at the start of the trajectories: dragged by mouse, finger and pen, moved by the arrow keys. */
export function startHandle(experiment: Experiment, view: () => View, dropped: () => void): StartHandle {
  const element = el('button', { type: 'button', class: 'start-handle' });
  let dragging = false;
  let at: Point = [0, 0];

  const moveTo = ([x, y]: Point, manner: Manner) => {
    const { unit } = view();
    experiment.set('start', `${coordinateText(x, unit)},${coordinateText(y, unit)}`, manner);
  };
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    dragging = true;
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener('pointermove', (event) => {
    if (!dragging) return;
    const frame = element.parentElement?.getBoundingClientRect();
    if (!frame) return;
    const inside = (value: number, size: number) => Math.min(size, Math.max(0, value));
    const px = inside(event.clientX - frame.left, frame.width);
    const py = inside(event.clientY - frame.top, frame.height);
    moveTo(view().toWorld(px, py), 'continuous');
  });
  const drop = () => {
    if (!dragging) return;
    dragging = false;
    dropped();
  };
  element.addEventListener('pointerup', drop);
  element.addEventListener('pointercancel', drop);
  element.addEventListener('keydown', (event) => {
    const direction = KEYS[event.key];
    if (!direction) return;
    event.preventDefault();
    const distance = NUDGE * view().unit * (event.shiftKey ? 10 : 1);
    moveTo([at[0] + distance * direction[0], at[1] + distance * direction[1]], 'continuous');
  });
  return {
    element,
    get dragging() {
      return dragging;
    },
    place: (start) => {
      at = start;
      const [px, py] = view().toPixel(...start);
      element.style.transform = `translate(${px}px, ${py}px) translate(-50%, -50%)`;
      const [x, y] = start.map((value) => coordinate(value, 2));
      element.setAttribute(
        'aria-label',
        `Start of all trajectories at (${x}, ${y}). Drag it, or use the arrow keys.`,
      );
    },
    moveTo,
  };
}
