import type { OwnPath, Path } from '../draw/path';
import type { Bounds } from '../draw/view';
import type { Engine } from '../engine/engine';
import type { Trajectory } from '../engine/types';
import type { Runs } from '../state/runs';

/** How long a projection is good for while trajectories change, in milliseconds. */
const PATIENCE = 250;
/** Room around projected paths, as a share of their extent. */
const MARGIN = 0.12;

/** The paths of all optimizers in the plane of the picture: the plane itself, or that of the principal components. */
export class Paths {
  private projected = new Map<Trajectory, Path>();
  private square: Bounds = [-1, 1, -1, 1];
  private made = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly engine: Pick<Engine, 'project'>,
    private readonly runs: Runs,
    private readonly later: (milliseconds: number) => void,
  ) {}

  /** What there is to draw now. */
  get all(): OwnPath[] {
    const own = this.runs.shown.flatMap(({ job, trajectory }) =>
      trajectory && trajectory.x.length > 0 ? [{ optimizer: job.optimizer, trajectory }] : [],
    );
    if (own.some(({ trajectory }) => trajectory.dimension !== 2))
      this.project(own.map((one) => one.trajectory));
    return own.flatMap(({ optimizer, trajectory }) => {
      const path = trajectory.dimension === 2 ? trajectory : this.projected.get(trajectory);
      return path ? [{ optimizer, path }] : [];
    });
  }

  /** The path of one trajectory, if it is drawn. */
  of(trajectory: Trajectory): Path | undefined {
    return trajectory.dimension === 2 ? trajectory : this.projected.get(trajectory);
  }

  /** A square around all projected paths. */
  get bounds(): Bounds {
    return this.square;
  }

  /** Projects all trajectories together; new ones that come too soon after the last have to wait. */
  private project(trajectories: Trajectory[]): void {
    if (trajectories.every((trajectory) => this.projected.has(trajectory))) return;
    const wait = this.made + PATIENCE - performance.now();
    if (wait > 0) {
      this.later(wait);
      return;
    }
    const dimension = trajectories[0]?.dimension ?? 2;
    const all = new Float32Array(trajectories.reduce((sum, { x }) => sum + x.length, 0));
    let end = 0;
    for (const { x } of trajectories) {
      all.set(x, end);
      end += x.length;
    }
    const points = this.engine.project(all, dimension);
    this.projected = new Map();
    let start = 0;
    for (const trajectory of trajectories) {
      const x = points.slice(start, start + (2 * trajectory.x.length) / dimension);
      start += x.length;
      this.projected.set(trajectory, { x, middle: x.slice(2), arcs: new Float32Array(), jump_first: false });
    }
    this.square = around(points);
    this.made = performance.now();
  }
}

function around(points: Float32Array): Bounds {
  const extent = (axis: number) => {
    const values = points.filter((_, i) => i % 2 === axis);
    return values.reduce(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)] as [number, number],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as [number, number],
    );
  };
  const [[x0, x1], [y0, y1]] = [extent(0), extent(1)];
  const half = Math.max(1e-6, (0.5 + MARGIN) * Math.max(x1 - x0, y1 - y0));
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return [x - half, x + half, y - half, y + half];
}
