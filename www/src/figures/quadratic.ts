import type { Experiment } from '../state/experiment';
import { type Part, slider } from './controls';

/** An eigenvalue nearer to 0 than this makes A singular: sliders jump over it. */
const LEAST = 0.1;

/** The quadratic of a figure's link: two eigenvalues, and the angle of the first axis in degrees. */
export class QuadraticField {
  constructor(private readonly experiment: Experiment) {}

  get values(): [number, number, number] {
    const [one = 1, two = 1, angle = 0] = this.experiment.members('quad').map(Number);
    return [one, two, angle];
  }

  set(values: readonly number[]): void {
    this.experiment.set('quad', values.map((value) => Number(value.toFixed(3))).join(','), 'continuous');
  }

  /** Sliders for all three, eigenvalues from `min` up. */
  sliders(min: number): Part[] {
    const eigenvalue = (index: 0 | 1, name: string) =>
      slider(
        name,
        { min, max: 6, step: 0.1 },
        () => this.values[index],
        (value) => this.replace(index, Math.abs(value) < LEAST ? (value < 0 ? -LEAST : LEAST) : value),
        (value) => value.toFixed(1).replace('-', '−'),
      );
    const angle = slider(
      'axes turned by',
      { min: -90, max: 90, step: 1 },
      () => this.values[2],
      (value) => this.replace(2, value),
      (value) => `${value.toFixed(0).replace('-', '−')}°`,
    );
    return [eigenvalue(0, 'λ₁'), eigenvalue(1, 'λ₂'), angle];
  }

  private replace(index: 0 | 1 | 2, value: number): void {
    const values = this.values;
    values[index] = value;
    this.set(values);
  }
}

/** The ends of the axes of the level set on which x̂ᵀAx̂ is `level` in size. */
export function axisEnd([one, two, angle]: readonly [number, number, number], index: 0 | 1, level: number) {
  const turn = (angle * Math.PI) / 180 + (index * Math.PI) / 2;
  const length = Math.sqrt(level / Math.abs(index === 0 ? one : two));
  return [length * Math.cos(turn), length * Math.sin(turn)] as const;
}

/** The quadratic whose axis `index` ends there: its eigenvalue and the angle of both axes follow. */
export function withAxisEnd(
  [one, two]: readonly [number, number, number],
  index: 0 | 1,
  level: number,
  [x, y]: readonly [number, number],
): [number, number, number] {
  const sign = Math.sign(index === 0 ? one : two);
  const size = Math.min(6, Math.max(LEAST, level / (x * x + y * y)));
  const turned = (Math.atan2(y, x) * 180) / Math.PI - 90 * index;
  // An axis has no direction: half a turn is no turn.
  const angle = ((((turned + 90) % 180) + 180) % 180) - 90;
  return index === 0 ? [sign * size, two, angle] : [one, sign * size, angle];
}
