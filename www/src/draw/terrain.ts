import { context2d, el, type Size } from '../dom';
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

/** Paints landscapes band by band, so that the page stays responsive; a newer picture replaces one under way. */
export class TerrainPainter {
  private order = 0;

  constructor(
    private readonly engine: Pick<Engine, 'Picture'>,
    private readonly context: CanvasRenderingContext2D,
  ) {}

  /** Fills the canvas, in device pixels. Resolves when the picture is complete or replaced by a newer one. */
  async paint(link: string, bounds: Bounds, width: number, height: number, dark: boolean): Promise<void> {
    this.order += 1;
    const order = this.order;
    const picture = new this.engine.Picture(link, Float32Array.from(bounds), width, height);
    try {
      const image = await this.render(picture, width, height, dark, () => order === this.order);
      if (!image) return;
      this.context.canvas.width = width;
      this.context.canvas.height = height;
      this.context.putImageData(image, 0, 0);
    } finally {
      picture.free();
    }
  }

  private async render(
    picture: Picture,
    width: number,
    height: number,
    dark: boolean,
    wanted: () => boolean,
  ): Promise<ImageData | null> {
    const { stops, line } = dark ? DARK : LIGHT;
    const ramp = interpolate(stops);
    const pixels = new Uint8ClampedArray(4 * width * height);
    let end = performance.now() + STRETCH;
    for (let row = 0; row < height; row += BAND) {
      pixels.set(picture.rows(row, BAND, ramp, Uint8Array.from(line)), 4 * width * row);
      if (performance.now() < end) continue;
      await new Promise((resolve) => setTimeout(resolve));
      if (!wanted()) return null;
      end = performance.now() + STRETCH;
    }
    return new ImageData(pixels, width, height);
  }
}

/** The landscape of a view in a canvas of its own, so many times as large. */
export async function terrain(
  engine: Pick<Engine, 'Picture'>,
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
