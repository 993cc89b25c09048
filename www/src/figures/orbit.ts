import { drawArrow, drawLabel } from '../draw/arrow';
import { traceMarker } from '../draw/markers';
import type { Outline, Pen } from '../draw/pen';
import { drawRibbon, pairs } from '../draw/ribbon';
import { drawTarget } from '../draw/scale';
import type { Theme } from '../draw/theme';
import type { Point, View } from '../draw/view';
import type { Started } from '../engine/shared';
import type { Orbit, Trajectory } from '../engine/types';
import { coordinate, degrees, figure, percent } from '../format';
import { dragHandle } from '../panels/drag-handle';
import type { Place } from '../playground/place';
import type { Experiment } from '../state/experiment';
import { button, choice, finding, readings } from './controls';
import type { Made } from './figure';
import { around, type Canvas, drawWalks, Plane } from './plane';

const FUNCTIONS = [
  ['booth', 'Booth’s function'],
  ['booth-fixed', 'A narrow ellipse'],
  ['rosenbrock-fixed', 'A bent valley'],
] as const;

/** How long the way along the orbit takes to watch, in milliseconds. */
const JUMP = 700;

type State = { orbit: Orbit; minimum: Point; start: Point; walks: Map<string, Trajectory> };

/** Section 3.1 of the paper: a point, its orbit, how steep f is along it, and what a jump to the steepest point is worth. */
export function orbitFigure(place: Place, { engine }: Started, experiment: Experiment): Made {
  let state = read(engine, experiment);
  let bounds = frame(state);
  const plane = new Plane(
    place,
    engine,
    () => ({ link: experiment.link, key: experiment.value('task'), bounds }),
    (canvas) => {
      const [x, y] = state.start.map((value) => coordinate(value, 2));
      handle.place(state.start, `Point at (${x}, ${y}).`);
      return paint(canvas, state, engine.arc_points());
    },
  );
  const moveTo = ([x, y]: Point) => {
    experiment.set('start', `${Number(x.toFixed(4))},${Number(y.toFixed(4))}`, 'continuous');
  };
  const handle = dragHandle(
    () => plane.view,
    moveTo,
    () => {
      bounds = frame(state);
      plane.redraw();
    },
  );
  plane.element.append(handle.element);
  const end = (name: string) => state.walks.get(name)?.f.at(-1) ?? Number.NaN;
  const gain = () => state.orbit.steepest.gradient_norm / (state.orbit.gradient_norm[0] ?? 1);
  return {
    picture: plane.element,
    beside: [
      choice(
        'Function',
        FUNCTIONS,
        () => experiment.value('task'),
        (task) => {
          experiment.setAll([
            ['task', task],
            ['start', 'auto'],
          ]);
        },
      ),
      readings([
        ['f, here and on the whole orbit', () => figure(state.orbit.f)],
        ['‖∇f‖ here', () => figure(state.orbit.gradient_norm[0] ?? 0)],
        ['‖∇f‖ where it is steepest', () => figure(state.orbit.steepest.gradient_norm)],
        ['the jump there', () => `θ = ${degrees(state.orbit.steepest.theta)}`],
      ]),
      finding(() => {
        const steps = experiment.value('eval_steps');
        const times = gain() < 1.05 ? 'as steep as it gets' : `${gain().toPrecision(2)} times steeper there`;
        return `It is ${times}. After ${steps} steps gradient descent alone is at f = ${figure(end('gd'))}, after one jump and as many steps at ${figure(end('oracle'))}.`;
      }),
    ],
    drawing: () => plane.drawing(),
    numbers: () => ({
      columns: ['x', 'y', 'gradient_norm'],
      rows: pairs(state.orbit.points).map(([x, y], i) => [x, y, state.orbit.gradient_norm[i] ?? Number.NaN]),
    }),
    names: () => [
      { optimizer: 'gd', label: 'GD' },
      { optimizer: 'oracle', label: 'GD after one jump (dashed)' },
    ],
    buttons: [button('Jump to the steepest point', () => travel(plane, () => state, moveTo))],
    refresh: () => {
      state = read(engine, experiment);
      if (!handle.held) bounds = frame(state);
      plane.draw();
    },
  };
}

function read(engine: Started['engine'], experiment: Experiment): State {
  const { plane } = engine.scene(experiment.link);
  const orbit = engine.orbit(experiment.link);
  if (!plane || !orbit) throw new Error('this figure needs a function of the plane');
  const walks = new Map(
    ['gd', 'oracle'].map((name) => {
      const session = new engine.Session(experiment.link, name);
      const trajectory = session.trajectory();
      session.free();
      return [name, trajectory] as const;
    }),
  );
  return { orbit, minimum: plane.minimum, start: plane.start, walks };
}

/** The whole orbit is in the picture. */
function frame({ orbit, minimum }: State): readonly [number, number, number, number] {
  return around([...pairs(orbit.points), minimum], 0.18, 1.2);
}

function paint<P extends Outline>(canvas: Canvas<P>, state: State, arcPoints: number): string {
  const { view, theme } = canvas;
  const ctx = canvas.sheet.pen;
  const { orbit, minimum, walks, start } = state;
  const most = Math.max(...orbit.gradient_norm);
  drawRibbon(ctx, view, pairs(orbit.points), (i) => (orbit.gradient_norm[i] ?? 0) / most, theme);
  drawWalks(canvas, walks, arcPoints);
  drawPeaks(ctx, view, theme, orbit, minimum);
  drawDescent(ctx, view, theme, walks.get('gd'), start);
  drawTarget(ctx, view, minimum, theme);
  const ratio = orbit.steepest.gradient_norm / (orbit.gradient_norm[0] ?? 1);
  return `The orbit of the point: f is ${figure(orbit.f)} everywhere on it, to ${percent(orbit.spread, 1)}; the gradient is up to ${figure(ratio)} times as long as here.`;
}

/** A ring at every local maximum of the steepness, a name at the largest. */
function drawPeaks(ctx: Pen, view: View, theme: Theme, orbit: Orbit, minimum: Point): void {
  const points = pairs(orbit.points);
  for (const peak of orbit.peaks) {
    const point = points[peak];
    if (!point) continue;
    ctx.beginPath();
    traceMarker(ctx, 'triangle', view.toPixel(...point), 6);
    ctx.fillStyle = theme.ink;
    ctx.strokeStyle = theme.halo;
    ctx.lineWidth = 3;
    ctx.stroke();
    ctx.fill();
  }
  // Outside of the orbit, where nothing else is drawn.
  const [[x, y], [mx, my]] = [view.toPixel(...orbit.steepest.point), view.toPixel(...minimum)];
  const away = Math.max(1, Math.hypot(x - mx, y - my));
  const place: Point = [x + (40 * (x - mx)) / away, y + (20 * (y - my)) / away];
  const inside = (value: number, edge: number, size: number) => Math.min(size - edge, Math.max(edge, value));
  drawLabel(ctx, 'steepest', [inside(place[0], 36, view.width), inside(place[1], 12, view.height)], {
    color: theme.ink,
    halo: theme.halo,
  });
}

/** The direction of the first step of gradient descent. */
function drawDescent(ctx: Pen, view: View, theme: Theme, walk: Trajectory | undefined, start: Point): void {
  const [from, to] = [view.toPixel(...start), view.toPixel(walk?.x[2] ?? start[0], walk?.x[3] ?? start[1])];
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length === 0) return;
  const tip: Point = [
    from[0] + ((to[0] - from[0]) / length) * 44,
    from[1] + ((to[1] - from[1]) / length) * 44,
  ];
  drawArrow(ctx, from, tip, { color: theme.ink, halo: theme.halo, width: 2 });
}

/** Moves the point along its orbit to the steepest place: at once for whoever wants no motion. */
function travel(plane: Plane, state: () => State, moveTo: (point: Point) => void): void {
  const { orbit } = state();
  const way = pairs(orbit.points);
  const last = way.length - 1;
  const goal = (orbit.steepest.theta / (2 * Math.PI)) * last;
  // The shorter way round.
  const [from, to] = goal > last / 2 ? [last, goal] : [0, goal];
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
    moveTo(orbit.steepest.point);
    return;
  }
  const begin = performance.now();
  const step = (now: number) => {
    const share = Math.min(1, (now - begin) / JUMP);
    const point = way[Math.round(from + (to - from) * share * share * (3 - 2 * share))];
    if (!plane.element.isConnected || !point) return;
    if (share < 1) {
      moveTo(point);
      requestAnimationFrame(step);
    } else moveTo(orbit.steepest.point);
  };
  requestAnimationFrame(step);
}
