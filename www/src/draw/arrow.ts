import type { Pen } from './pen';
import type { Point } from './view';

/** Length of an arrow's head, in pixels. */
const HEAD = 9;

type Style = { color: string; halo: string; width: number; dash?: readonly number[] };

/** An arrow between two pixels, legible on any ground. One too short to point anywhere is a dot. */
export function drawArrow(ctx: Pen, from: Point, to: Point, style: Style): void {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const head = Math.min(HEAD, length);
  const angle = Math.atan2(dy, dx);
  const neck: Point = [to[0] - head * 0.8 * Math.cos(angle), to[1] - head * 0.8 * Math.sin(angle)];
  ctx.lineCap = 'butt';
  for (const [color, width, dash] of [
    [style.halo, style.width + 3, []],
    [style.color, style.width, style.dash ?? []],
  ] as const) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash([...dash]);
    ctx.beginPath();
    ctx.moveTo(...from);
    ctx.lineTo(...neck);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(...to);
  for (const turn of [2.65, -2.65])
    ctx.lineTo(to[0] + head * 1.15 * Math.cos(angle + turn), to[1] + head * 1.15 * Math.sin(angle + turn));
  ctx.closePath();
  ctx.fillStyle = style.color;
  ctx.strokeStyle = style.halo;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.fill();
}

/** A name beside a pixel. */
export function drawLabel(
  ctx: Pen,
  text: string,
  [x, y]: Point,
  { color, halo }: Pick<Style, 'color' | 'halo'>,
): void {
  ctx.font = 'italic 600 14px system-ui, sans-serif';
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.strokeStyle = halo;
  ctx.lineWidth = 4;
  ctx.lineJoin = 'round';
  ctx.strokeText(text, x, y);
  ctx.fillStyle = color;
  ctx.fillText(text, x, y);
}
