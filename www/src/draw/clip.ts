import type { Outline } from './pen';
import type { Point, View } from './view';

/** Room around a view, in pixels, in which the ends of cut lines do not show. */
const ROOM = 10;
/** What is shorter is not drawn, in pixels: an optimizer that has arrived takes a hundred steps within one. */
const LEAST = 0.5;

/**
 * Traces lines, without what cannot be seen of them: what lies outside of a view, or within half a pixel. A canvas dashes all of
 * a line, seen or not, and an optimizer that has not yet learned may walk a hundred thousand pixels away.
 */
export class Clipped<P extends Outline> {
  private at: Point = [Number.POSITIVE_INFINITY, 0];
  /** Whether `path` ends where this has come to. */
  private joined = false;

  constructor(
    readonly path: P,
    private readonly view: View,
  ) {}

  moveTo(x: number, y: number): void {
    if (this.isHere(x, y)) return; // small steps come to a large one
    this.at = [x, y];
    this.joined = false;
  }

  lineTo(x: number, y: number): void {
    if (this.isHere(x, y)) return;
    const from = this.at;
    const [enters, leaves] = inside(this.view, from, [x, y]);
    this.at = [x, y];
    const joined = this.joined && enters === 0;
    this.joined = enters <= leaves && leaves === 1;
    if (enters > leaves) return;
    const on = (share: number): Point => [from[0] + share * (x - from[0]), from[1] + share * (y - from[1])];
    if (!joined) this.path.moveTo(...on(enters));
    this.path.lineTo(...(leaves === 1 ? this.at : on(leaves)));
  }

  private isHere(x: number, y: number): boolean {
    return Math.hypot(x - this.at[0], y - this.at[1]) < LEAST;
  }
}

/** Which part of a line lies inside of a view with room around it, in shares of its length; the first is above the second if none does. */
function inside({ width, height }: View, [x0, y0]: Point, [x1, y1]: Point): [enters: number, leaves: number] {
  let [enters, leaves] = [0, 1];
  for (const [start, way, end] of [
    [x0, x1 - x0, width],
    [y0, y1 - y0, height],
  ] as const) {
    if (way === 0) {
      if (start < -ROOM || start > end + ROOM) return [1, 0];
      continue;
    }
    const [one, other] = [(-ROOM - start) / way, (end + ROOM - start) / way];
    enters = Math.max(enters, Math.min(one, other));
    leaves = Math.min(leaves, Math.max(one, other));
  }
  return [enters, leaves];
}

/** Whether a point of this size would be seen in a view. */
export function isSeen({ width, height }: View, [x, y]: Point, size: number): boolean {
  return x >= -size && y >= -size && x <= width + size && y <= height + size;
}
