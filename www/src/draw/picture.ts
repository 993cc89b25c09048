import type { Orbit } from '../engine/types';
import type { OwnPath } from './path';
import { asOne, type Outline, type Part, type Pen, type Sheet } from './pen';
import { drawRibbon, pairs } from './ribbon';
import { drawScale, drawTarget } from './scale';
import type { Theme } from './theme';
import { drawGhost, drawTrajectory } from './trajectory';
import type { Point, View } from './view';

/** All that is drawn over a landscape. */
export type Picture = {
  view: View;
  theme: Theme;
  /** Where f is 0, in the plane. */
  minimum: Point | null;
  /** Where the start could be teleported to, if that is to be seen. */
  orbit: Orbit | null;
  /** Where learned optimizers went before they had learned. */
  ghosts: readonly OwnPath[];
  /** The first lies on top: what this page is about. */
  paths: readonly OwnPath[];
  /** Points of each teleport's arc. */
  arcPoints: number;
  /** How far the race has come, in steps. */
  position: number;
};

/** Draws a picture. `part` is called around what belongs to one optimizer. */
export function drawPicture<P extends Outline>(
  sheet: Sheet<P>,
  { view, theme, minimum, orbit, ghosts, paths, arcPoints, position }: Picture,
  part: Part = asOne,
): void {
  if (orbit) {
    const most = Math.max(...orbit.gradient_norm);
    const share = (i: number) => (orbit.gradient_norm[i] ?? 0) / most;
    drawRibbon(sheet.pen, view, pairs(orbit.points), share, theme, 2.5);
  }
  for (const { optimizer, path } of ghosts) drawGhost(sheet.pen, view, path, theme.look(optimizer).color);
  if (minimum) drawTarget(sheet.pen, view, minimum, theme);
  drawScale(sheet.pen, view, theme);
  for (const { optimizer, path } of [...paths].reverse()) {
    part(optimizer, () =>
      drawTrajectory(sheet, view, path, arcPoints, theme.look(optimizer), theme.halo, position),
    );
  }
}

/** The ring at the start, which on the page is a handle. */
export function drawStart(pen: Pen, view: View, start: Point, theme: Theme): void {
  const [x, y] = view.toPixel(...start);
  pen.setLineDash([]);
  for (const [color, width] of [
    [theme.halo, 7],
    [theme.ink, 3],
  ] as const) {
    pen.beginPath();
    pen.moveTo(x + 8, y);
    pen.arc(x, y, 8, 0, 2 * Math.PI);
    pen.strokeStyle = color;
    pen.lineWidth = width;
    pen.stroke();
  }
}
