import type { Point, View } from '../draw/view';
import type { Engine } from '../engine/engine';
import { coordinate } from '../format';
import type { Experiment } from '../state/experiment';
import { dragHandle } from './drag-handle';
import type { Hint } from './hint';

export type EllipseHandles = {
  elements: HTMLElement[];
  /** Whether one of them is being moved. */
  readonly held: boolean;
  /** Puts them where the ellipse is; hides them where the task has none. */
  place(): void;
};

/** What can be held, as the engine counts it: the centre, the first axis, the second. Each is held where it has a name. */
export type HandleNames = readonly [centre: string | null, first: string, second: string];

export const ELLIPSE: HandleNames = [
  'Centre of the ellipse',
  'End of its first axis',
  'End of its second axis',
];

const FIRST_AXIS = 1;

/** A quadratic is dragged by the centre and the axes of a level set. */
export function ellipseHandles(
  engine: Pick<Engine, 'ellipse' | 'drag_ellipse'>,
  experiment: Experiment,
  view: () => View,
  dropped: () => void,
  names: HandleNames,
  /** At the first axis, until something was dragged. */
  hint: Hint | null = null,
): EllipseHandles {
  const held = names.flatMap((name, index) => {
    if (name === null) return [];
    const handle = dragHandle(
      view,
      ([x, y], manner) => {
        hint?.hide();
        // What cannot be, such as an axis without length, leaves the last ellipse that could.
        experiment.take(engine.drag_ellipse(experiment.link, index, x, y), manner);
      },
      dropped,
    );
    handle.element.classList.add('axis');
    if (hint && index === FIRST_AXIS) handle.element.append(hint.element);
    return [{ name, index, handle }];
  });
  return {
    elements: held.map(({ handle }) => handle.element),
    get held() {
      return held.some(({ handle }) => handle.held);
    },
    place: () => {
      const ellipse = engine.ellipse(experiment.link);
      const places: Point[] = ellipse ? [ellipse.centre, ...ellipse.ends] : [];
      for (const { name, index, handle } of held) {
        const at = places[index];
        handle.element.hidden = at === undefined;
        if (!at) continue;
        const [x, y] = at.map((value) => coordinate(value, 2));
        handle.place(at, `${name} at (${x}, ${y}).`);
        if (index === FIRST_AXIS) hint?.place(view(), at);
      }
    },
  };
}
