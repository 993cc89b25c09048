import type { Point, View } from '../draw/view';
import type { FieldDescription } from '../engine/types';
import { coordinate, coordinateText } from '../format';
import type { Experiment } from '../state/experiment';
import { dragHandle } from './drag-handle';
import { Hint } from './hint';

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
  const hint = new Hint('drag me');
  const [min, max] = rangeOf(fields);
  const text = (value: number) => coordinateText(Math.min(max, Math.max(min, value)), view().unit);
  const set = ([x, y]: Point, manner: 'discrete' | 'continuous') => {
    hint.hide();
    experiment.set('start', `${text(x)},${text(y)}`, manner);
  };
  const handle = dragHandle(view, set, dropped);
  handle.element.append(hint.element);
  return {
    element: handle.element,
    get held() {
      return handle.held;
    },
    place: (start) => {
      const [x, y] = start.map((value) => coordinate(value, 2));
      handle.place(start, `Start of all trajectories at (${x}, ${y}).`);
      hint.place(view(), start);
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
