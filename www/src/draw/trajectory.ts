import { Clipped, isSeen } from './clip';
import { traceMarker } from './markers';
import type { Path } from './path';
import type { Outline, Pen, Sheet } from './pen';
import type { Look } from './theme';
import type { Point, View } from './view';

/** Two paths: what the optimizer walks, and where it jumps along a level set. */
type Paths<P extends Outline> = { steps: Clipped<P>; jumps: Clipped<P>; head: Point };

/**
 * Draws a trajectory as far as `position` (steps, and a share of the next one). A teleporting step is first the learned
 * update, a solid line, then the jump along the level set, a dashed arc (or the other way round).
 */
export function drawTrajectory<P extends Outline>(
  { pen: ctx, Path }: Sheet<P>,
  view: View,
  path: Path,
  arcPoints: number,
  look: Look,
  halo: string,
  position: number,
): void {
  const paths = trace(Path, view, path, arcPoints, position);
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  ctx.setLineDash([]);
  ctx.strokeStyle = halo;
  ctx.lineWidth = 5;
  ctx.stroke(paths.steps.path);
  ctx.lineWidth = 3.5;
  ctx.stroke(paths.jumps.path);
  ctx.strokeStyle = look.color;
  ctx.lineWidth = 2;
  ctx.stroke(paths.steps.path);
  ctx.lineCap = 'butt';
  ctx.setLineDash([4, 3]);
  ctx.lineWidth = 1.6;
  ctx.stroke(paths.jumps.path);
  ctx.setLineDash([]);
  drawIterates(ctx, view, path, look, position);
  drawHead(ctx, view, paths.head, look, halo);
}

/** A faint line along all iterates: where an optimizer went before it had learned. */
export function drawGhost(ctx: Pen, view: View, { x }: Path, color: string): void {
  ctx.beginPath();
  const line = new Clipped(ctx, view);
  line.moveTo(...pixelAt(view, x, 0));
  for (let t = 1; t < x.length / 2; t += 1) line.lineTo(...pixelAt(view, x, t));
  ctx.setLineDash([]);
  ctx.lineJoin = 'round';
  ctx.globalAlpha = 0.4;
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.25;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function trace<P extends Outline>(
  Kept: new () => P,
  view: View,
  path: Path,
  arcPoints: number,
  position: number,
): Paths<P> {
  const kept = () => new Clipped(new Kept(), view);
  const paths: Paths<P> = { steps: kept(), jumps: kept(), head: pixelAt(view, path.x, 0) };
  const whole = Math.min(Math.floor(position), path.middle.length / 2);
  paths.steps.moveTo(...paths.head);
  for (let t = 0; t < whole; t += 1) traceStep(view, paths, path, t, arcPoints, 1);
  const share = position - whole;
  if (share > 0 && whole < path.middle.length / 2) traceStep(view, paths, path, whole, arcPoints, share);
  return paths;
}

/** Adds the first `share` of step `t`. Where there are teleports, walk and jump take half of the time each. */
function traceStep<P extends Outline>(
  view: View,
  paths: Paths<P>,
  path: Path,
  t: number,
  arcPoints: number,
  share: number,
): void {
  const middle = pixelAt(view, path.middle, t);
  const end = pixelAt(view, path.x, t + 1);
  if (path.arcs.length === 0) {
    walk(paths, end, share);
    return;
  }
  const [first, second] = [Math.min(1, 2 * share), 2 * share - 1];
  const jump = (part: number) => {
    paths.head = traceArc(view, paths.jumps, path.arcs, t, arcPoints, part);
    paths.steps.moveTo(...paths.head);
  };
  if (path.jump_first) jump(first);
  else walk(paths, middle, first);
  if (second <= 0) return;
  if (path.jump_first) walk(paths, end, second);
  else jump(second);
}

function walk<P extends Outline>(paths: Paths<P>, [x, y]: Point, share: number): void {
  const [x0, y0] = paths.head;
  paths.head = [x0 + share * (x - x0), y0 + share * (y - y0)];
  paths.steps.lineTo(...paths.head);
}

/** Adds the first `share` of the arc of step `t`, and says where it ends. */
function traceArc<P extends Outline>(
  view: View,
  path: Clipped<P>,
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
function drawIterates(ctx: Pen, view: View, { x }: Path, look: Look, position: number): void {
  ctx.beginPath();
  let before: Point | null = null;
  for (let t = 0; t <= Math.min(position, x.length / 2 - 1); t += 1) {
    const at = pixelAt(view, x, t);
    if (before && Math.hypot(at[0] - before[0], at[1] - before[1]) < 5) continue;
    if (isSeen(view, at, 3)) traceMarker(ctx, look.marker, at, 2.4);
    before = at;
  }
  ctx.fillStyle = look.color;
  ctx.fill();
}

/** A large marker where the trajectory has arrived; at the border, pointing outwards, where it has left the picture. */
function drawHead(ctx: Pen, view: View, head: Point, look: Look, halo: string): void {
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

function traceArrow(ctx: Outline, [x, y]: Point, angle: number): void {
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
