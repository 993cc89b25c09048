import { context2d, el, svg } from '../dom';
import { PathText } from '../draw/path-text';
import { asOne, type Drawing, onCanvas } from '../draw/pen';
import { drawLower, type Layout, layOut, type Texts } from './figure';
import { SvgPen } from './svg-pen';

/** Pixels of an image per pixel of the page. */
const SCALE = 2;

/** A drawing and what is said under it, as a PNG of twice the size that it has on the page. */
export async function png(drawing: Drawing, texts: Texts): Promise<Blob> {
  const layout = layOut(drawing.size, texts, measure());
  const { theme, size } = drawing;
  const canvas = el('canvas', { width: SCALE * layout.size.width, height: SCALE * layout.size.height });
  const ctx = context2d(canvas);
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  const ground = await drawing.ground(SCALE);
  if (ground) ctx.drawImage(ground, 0, 0);
  ctx.scale(SCALE, SCALE);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, 0, size.width, size.height);
  ctx.clip();
  drawing.draw(onCanvas(ctx), asOne);
  ctx.restore();
  drawLower(ctx, theme, layout);
  return toBlob(canvas);
}

/** The same as an SVG: the landscape as an image in it, all else as lines, outlines and texts. */
export async function svgText(drawing: Drawing, texts: Texts): Promise<string> {
  const layout = layOut(drawing.size, texts, measure());
  const { theme, size } = drawing;
  const { width, height } = layout.size;
  const root = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' });
  root.append(title(texts), svg('rect', { width, height, fill: theme.paper }));
  const ground = await drawing.ground(SCALE);
  if (ground) {
    const href = await dataUrl(await toBlob(ground));
    root.append(svg('image', { href, width: size.width, height: size.height }));
  }
  const pen = new SvgPen(root);
  // An inner SVG is clipped to its size, as the picture on the page is.
  pen.inside(svg('svg', { width: size.width, height: size.height }), () =>
    drawing.draw({ pen, Path: PathText }, (optimizer, draw) =>
      pen.inside(svg('g', { 'data-optimizer': optimizer }), draw),
    ),
  );
  drawLinked(pen, drawing, texts, layout);
  return new XMLSerializer().serializeToString(root);
}

/** The lines under the picture; they lead to the experiment. */
function drawLinked(pen: SvgPen, { theme }: Drawing, { link }: Texts, layout: Layout): void {
  pen.inside(svg('a', { href: link }), () => drawLower(pen, theme, layout));
}

function title({ caption }: Texts): SVGTitleElement {
  const title = svg('title');
  title.textContent = caption;
  return title;
}

function measure(): (text: string, font: string) => number {
  const ctx = context2d(el('canvas'));
  return (text, font) => {
    ctx.font = font;
    return ctx.measureText(text).width;
  };
}

function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
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
