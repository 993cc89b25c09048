import { el } from '../dom';
import type { Point, View } from '../draw/view';
import type { FieldDescription } from '../engine/types';
import { coordinate, coordinateText } from '../format';
import type { Experiment } from '../state/experiment';
import { dragHandle } from './drag-handle';

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

/** The ring at the start of the trajectories. */
export function startHandle(
  experiment: Experiment,
  fields: readonly FieldDescription[],
  view: () => View,
  dropped: () => void,
): StartHandle {
  const hint = el('span', { class: 'hint', 'aria-hidden': 'true' }, 'drag me');
  const [min, max] = rangeOf(fields);
  const text = (value: number) => coordinateText(Math.min(max, Math.max(min, value)), view().unit);
  const set = ([x, y]: Point, manner: 'discrete' | 'continuous') => {
    hint.hidden = true;
    experiment.set('start', `${text(x)},${text(y)}`, manner);
  };
  const handle = dragHandle(view, set, dropped);
  handle.element.append(hint);
  return {
    element: handle.element,
    get held() {
      return handle.held;
    },
    place: (start) => {
      const [x, y] = start.map((value) => coordinate(value, 2));
      handle.place(start, `Start of all trajectories at (${x}, ${y}).`);
      const { width, height } = view();
      const [px, py] = view().toPixel(...start);
      hint.classList.toggle('above', py > height - 60);
      hint.style.marginLeft = `${Math.min(width - EDGE, Math.max(EDGE, px)) - px}px`;
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
