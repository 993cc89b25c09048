import { drawArrow, drawLabel } from '../draw/arrow';
import type { Outline, Pen } from '../draw/pen';
import { drawRibbon, pairs } from '../draw/ribbon';
import { drawTarget } from '../draw/scale';
import type { Theme } from '../draw/theme';
import type { Point, View } from '../draw/view';
import type { Started } from '../engine/shared';
import type { Trajectory, Turning } from '../engine/types';
import { coordinate, degrees, figure } from '../format';
import { dragHandle } from '../panels/drag-handle';
import type { Place } from '../playground/place';
import type { Experiment } from '../state/experiment';
import { finding, readings, slider } from './controls';
import type { Made } from './figure';
import { around, type Canvas, drawWalks, Plane } from './plane';
import { QuadraticField } from './quadratic';

/** Every so many points of the ring an arrow shows where the angle turns. */
const EVERY = 8;
/** The longest of these arrows, in pixels. */
const LONGEST = 34;

type State = { turning: Turning; walk: Trajectory; alone: Trajectory; turns: boolean };

/** Fig 2 of the paper: Algorithm 2, and where it turns the iterate around the level ellipse. */
export function flyFigure(place: Place, { engine }: Started, experiment: Experiment): Made {
  const quadratic = new QuadraticField(experiment);
  const read = (): State => {
    const turning = engine.turning(experiment.link);
    if (!turning) throw new Error('this figure needs a bowl');
    const walked = (link: string) => {
      const session = new engine.Session(link, 'fly');
      const trajectory = session.trajectory();
      session.free();
      return trajectory;
    };
    // At a rate of zero and without a first angle Algorithm 2 is gradient descent.
    const still = experiment.linkWith([
      ['fly_beta', '0'],
      ['fly_theta', '0'],
    ]);
    const turns = Number(experiment.value('fly_beta')) > 0;
    return { turning, walk: walked(experiment.link), alone: walked(still), turns };
  };
  let state = read();
  let bounds = frame(state);
  const plane = new Plane(
    place,
    engine,
    () => ({ link: experiment.link, key: experiment.value('quad'), bounds }),
    (canvas) => {
      const [x, y] = state.turning.point.map((value) => coordinate(value, 2));
      handle.place(state.turning.point, `Point x at (${x}, ${y}).`);
      return paint(canvas, state, engine.arc_points());
    },
  );
  const handle = dragHandle(
    () => plane.view,
    ([x, y]) => experiment.set('start', `${Number(x.toFixed(3))},${Number(y.toFixed(3))}`, 'continuous'),
    () => {
      bounds = frame(state);
      plane.redraw();
    },
  );
  plane.element.append(handle.element);
  const field = (label: string, key: string, max: number, say: (value: number) => string) =>
    slider(
      label,
      { min: key === 'fly_lr' ? max / 200 : key === 'fly_theta' ? -max : 0, max, step: max / 200 },
      () => Number(experiment.value(key)),
      (value) => experiment.set(key, String(Number(value.toFixed(4))), 'continuous'),
      say,
    );
  return {
    picture: plane.element,
    beside: [
      ...quadratic.sliders(0.1),
      field('step size α', 'fly_lr', 0.6, (value) => value.toFixed(3)),
      field('angle rate β', 'fly_beta', 2, (value) => value.toFixed(2)),
      field('first angle θ₀', 'fly_theta', 3.14, degrees),
      readings([
        ['f(x), then f(x′)', () => `${figure(state.turning.value)}, ${figure(state.turning.next)}`],
        ['∂f(x′)/∂θ, closed form', () => figure(state.turning.closed, 5)],
        ['the same by differences', () => figure(state.turning.numeric, 5)],
        ['it turns over at α =', () => figure(state.turning.turns_over_at)],
      ]),
      finding(() => verdict(state)),
    ],
    drawing: () => plane.drawing(),
    numbers: () => ({
      columns: ['x', 'y', 'f_next', 'slope'],
      rows: pairs(state.turning.ring).map(([x, y], i) => [
        ...[x, y, state.turning.ring_next[i] ?? Number.NaN, state.turning.ring_slope[i] ?? Number.NaN],
      ]),
    }),
    names: () => [
      { optimizer: 'fly', label: 'Algorithm 2 (dashed: jumps)' },
      { optimizer: 'gd', label: 'GD' },
    ],
    buttons: [],
    refresh: () => {
      state = read();
      if (!handle.held) bounds = frame(state);
      plane.draw();
    },
  };
}

function verdict({ turning, walk, alone, turns }: State): string {
  const axis = !turns
    ? 'At a rate of zero the angle stays what it is'
    : turning.alpha < turning.turns_over_at
      ? 'The angle turns the point toward the shorter axis, where the gradient is long'
      : 'α is so large that steps overshoot along the shorter axis: the angle turns the point toward the longer one';
  const last = ({ f }: Trajectory) => figure(f.at(-1) ?? Number.NaN);
  return `${axis}. After ${walk.f.length - 1} steps f is ${last(walk)}; gradient descent alone is at ${last(alone)}.`;
}

function frame({ turning }: State) {
  return around([...pairs(turning.ring), [0, 0]], 0.2, 0.6);
}

function paint<P extends Outline>(canvas: Canvas<P>, state: State, arcPoints: number): string {
  const { view, theme } = canvas;
  const ctx = canvas.sheet.pen;
  const { turning, walk, alone } = state;
  const ring = pairs(turning.ring);
  const [low, high] = [Math.min(...turning.ring_next), Math.max(...turning.ring_next)];
  const share = (i: number) =>
    1 - ((turning.ring_next[i % ring.length] ?? low) - low) / Math.max(1e-300, high - low);
  drawAxes(ctx, view, theme, turning);
  const first = ring[0];
  drawRibbon(ctx, view, first ? [...ring, first] : ring, share, theme);
  drawTurning(ctx, view, theme, turning, ring);
  drawWalks(
    canvas,
    [
      ['gd', alone],
      ['fly', walk],
    ],
    arcPoints,
  );
  drawTarget(ctx, view, [0, 0], theme);
  return `The level set of x, coloured by f after the next gradient step. ${verdict(state)}`;
}

function drawAxes(ctx: Pen, view: View, theme: Theme, { axes }: Turning): void {
  ctx.strokeStyle = theme.ink;
  ctx.globalAlpha = 0.45;
  ctx.lineWidth = 1;
  ctx.setLineDash([3, 4]);
  for (const [x, y] of axes) {
    ctx.beginPath();
    ctx.moveTo(...view.toPixel(-x, -y));
    ctx.lineTo(...view.toPixel(x, y));
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** Arrows along the level set, the way a step of θ moves a point there. */
function drawTurning(ctx: Pen, view: View, theme: Theme, turning: Turning, ring: readonly Point[]): void {
  const most = Math.max(1e-300, ...turning.ring_slope.map(Math.abs));
  for (let i = EVERY / 2; i < ring.length; i += EVERY) {
    const [at, next] = [ring[i], ring[(i + 1) % ring.length]];
    if (!at || !next) continue;
    const [from, ahead] = [view.toPixel(...at), view.toPixel(...next)];
    const unit = Math.hypot(ahead[0] - from[0], ahead[1] - from[1]);
    const length = (-LONGEST * (turning.ring_slope[i] ?? 0)) / most;
    if (Math.abs(length) < 2 || unit === 0) continue;
    const to: Point = [
      from[0] + (length * (ahead[0] - from[0])) / unit,
      from[1] + (length * (ahead[1] - from[1])) / unit,
    ];
    drawArrow(ctx, from, to, { color: theme.ink, halo: theme.halo, width: 1.6 });
  }
  const [, long] = turning.axes;
  drawLabel(ctx, 'λ₂', view.toPixel(long[0] * 1.12, long[1] * 1.12), { color: theme.ink, halo: theme.halo });
  const [one] = turning.axes;
  drawLabel(ctx, 'λ₁', view.toPixel(one[0] * 1.12, one[1] * 1.12), { color: theme.ink, halo: theme.halo });
}
