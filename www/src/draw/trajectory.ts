import type { Trajectory } from '../engine/types';
import { traceMarker } from './markers';
import type { Look } from './theme';
import type { Point, View } from './view';

/** Two paths: what the optimizer walks, and where it jumps along a level set. */
type Paths = { steps: Path2D; jumps: Path2D; head: Point };

/**
 * Draws a trajectory as far as `position` (steps, and a share of the next one). A teleporting step is first the learned
 * update, a solid line, then the jump along the level set, a dashed arc.
 */
export function drawTrajectory(
  ctx: CanvasRenderingContext2D,
  view: View,
  trajectory: Trajectory,
  arcPoints: number,
  look: Look,
  halo: string,
  position: number,
): void {
  const paths = trace(view, trajectory, arcPoints, position);
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  ctx.setLineDash([]);
  ctx.strokeStyle = halo;
  ctx.lineWidth = 5;
  ctx.stroke(paths.steps);
  ctx.lineWidth = 3.5;
  ctx.stroke(paths.jumps);
  ctx.strokeStyle = look.color;
  ctx.lineWidth = 2;
  ctx.stroke(paths.steps);
  ctx.lineCap = 'butt';
  ctx.setLineDash([4, 3]);
  ctx.lineWidth = 1.6;
  ctx.stroke(paths.jumps);
  ctx.setLineDash([]);
  drawIterates(ctx, view, trajectory, look, position);
  drawHead(ctx, view, paths.head, look, halo);
}

function trace(view: View, trajectory: Trajectory, arcPoints: number, position: number): Paths {
  const steps = new Path2D();
  const jumps = new Path2D();
  const { x, moved, arcs } = trajectory;
  const whole = Math.min(Math.floor(position), moved.length / 2);
  let head = pixelAt(view, x, 0);
  steps.moveTo(...head);
  for (let t = 0; t < whole; t += 1) {
    head = pixelAt(view, moved, t);
    steps.lineTo(...head);
    if (arcs.length === 0) continue;
    head = traceArc(view, jumps, arcs, t, arcPoints, 1);
    steps.moveTo(...head);
  }
  const share = position - whole;
  if (share <= 0 || whole >= moved.length / 2) return { steps, jumps, head };
  const walk = arcs.length === 0 ? share : Math.min(1, 2 * share);
  const target = pixelAt(view, moved, whole);
  head = [head[0] + walk * (target[0] - head[0]), head[1] + walk * (target[1] - head[1])];
  steps.lineTo(...head);
  if (arcs.length > 0 && share > 0.5) head = traceArc(view, jumps, arcs, whole, arcPoints, 2 * share - 1);
  return { steps, jumps, head };
}

/** Adds the first `share` of the arc of step `t`, and says where it ends. */
function traceArc(
  view: View,
  path: Path2D,
  arcs: Float32Array,
  t: number,
  arcPoints: number,
  share: number,
): Point {
  const first = t * arcPoints;
  const last = first + Math.max(1, Math.round(share * (arcPoints - 1)));
  let point = pixelAt(view, arcs, first);
  path.moveTo(...point);
  for (let i = first + 1; i <= last; i += 1) {
    point = pixelAt(view, arcs, i);
    path.lineTo(...point);
  }
  return point;
}

/** A small marker on every iterate, while they are far enough apart to be told from each other. */
function drawIterates(
  ctx: CanvasRenderingContext2D,
  view: View,
  { x }: Trajectory,
  look: Look,
  position: number,
): void {
  ctx.beginPath();
  let before: Point | null = null;
  for (let t = 0; t <= Math.min(position, x.length / 2 - 1); t += 1) {
    const at = pixelAt(view, x, t);
    if (before && Math.hypot(at[0] - before[0], at[1] - before[1]) < 5) continue;
    traceMarker(ctx, look.marker, at, 2.4);
    before = at;
  }
  ctx.fillStyle = look.color;
  ctx.fill();
}

/** A large marker where the trajectory has arrived; at the border, pointing outwards, where it has left the picture. */
function drawHead(ctx: CanvasRenderingContext2D, view: View, head: Point, look: Look, halo: string): void {
  const margin = 9;
  const inside: Point = [
    Math.min(view.width - margin, Math.max(margin, head[0])),
    Math.min(view.height - margin, Math.max(margin, head[1])),
  ];
  ctx.beginPath();
  if (view.contains(head)) traceMarker(ctx, look.marker, head, 5);
  else traceArrow(ctx, inside, Math.atan2(head[1] - inside[1], head[0] - inside[0]));
  ctx.fillStyle = look.color;
  ctx.strokeStyle = halo;
  ctx.lineWidth = 2;
  ctx.stroke();
  ctx.fill();
}

function traceArrow(ctx: CanvasRenderingContext2D, [x, y]: Point, angle: number): void {
  [0, 2.5, -2.5].forEach((turn, i) => {
    const corner: Point = [x + 8 * Math.cos(angle + turn), y + 8 * Math.sin(angle + turn)];
    if (i === 0) ctx.moveTo(...corner);
    else ctx.lineTo(...corner);
  });
  ctx.closePath();
}

/** Point `index` of a list of pairs, in pixels; far-away points are kept where a canvas still draws lines to them. */
export function pixelAt(view: View, pairs: Float32Array, index: number): Point {
  const far = 1e5;
  const [px, py] = view.toPixel(pairs[2 * index] ?? 0, pairs[2 * index + 1] ?? 0);
  return [Math.min(far, Math.max(-far, px)), Math.min(far, Math.max(-far, py))];
}
