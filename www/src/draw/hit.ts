import type { OwnPath } from './path';
import { pixelAt } from './trajectory';
import type { Point, View } from './view';

/** One iterate of one optimizer, and how many pixels away it was when it was hit. */
export type Hit = { optimizer: string; step: number; distance: number };

/** The iterate nearest to a pixel, among those up to step `last`, if one is within reach. */
export function hitTest(
  view: View,
  paths: readonly OwnPath[],
  last: number,
  [px, py]: Point,
  reach: number,
): Hit | null {
  let best: Hit | null = null;
  for (const { optimizer, path } of paths) {
    const count = Math.min(last + 1, path.x.length / 2);
    for (let step = 0; step < count; step += 1) {
      const at = pixelAt(view, path.x, step);
      const distance = Math.hypot(at[0] - px, at[1] - py);
      if (distance < (best?.distance ?? reach)) best = { optimizer, step, distance };
    }
  }
  return best;
}
