import { el } from '../dom';
import type { Trajectory } from '../engine/types';
import { degrees, figure } from '../format';

/** The values of a trajectory at one step, as they are set in the page; θ is that of the step which led there. */
export type Values = { x: string; f: string; gradient: string; theta: string | null };

export function valuesAt(trajectory: Trajectory, step: number): Values {
  const at = (array: ArrayLike<number>, index: number) => array[index] ?? Number.NaN;
  const theta = trajectory.theta.length > 0 && step > 0 ? degrees(at(trajectory.theta, step - 1)) : null;
  return {
    x: `(${figure(at(trajectory.x, 2 * step))}, ${figure(at(trajectory.x, 2 * step + 1))})`,
    f: figure(at(trajectory.f, step)),
    gradient: figure(at(trajectory.gradient_norm, step)),
    theta,
  };
}

/** Fills a small box with the values of one iterate. */
export function readout(box: HTMLElement, label: string, trajectory: Trajectory, step: number): void {
  const { x, f, gradient, theta } = valuesAt(trajectory, step);
  const rows: [string, string][] = [
    ['x', x],
    ['f', f],
    ['‖∇f‖', gradient],
  ];
  if (theta) rows.push(['θ', theta]);
  const diverged = trajectory.diverged_at !== null && step >= trajectory.diverged_at;
  box.replaceChildren(
    el('strong', {}, `${label} · step ${step}`),
    el('dl', {}, ...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])),
    ...(diverged ? [el('em', {}, `frozen at step ${trajectory.diverged_at}: it diverged`)] : []),
  );
}
