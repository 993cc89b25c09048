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
    this.experiment.set('quad', values.join(','), 'continuous');
  }
}
