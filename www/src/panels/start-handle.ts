import { el } from '../dom';
import type { Point, View } from '../draw/view';
import type { FieldDescription } from '../engine/types';
import { coordinate, coordinateText } from '../format';
import type { Experiment } from '../state/experiment';

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
/** The hint is half as wide: so far from the border it is seen in full. */
const EDGE = 38;

export type StartHandle = {
  element: HTMLElement;
  /** Whether it is being moved. */
  readonly held: boolean;
  place(start: Point): void;
  /** Puts the start somewhere at once. */
  moveTo(point: Point): void;
};

/** The ring at the start of the trajectories: dragged by mouse, finger and pen, moved by the arrow keys. */
export function startHandle(
  experiment: Experiment,
  fields: readonly FieldDescription[],
  view: () => View,
  dropped: () => void,
): StartHandle {
  const hint = el('span', { class: 'hint', 'aria-hidden': 'true' }, 'drag me');
  const element = el('button', { type: 'button', class: 'start-handle' }, hint);
  let at: Point = [0, 0];
  let held: 'by pointer' | 'by keys' | null = null;
  /** From the pointer to the middle of the ring, in pixels: the ring does not jump to where it was touched. */
  let grip: Point = [0, 0];
  let moved = false;
  let rest = 0;

  const [min, max] = rangeOf(fields);
  const text = (value: number) => coordinateText(Math.min(max, Math.max(min, value)), view().unit);
  const set = ([x, y]: Point, manner: 'discrete' | 'continuous') => {
    hint.hidden = true;
    experiment.set('start', `${text(x)},${text(y)}`, manner);
  };
  const hold = (how: typeof held) => {
    window.clearTimeout(rest);
    if (held === how) return;
    held = how;
    moved = false;
  };
  const drag = (point: Point) => {
    const manner = moved ? 'continuous' : 'discrete';
    moved = true;
    set(point, manner);
  };
  const drop = () => {
    window.clearTimeout(rest);
    if (!held) return;
    held = null;
    dropped();
  };
  const pixelOf = (event: PointerEvent): Point => {
    const frame = element.parentElement?.getBoundingClientRect();
    return [event.clientX - (frame?.left ?? 0), event.clientY - (frame?.top ?? 0)];
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
    place: (start) => {
      at = start;
      const { width, height } = view();
      const [px, py] = view().toPixel(...start);
      element.style.transform = `translate(${px}px, ${py}px) translate(-50%, -50%)`;
      hint.classList.toggle('above', py > height - 60);
      hint.style.marginLeft = `${Math.min(width - EDGE, Math.max(EDGE, px)) - px}px`;
      const [x, y] = start.map((value) => coordinate(value, 2));
      element.setAttribute(
        'aria-label',
        `Start of all trajectories at (${x}, ${y}). Drag me, or use the arrow keys.`,
      );
    },
    moveTo: (point) => set(point, 'discrete'),
  };
}

/** What the engine takes for each coordinate. */
function rangeOf(fields: readonly FieldDescription[]): Point {
  const kind = fields.find((field) => field.key === 'start')?.kind;
  return kind?.type === 'numbers'
    ? [kind.min, kind.max]
    : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}
