/** Decimals of a pixel. */
const DECIMALS = 2;

/** Records canvas commands as the text of an SVG path. */
export class PathText {
  text = '';

  moveTo(x: number, y: number): void {
    this.text += `M${round(x)} ${round(y)}`;
  }

  /** The first point of a path is where it begins, as on a canvas. */
  lineTo(x: number, y: number): void {
    this.text += `${this.text === '' ? 'M' : 'L'}${round(x)} ${round(y)}`;
  }

  /** Only whole circles. */
  arc(x: number, y: number, r: number): void {
    const half = (to: number) => `A${round(r)} ${round(r)} 0 1 0 ${round(to)} ${round(y)}`;
    this.text += `M${round(x + r)} ${round(y)}${half(x - r)}${half(x + r)}`;
  }

  closePath(): void {
    this.text += 'Z';
  }
}

/** As few digits as the eye can tell apart. */
export function round(value: number): number {
  return Number(value.toFixed(DECIMALS)) + 0;
}
