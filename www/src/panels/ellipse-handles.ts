import type { Point, View } from '../draw/view';
import type { Engine } from '../engine/engine';
import { coordinate } from '../format';
import type { Experiment } from '../state/experiment';
import { dragHandle } from './drag-handle';

const NAMES = ['Centre of the ellipse', 'End of its first axis', 'End of its second axis'];

export type EllipseHandles = {
  elements: HTMLElement[];
  /** Whether one of them is being moved. */
  readonly held: boolean;
  /** Puts them where the ellipse is; hides them where the task has none. */
  place(): void;
};

/** A Booth function of one's own is dragged by the centre and the axes of a level set. */
export function ellipseHandles(
  engine: Pick<Engine, 'ellipse' | 'drag_ellipse'>,
  experiment: Experiment,
  view: () => View,
  dropped: () => void,
): EllipseHandles {
  const handles = NAMES.map((_, index) =>
    dragHandle(
      view,
      ([x, y], manner) => {
        // What cannot be, such as an axis without length, leaves the last ellipse that could.
        experiment.take(engine.drag_ellipse(experiment.link, index, x, y), manner);
      },
      dropped,
    ),
  );
  for (const { element } of handles) element.classList.add('axis');
  return {
    elements: handles.map((handle) => handle.element),
    get held() {
      return handles.some((handle) => handle.held);
    },
    place: () => {
      const ellipse = engine.ellipse(experiment.link);
      const places: Point[] = ellipse ? [ellipse.centre, ...ellipse.ends] : [];
      handles.forEach((handle, index) => {
        const at = places[index];
        handle.element.hidden = at === undefined;
        if (!at) return;
        const [x, y] = at.map((value) => coordinate(value, 2));
        handle.place(at, `${NAMES[index]} at (${x}, ${y}).`);
      });
    },
  };
}
