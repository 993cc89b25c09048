import { drawArrow, drawLabel } from '../draw/arrow';
import type { Outline, Pen } from '../draw/pen';
import { pairs } from '../draw/ribbon';
import { drawTarget } from '../draw/scale';
import type { Theme } from '../draw/theme';
import type { Bounds, Point, View } from '../draw/view';
import type { Started } from '../engine/shared';
import type { Newton, Vectors } from '../engine/types';
import { coordinate, figure } from '../format';
import { dragHandle } from '../panels/drag-handle';
import { ellipseHandles, type HandleNames } from '../panels/ellipse-handles';
import type { Place } from '../playground/place';
import type { Experiment } from '../state/experiment';
import { choice, finding, readings } from './controls';
import type { Made } from './figure';
import { type Canvas, Plane } from './plane';
import { QuadraticField } from './quadratic';

const FUNCTIONS = [
  ['quad', 'A quadratic'],
  ['booth-fixed', 'An ellipse of the paper'],
  ['rosenbrock-fixed', 'A bent valley'],
  ['rosenbrock', 'Rosenbrock’s function'],
] as const;

const SQUARE: Bounds = [-2.4, 2.4, -2.4, 2.4];
const AXES: HandleNames = [null, 'End of the axis of λ₁', 'End of the axis of λ₂'];

/** Fig 1 of the paper: Newton's step, and the part of it that gradient descent lacks. */
export function newtonFigure(place: Place, { engine }: Started, experiment: Experiment): Made {
  const quadratic = new QuadraticField(experiment);
  const read = (): Newton => {
    const newton = engine.newton(experiment.link);
    if (!newton) throw new Error('this figure needs a function of the plane');
    return newton;
  };
  let newton = read();
  const ground = () => (experiment.value('ground') === 'quad' ? 'quad' : experiment.value('task'));
  const scene = () => engine.scene(experiment.link);
  const bounds = () => (ground() === 'quad' ? SQUARE : (scene().plane?.bounds ?? SQUARE));
  let frame = bounds();
  const plane = new Plane(
    place,
    engine,
    () => ({ link: experiment.link, key: `${ground()} ${experiment.value('quad')}`, bounds: frame }),
    (canvas) => {
      placeHandles();
      const said = paint(canvas, newton);
      const quad = ground() === 'quad';
      const critical = quad ? ([0, 0] as const) : scene().plane?.minimum;
      const bowl = !quad || quadratic.values.slice(0, 2).every((eigenvalue) => eigenvalue > 0);
      if (critical) drawTarget(canvas.sheet.pen, canvas.view, critical, canvas.theme, bowl ? 'x*' : '∇L = 0');
      return said;
    },
    'L',
  );
  const settle = () => {
    frame = bounds();
    plane.redraw();
  };
  const point = dragHandle(
    () => plane.view,
    ([x, y]) => experiment.set('start', `${Number(x.toFixed(3))},${Number(y.toFixed(3))}`, 'continuous'),
    settle,
  );
  const axes = ellipseHandles(engine, experiment, () => plane.view, settle, AXES);
  plane.element.append(...axes.elements, point.element);
  const placeHandles = () => {
    const [x, y] = newton.point.map((value) => coordinate(value, 2));
    point.place(newton.point, `Point w at (${x}, ${y}).`);
    axes.place();
  };
  const sliders = quadratic.sliders(-6);
  return {
    picture: plane.element,
    beside: [
      choice('Function', FUNCTIONS, ground, (value) => {
        experiment.setAll(
          value === 'quad'
            ? [
                ['ground', 'quad'],
                ['start', 'auto'],
              ]
            : [
                ['ground', 'task'],
                ['task', value],
                ['start', 'auto'],
              ],
        );
      }),
      ...sliders,
      readings([
        ['eigenvalues of the Hessian H', () => newton.curvatures.map((value) => figure(value)).join(', ')],
        ['slope of ‖∇L‖² along v⊥', () => (newton.vectors ? figure(newton.vectors.slope) : '–')],
        [
          '(gᵀg)² and (gᵀHg)(gᵀH⁻¹g)',
          () =>
            newton.lemma
              ?.map((side) => figure(side))
              .join(newton.lemma[0] <= newton.lemma[1] ? ' ≤ ' : ' > ') ?? '–',
        ],
      ]),
      finding(() => verdict(newton)),
    ],
    drawing: () => plane.drawing(),
    numbers: () => ({
      columns: ['name', 'x', 'y'],
      rows: namedVectors(newton),
    }),
    names: () => [
      { optimizer: 'gd', label: 'v₁: down the gradient' },
      { optimizer: 'momentum', label: 'v∥' },
      { optimizer: 'l2o-tele', label: 'v⊥' },
      { optimizer: 'l2o', label: 'v₂: Newton’s step' },
    ],
    buttons: [],
    refresh: () => {
      newton = read();
      for (const { element } of sliders) element.hidden = ground() !== 'quad';
      if (!point.held) frame = bounds();
      plane.draw();
    },
  };
}

/** The point, the gradient and the vectors of the figure. */
function namedVectors({ point, gradient, vectors }: Newton): (string | number)[][] {
  const { descent, newton, parallel, orthogonal } = vectors ?? {};
  const all = { point, gradient, descent, newton, parallel, orthogonal };
  return Object.entries(all).flatMap(([name, vector]) => (vector ? [[name, ...vector]] : []));
}

function verdict({ vectors, curvatures }: Newton): string {
  if (!vectors) return 'Here the gradient is zero, or the Hessian singular: there is no Newton step.';
  const convex = curvatures[0] > 0;
  const where = convex ? 'L is convex here' : 'L is not convex here';
  if (Math.abs(vectors.slope) < 1e-9)
    return `${where}, and v⊥ is zero: the gradient already points the way of Newton’s step.`;
  if (vectors.slope > 0) return `${where}, and along v⊥ the gradient gets longer.`;
  return `${where}, and along v⊥ the gradient gets shorter: the proposition does not hold.`;
}

function paint<P extends Outline>({ sheet, view, theme }: Canvas<P>, newton: Newton): string {
  const { pen: ctx } = sheet;
  drawSteepness(ctx, view, theme, pairs(newton.equally_steep));
  if (newton.vectors) drawVectors(ctx, view, theme, newton.point, newton.vectors);
  return `Newton’s step from w, split along and across the gradient. ${verdict(newton)}`;
}

/** The curve on which the gradient is as long as at w. */
function drawSteepness(ctx: Pen, view: View, theme: Theme, curve: readonly Point[]): void {
  if (curve.length === 0) return;
  ctx.beginPath();
  for (const point of curve) ctx.lineTo(...view.toPixel(...point));
  ctx.closePath();
  for (const [color, width, dash] of [
    [theme.halo, 4, []],
    [theme.ink, 1.5, [2, 5]],
  ] as const) {
    ctx.setLineDash([...dash]);
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

function drawVectors(
  ctx: Pen,
  view: View,
  theme: Theme,
  w: Point,
  { descent, newton, parallel, orthogonal }: Vectors,
): void {
  const pixel = (vector: Point) => view.toPixel(w[0] + vector[0], w[1] + vector[1]);
  const at = view.toPixel(...w);
  // v₁ only shows a direction: it is as long in the picture as Newton's step.
  const ratio = Math.hypot(...newton) / Math.max(1e-300, Math.hypot(...descent));
  const scaled: Point = [descent[0] * ratio, descent[1] * ratio];
  const arrows = [
    ['v₁', pixel(scaled), theme.look('gd').color, [5, 4]],
    ['v∥', pixel(parallel), theme.look('momentum').color, []],
    ['v⊥', pixel(orthogonal), theme.look('l2o-tele').color, []],
    ['v₂', pixel(newton), theme.look('l2o').color, []],
  ] as const;
  drawSum(ctx, theme, [pixel(parallel), pixel(newton), pixel(orthogonal)]);
  for (const [, to, color, dash] of arrows)
    drawArrow(ctx, at, to, { color, halo: theme.halo, width: 2.5, dash });
  for (const [name, to, color] of arrows) {
    const [dx, dy] = [to[0] - at[0], to[1] - at[1]];
    const length = Math.hypot(dx, dy);
    if (length < 12) continue;
    // Beyond the tip, where nothing else is drawn; but v₁ and v∥ have one direction, and v₂ often ends at the minimum.
    const [along, aside] = BESIDE[name] ?? [1 + 14 / length, 0];
    const place: Point = [
      at[0] + along * dx - (aside * dy) / length,
      at[1] + along * dy + (aside * dx) / length,
    ];
    drawLabel(ctx, name, place, { color, halo: theme.halo });
  }
  const [x, y] = newton;
  const size = Math.max(1e-300, Math.hypot(x, y));
  drawLabel(ctx, 'w', [at[0] - (24 * x) / size, at[1] + (24 * y) / size], {
    color: theme.ink,
    halo: theme.halo,
  });
}

/** The arrows that are named beside them: at which part of their length, and so many pixels away. */
const BESIDE: Record<string, readonly [along: number, aside: number]> = {
  'v∥': [0.5, 14],
  'v₂': [0.55, -14],
};

/** The other sides of the parallelogram in which v∥ and v⊥ add up to v₂. */
function drawSum(ctx: Pen, theme: Theme, corners: readonly Point[]): void {
  ctx.beginPath();
  for (const corner of corners) ctx.lineTo(...corner);
  ctx.setLineDash([2, 4]);
  ctx.strokeStyle = theme.ink;
  ctx.lineWidth = 1.25;
  ctx.stroke();
  ctx.setLineDash([]);
}
