import { el } from '../dom';
import type { Trajectory } from '../engine/types';
import { degrees, figure } from '../format';

/** The values of a trajectory at one step, as they are set in the page; θ and the rest are those of the step which led there. */
export type Values = {
  /** In the plane. */
  x: string | null;
  f: string;
  gradient: string;
  /** The angle θ, or ‖T‖. */
  element: string | null;
  alpha: string | null;
  beta: string | null;
  invariance: string | null;
};

export function valuesAt(trajectory: Trajectory, step: number): Values {
  const at = (array: ArrayLike<number>, index: number) => array[index] ?? Number.NaN;
  const led = (array: Float32Array, write: (value: number) => string) =>
    array.length > 0 && step > 0 ? write(at(array, step - 1)) : null;
  const planar = trajectory.dimension === 2;
  return {
    x: planar ? `(${figure(at(trajectory.x, 2 * step))}, ${figure(at(trajectory.x, 2 * step + 1))})` : null,
    f: figure(at(trajectory.f, step)),
    gradient: figure(at(trajectory.gradient_norm, step)),
    element: led(trajectory.element, planar ? degrees : figure),
    alpha: led(trajectory.alpha, figure),
    beta: led(trajectory.beta, figure),
    invariance: led(trajectory.invariance, (value) => figure(value, 2)),
  };
}

/** Fills a small box with the values of one iterate. */
export function readout(box: HTMLElement, label: string, trajectory: Trajectory, step: number): void {
  const values = valuesAt(trajectory, step);
  const rows: [string, string | null][] = [
    ['x', values.x],
    ['f', values.f],
    ['‖∇f‖', values.gradient],
    [trajectory.dimension === 2 ? 'θ' : '‖T‖', values.element],
    ['α', values.alpha],
    ['β', values.beta],
    ['|f′ − f| / f', values.invariance],
  ];
  const known = rows.flatMap(([name, value]) =>
    value === null ? [] : [el('dt', {}, name), el('dd', {}, value)],
  );
  const diverged = trajectory.diverged_at !== null && step >= trajectory.diverged_at;
  box.replaceChildren(
    el('strong', {}, `${label} · step ${step}`),
    el('dl', {}, ...known),
    ...(trajectory.singular.includes(step) ? [el('em', {}, 'teleport skipped: I + T is singular')] : []),
    ...(diverged ? [el('em', {}, `frozen at step ${trajectory.diverged_at}: it diverged`)] : []),
  );
}
