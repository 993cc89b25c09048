import { el } from '../dom';
import type { Trajectory } from '../engine/types';
import { degrees, figure } from '../format';
import { values } from './tip';

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

/** The values of one iterate, for a small box. */
export function readout(label: string, trajectory: Trajectory, step: number): HTMLElement[] {
  const now = valuesAt(trajectory, step);
  const rows = [
    ['x', now.x],
    ['f', now.f],
    ['‖∇f‖', now.gradient],
    [trajectory.dimension === 2 ? 'θ' : '‖T‖', now.element],
    ['α', now.alpha],
    ['β', now.beta],
    ['|f′ − f| / f', now.invariance],
  ] as const;
  const diverged = trajectory.diverged_at !== null && step >= trajectory.diverged_at;
  return [
    el('strong', {}, `${label} · step ${step}`),
    values(rows),
    ...(trajectory.singular.includes(step) ? [el('em', {}, 'teleport skipped: I + T is singular')] : []),
    ...(diverged ? [el('em', {}, `frozen at step ${trajectory.diverged_at}: it diverged`)] : []),
  ];
}
