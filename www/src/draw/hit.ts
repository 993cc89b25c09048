import type { Trajectory } from '../engine/types';
import { pixelAt } from './trajectory';
import type { Point, View } from './view';

/** One iterate of one optimizer. */
export type Hit = { optimizer: string; step: number; at: Point };

/** The iterate nearest to a pixel, among those up to step `last`, if one is within reach. */
export function hitTest(
  view: View,
  trajectories: readonly { optimizer: string; trajectory: Trajectory }[],
  last: number,
  [px, py]: Point,
  reach: number,
): Hit | null {
  let best: Hit | null = null;
  let nearest = reach;
  for (const { optimizer, trajectory } of trajectories) {
    const count = Math.min(last + 1, trajectory.x.length / 2);
    for (let step = 0; step < count; step += 1) {
      const at = pixelAt(view, trajectory.x, step);
      const distance = Math.hypot(at[0] - px, at[1] - py);
      if (distance < nearest) {
        nearest = distance;
        best = { optimizer, step, at };
      }
    }
  }
  return best;
}
