import { context2d, el, type Size, wipe } from '../dom';
import type { Engine, Picture } from '../engine/engine';
import type { Bounds, View } from './view';

/** Stops of the colour ramp from the lowest to the highest f, and the contour lines. The valley glows, in both themes. */
const LIGHT = {
  stops: [
    [255, 253, 244],
    [240, 243, 240],
    [205, 219, 227],
    [160, 181, 204],
    [124, 146, 178],
  ],
  line: [40, 66, 102, 62],
};
const DARK = {
  stops: [
    [74, 104, 132],
    [50, 76, 106],
    [34, 53, 80],
    [23, 36, 57],
    [15, 23, 38],
  ],
  line: [176, 205, 235, 46],
};

/** What may be done at a stretch, in milliseconds, before the page gets its turn again. */
const STRETCH = 6;
const BAND = 16;

type Painted = Pick<Engine, 'Picture' | 'pixels'>;

/** Paints landscapes band by band, so that the page stays responsive. One under way is completed; then the newest has its turn. */
export class TerrainPainter {
  private order = 0;
  private underWay: Promise<void> | null = null;
  /** The last one took one stretch: so may the next, and it is begun at once. Else the frame that asks for it is long enough. */
  private quick = true;

  constructor(
    private readonly engine: Painted,
    private readonly context: CanvasRenderingContext2D,
  ) {}

  /** Fills the canvas, in device pixels. Resolves when the picture is complete or a newer one was asked for. */
  async paint(link: string, bounds: Bounds, width: number, height: number, dark: boolean): Promise<void> {
    this.order += 1;
    const order = this.order;
    while (this.underWay) {
      await this.underWay.catch(() => {}); // whoever asked for it is told
      if (order !== this.order) return;
    }
    this.underWay = this.complete(link, bounds, width, height, dark);
    try {
      await this.underWay;
    } finally {
      this.underWay = null;
    }
  }

  private async complete(
    link: string,
    bounds: Bounds,
    width: number,
    height: number,
    dark: boolean,
  ): Promise<void> {
    if (!this.quick) await turn();
    const picture = new this.engine.Picture(link, Float32Array.from(bounds), width, height);
    try {
      this.quick = await inBands(picture, dark);
      wipe(this.context.canvas, width, height);
      const pixels = this.engine.pixels(picture, 4 * width * height);
      this.context.putImageData(new ImageData(pixels, width, height), 0, 0);
    } finally {
      picture.free();
    }
  }
}

/** The page gets its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Paints all of a picture; whether one stretch was enough. */
async function inBands(picture: Picture, dark: boolean): Promise<boolean> {
  const { stops, line } = dark ? DARK : LIGHT;
  const [ramp, ink] = [interpolate(stops), Uint8Array.from(line)];
  let once = true;
  let end = performance.now() + STRETCH;
  while (picture.paint(BAND, ramp, ink)) {
    if (performance.now() < end) continue;
    once = false;
    await turn();
    end = performance.now() + STRETCH;
  }
  return once;
}

/** The landscape of a view in a canvas of its own, so many times as large. */
export async function terrain(
  engine: Painted,
  link: string,
  view: View,
  scale: number,
  dark: boolean,
): Promise<HTMLCanvasElement> {
  const ctx = context2d(el('canvas'));
  const [width, height] = [Math.round(scale * view.width), Math.round(scale * view.height)];
  await new TerrainPainter(engine, ctx).paint(link, view.bounds, width, height, dark);
  return ctx.canvas;
}

/** A canvas as large, of one colour. */
export function plain({ width, height }: Size, scale: number, color: string): HTMLCanvasElement {
  const ctx = context2d(
    el('canvas', { width: Math.round(scale * width), height: Math.round(scale * height) }),
  );
  ctx.fillStyle = color;
  ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  return ctx.canvas;
}

/** 256 RGB triples between equally spaced stops. */
export function interpolate(stops: readonly (readonly number[])[]): Uint8Array {
  const ramp = new Uint8Array(3 * 256);
  for (let i = 0; i < 256; i += 1) {
    const position = (i / 255) * (stops.length - 1);
    const below = Math.min(stops.length - 2, Math.floor(position));
    const share = position - below;
    for (let channel = 0; channel < 3; channel += 1) {
      const low = stops[below]?.[channel] ?? 0;
      const high = stops[below + 1]?.[channel] ?? 0;
      ramp[3 * i + channel] = Math.round(low + (high - low) * share);
    }
  }
  return ramp;
}
