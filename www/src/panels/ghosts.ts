import type { Trajectory } from '../engine/types';
import type { Run, Runs } from '../state/runs';

/** Where each learned optimizer went before it had learned anything, so that what it learns stays visible. */
export class Ghosts {
  private paths = new WeakMap<Run, Trajectory>();

  constructor(runs: Runs) {
    runs.changed.on((run) => {
      if (run.job.learned && run.trajectory && run.progress.phase === 'training' && run.progress.done === 0) {
        this.paths.set(run, run.trajectory);
      }
    });
  }

  /** The path of a run, if it is one from the start that is shown. */
  of(run: Run): Trajectory | null {
    const path = this.paths.get(run);
    const now = run.trajectory;
    return path && now && path.x[0] === now.x[0] && path.x[1] === now.x[1] ? path : null;
  }

  /** Another function is shown. */
  forget(): void {
    this.paths = new WeakMap();
  }
}
