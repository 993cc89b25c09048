import { coordinate } from '../format';
import type { Pen } from './pen';
import type { Theme } from './theme';
import { decimalsOf, type Point, ticks, type View } from './view';

const FONT = '11px system-ui, sans-serif';

/** Coordinates along the lower and the left border. */
export function drawScale(ctx: Pen, view: View, theme: Theme): void {
  const [x0, x1, y0, y1] = view.bounds;
  ctx.font = FONT;
  ctx.fillStyle = theme.muted;
  ctx.strokeStyle = theme.halo;
  ctx.lineWidth = 3;
  const label = (value: number, step: number, at: Point) => {
    const text = coordinate(value, decimalsOf(step));
    ctx.strokeText(text, ...at);
    ctx.fillText(text, ...at);
  };
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  const horizontal = ticks(x0, x1, view.width / 90);
  for (const value of horizontal.values) {
    const [px] = view.toPixel(value, y0);
    if (px > 36 && px < view.width - 14) label(value, horizontal.step, [px, view.height - 4]);
  }
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const vertical = ticks(y0, y1, view.height / 70);
  for (const value of vertical.values) {
    const [, py] = view.toPixel(x0, value);
    if (py > 14 && py < view.height - 22) label(value, vertical.step, [5, py]);
  }
}

/** A cross where f is 0, with a name. */
export function drawTarget(ctx: Pen, view: View, at: Point, theme: Theme, name = 'x*'): void {
  const [px, py] = view.toPixel(...at);
  for (const [color, width] of [
    [theme.halo, 5],
    [theme.ink, 1.75],
  ] as const) {
    ctx.beginPath();
    ctx.moveTo(px - 7, py);
    ctx.lineTo(px + 7, py);
    ctx.moveTo(px, py - 7);
    ctx.lineTo(px, py + 7);
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.lineCap = 'round';
    ctx.stroke();
  }
  ctx.font = 'italic 13px system-ui, sans-serif';
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  ctx.strokeStyle = theme.halo;
  ctx.lineWidth = 3;
  ctx.fillStyle = theme.ink;
  ctx.strokeText(name, px + 9, py - 7);
  ctx.fillText(name, px + 9, py - 7);
}
