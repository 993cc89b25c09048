import { context2d, el, svg } from '../dom';
import { PathText } from '../draw/path-text';
import { onCanvas } from '../draw/pen';
import { TerrainPainter } from '../draw/terrain';
import type { Theme } from '../draw/theme';
import type { Engine } from '../engine/engine';
import { drawLower, drawUpper, type Figure, type Layout, layOut, type Texts } from './figure';
import { SvgPen } from './svg-pen';

/** Pixels of the image per pixel of the page. */
const SCALE = 2;

/** The figure as a PNG of twice the size that it has on the page. */
export async function png(engine: Pick<Engine, 'Picture'>, link: string, figure: Figure): Promise<Blob> {
  const layout = layOut(figure.picture.view, figure, measure());
  const { view, theme } = figure.picture;
  const canvas = el('canvas', { width: SCALE * layout.size.width, height: SCALE * layout.size.height });
  const ctx = context2d(canvas);
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(await terrain(engine, link, figure), 0, 0);
  ctx.scale(SCALE, SCALE);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, 0, view.width, view.height);
  ctx.clip();
  drawUpper(onCanvas(ctx), figure);
  ctx.restore();
  drawLower(onCanvas(ctx), theme, layout);
  return toBlob(canvas);
}

/** A picture that is there already, twice as large as on the page, with what is said under it. */
export function withTexts(picture: HTMLCanvasElement, texts: Texts, theme: Theme): HTMLCanvasElement {
  const layout = layOut({ width: picture.width / SCALE, height: picture.height / SCALE }, texts, measure());
  const canvas = el('canvas', { width: SCALE * layout.size.width, height: SCALE * layout.size.height });
  const ctx = context2d(canvas);
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(picture, 0, 0);
  ctx.scale(SCALE, SCALE);
  drawLower(onCanvas(ctx), theme, layout);
  return canvas;
}

/** The figure as an SVG: the landscape as an image in it, all else as lines, outlines and texts. */
export async function svgText(
  engine: Pick<Engine, 'Picture'>,
  link: string,
  figure: Figure,
): Promise<string> {
  const layout = layOut(figure.picture.view, figure, measure());
  const { view, theme } = figure.picture;
  const { width, height } = layout.size;
  const ground = await dataUrl(await toBlob(await terrain(engine, link, figure)));
  const root = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' });
  const image = { href: ground, width: view.width, height: view.height };
  root.append(title(figure), svg('rect', { width, height, fill: theme.paper }), svg('image', image));
  const pen = new SvgPen(root);
  const sheet = { pen, Path: PathText };
  // An inner SVG is clipped to its size, as the picture on the page is.
  pen.inside(svg('svg', { width: view.width, height: view.height }), () =>
    drawUpper(sheet, figure, (optimizer, draw) =>
      pen.inside(svg('g', { 'data-optimizer': optimizer }), draw),
    ),
  );
  drawLinked(pen, figure, layout);
  return new XMLSerializer().serializeToString(root);
}

/** The lines under the picture; they lead to the experiment. */
function drawLinked(pen: SvgPen, figure: Figure, layout: Layout): void {
  pen.inside(svg('a', { href: figure.link }), () =>
    drawLower({ pen, Path: PathText }, figure.picture.theme, layout),
  );
}

function title({ caption }: Figure): SVGTitleElement {
  const title = svg('title');
  title.textContent = caption;
  return title;
}

/** The landscape alone; a plain ground where there is none. */
async function terrain(
  engine: Pick<Engine, 'Picture'>,
  link: string,
  { picture: { view, theme, minimum } }: Figure,
): Promise<HTMLCanvasElement> {
  const [width, height] = [SCALE * view.width, SCALE * view.height];
  const canvas = el('canvas', { width, height });
  const ctx = context2d(canvas);
  if (minimum) {
    await new TerrainPainter(engine, ctx).paint(link, view.bounds, width, height, theme.dark);
  } else {
    ctx.fillStyle = theme.grid;
    ctx.fillRect(0, 0, width, height);
  }
  return canvas;
}

function measure(): (text: string, font: string) => number {
  const ctx = context2d(el('canvas'));
  return (text, font) => {
    ctx.font = font;
    return ctx.measureText(text).width;
  };
}

/** The canvas as a PNG. */
export function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('This browser made no image of it.'))));
  });
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
