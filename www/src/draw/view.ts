/** `x_min, x_max, y_min, y_max`. */
export type Bounds = readonly [number, number, number, number];
export type Point = readonly [number, number];

/** A window onto the plane: world coordinates on one side, CSS pixels (y down) on the other. */
export class View {
  constructor(
    readonly bounds: Bounds,
    readonly width: number,
    readonly height: number,
  ) {}

  /** World units per pixel, horizontally. */
  get unit(): number {
    return (this.bounds[1] - this.bounds[0]) / this.width;
  }

  toPixel(x: number, y: number): Point {
    const [x0, x1, y0, y1] = this.bounds;
    return [((x - x0) / (x1 - x0)) * this.width, ((y1 - y) / (y1 - y0)) * this.height];
  }

  toWorld(px: number, py: number): Point {
    const [x0, x1, y0, y1] = this.bounds;
    return [x0 + (px / this.width) * (x1 - x0), y1 - (py / this.height) * (y1 - y0)];
  }

  contains([px, py]: Point): boolean {
    return px >= 0 && py >= 0 && px <= this.width && py <= this.height;
  }
}

/** Round numbers (1, 2 or 5 times a power of ten apart) that divide a range into about `count` parts. */
export function ticks(low: number, high: number, count: number): { step: number; values: number[] } {
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return {
    step,
    values: Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step),
  };
}

/** How many decimals tell multiples of `step` apart. */
export function decimalsOf(step: number): number {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}
