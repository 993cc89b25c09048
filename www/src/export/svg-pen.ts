import { svg } from '../dom';
import { PathText, round } from '../draw/path-text';
import type { Pen } from '../draw/pen';

/** How far below the middle of a line, in its font size, letters stand. */
const BASELINE: Record<string, number> = { top: 0.8, middle: 0.35, bottom: -0.22, alphabetic: 0 };
const ANCHOR: Record<string, string> = { center: 'middle', left: 'start', right: 'end' };

/** Draws as a canvas does, into an SVG. */
export class SvgPen implements Pen<PathText> {
  strokeStyle = '#000';
  fillStyle = '#000';
  lineWidth = 1;
  lineCap: CanvasLineCap = 'butt';
  lineJoin: CanvasLineJoin = 'miter';
  globalAlpha = 1;
  font = '10px sans-serif';
  textAlign: CanvasTextAlign = 'left';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  private dash: readonly number[] = [];
  private path = new PathText();

  constructor(private parent: SVGElement) {}

  /** What `draw` draws goes into an element of its own. */
  inside(element: SVGElement, draw: () => void): void {
    const before = this.parent;
    before.append(element);
    this.parent = element;
    draw();
    this.parent = before;
  }

  /** Moves all that is drawn after this, as far as the element goes that it is drawn into. */
  translate(x: number, y: number): void {
    const group = svg('g', { transform: `translate(${round(x)} ${round(y)})` });
    this.parent.append(group);
    this.parent = group;
  }

  beginPath(): void {
    this.path = new PathText();
  }

  moveTo(x: number, y: number): void {
    this.path.moveTo(x, y);
  }

  lineTo(x: number, y: number): void {
    this.path.lineTo(x, y);
  }

  arc(x: number, y: number, r: number): void {
    this.path.arc(x, y, r);
  }

  closePath(): void {
    this.path.closePath();
  }

  setLineDash(dash: readonly number[]): void {
    this.dash = dash;
  }

  stroke({ text } = this.path): void {
    if (!/[LA]/.test(text)) return;
    const dash = this.dash.length > 0 && { 'stroke-dasharray': this.dash.join(' ') };
    const ends = { 'stroke-linecap': this.lineCap, 'stroke-linejoin': this.lineJoin };
    this.parent.append(svg('path', { d: text, fill: 'none', ...this.line(), ...ends, ...dash }));
  }

  fill(): void {
    if (this.path.text === '') return;
    this.parent.append(
      svg('path', { d: this.path.text, ...color('fill', this.fillStyle, this.globalAlpha) }),
    );
  }

  strokeText(text: string, x: number, y: number): void {
    const round = { 'stroke-linejoin': 'round', 'aria-hidden': 'true' };
    this.write(text, x, y, { fill: 'none', ...this.line(), ...round });
  }

  fillText(text: string, x: number, y: number): void {
    this.write(text, x, y, color('fill', this.fillStyle, this.globalAlpha));
  }

  private line(): Record<string, string | number> {
    return { ...color('stroke', this.strokeStyle, this.globalAlpha), 'stroke-width': this.lineWidth };
  }

  private write(text: string, x: number, y: number, paint: Record<string, string | number>): void {
    const { size, ...font } = fontOf(this.font);
    const place = { x: round(x), y: round(y + (BASELINE[this.textBaseline] ?? 0) * size) };
    const anchor = { 'text-anchor': ANCHOR[this.textAlign] ?? 'start' };
    const element = svg('text', { ...place, ...anchor, 'font-size': size, ...font, ...paint });
    element.textContent = text;
    this.parent.append(element);
  }
}

/** `italic 600 13px serif` as attributes. */
function fontOf(font: string): { size: number } & Record<string, string | number> {
  const [, style = '', weight = '', size = '10', family = ''] =
    /^(italic )?(\d+ )?([\d.]+)px (.*)$/.exec(font) ?? [];
  return {
    size: Number(size),
    'font-family': family,
    ...(style && { 'font-style': 'italic' }),
    ...(weight && { 'font-weight': weight.trim() }),
  };
}

/** A colour and how opaque it is: not every program knows `rgb(0 0 0 / 80%)`. */
function color(kind: 'fill' | 'stroke', text: string, alpha: number): Record<string, string | number> {
  const [red, green, blue, percent] = (/^rgb\((.*)\)$/.exec(text)?.[1] ?? '').match(/[\d.]+/g) ?? [];
  const opacity = (percent === undefined ? 1 : Number(percent) / 100) * alpha;
  return {
    [kind]: blue === undefined ? text : `rgb(${red}, ${green}, ${blue})`,
    ...(opacity < 1 && { [`${kind}-opacity`]: round(opacity) }),
  };
}
