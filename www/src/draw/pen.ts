/** What outlines are traced with. */
export type Outline = Pick<CanvasPath, 'moveTo' | 'lineTo' | 'arc' | 'closePath'>;

type Canvas = CanvasRenderingContext2D;
type Style = Pick<
  Canvas,
  | 'strokeStyle'
  | 'fillStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'lineJoin'
  | 'globalAlpha'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'setLineDash'
>;

/** What pictures are drawn with: the part of a canvas that they need, which an SVG has too. `P` is a path that is kept. */
export type Pen<P = never> = Outline &
  Style &
  Pick<Canvas, 'beginPath' | 'fill' | 'strokeText' | 'fillText'> & { stroke(path?: P): void };

/** A pen, and how a path for it is begun. */
export type Sheet<P extends Outline> = { pen: Pen<P>; Path: new () => P };

export function onCanvas(ctx: Canvas): Sheet<Path2D> {
  return { pen: ctx, Path: Path2D };
}
