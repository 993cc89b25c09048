import type { Size } from '../dom';
import type { Theme } from './theme';

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
  Pick<Canvas, 'beginPath' | 'fill' | 'strokeText' | 'fillText' | 'translate'> & { stroke(path?: P): void };

/** A pen, and how a path for it is begun. */
export type Sheet<P extends Outline> = { pen: Pen<P>; Path: new () => P };

/** What a picture can be drawn with again, on a canvas or as an SVG. */
export type Drawing = {
  /** In pixels of the page. */
  size: Size;
  theme: Theme;
  /** What lies beneath all lines, so many times as large; null for nothing. */
  ground(scale: number): Promise<HTMLCanvasElement | null>;
  /** `part` is called around what belongs to one optimizer. */
  draw<P extends Outline>(sheet: Sheet<P>, part: Part): void;
};

export type Part = (optimizer: string, draw: () => void) => void;

/** For a canvas, on which nothing has parts. */
export const asOne: Part = (_, draw) => draw();

export function onCanvas(ctx: Canvas): Sheet<Path2D> {
  return { pen: ctx, Path: Path2D };
}
