import type { Hit } from '../draw/hit';
import type { Theme } from '../draw/theme';
import { pixelAt } from '../draw/trajectory';
import type { View } from '../draw/view';
import type { Runs } from '../state/runs';
import type { Paths } from './paths';
import { readout } from './readout';
import { Tip } from './tip';

/** The iterate that is looked at: a circle around it, and a small box with its values. */
export class Inspection {
  private readonly tip = new Tip();
  readonly element = this.tip.element;
  private hit: Hit | null = null;

  constructor(
    private readonly runs: Runs,
    private readonly paths: Pick<Paths, 'of'>,
  ) {}

  look(hit: Hit | null): void {
    this.hit = hit;
  }

  /** Draws it where it is by now; gives up what is no longer there up to step `last`. */
  draw(ctx: CanvasRenderingContext2D, view: View, theme: Theme, last: number): void {
    const run = this.hit ? this.runs.get(this.hit.optimizer) : undefined;
    const trajectory = run?.shown ? run.trajectory : null;
    const path = trajectory ? this.paths.of(trajectory) : undefined;
    const step = this.hit?.step ?? 0;
    if (!run || !path || step > last || step >= path.x.length / 2) this.hit = null;
    if (!run || !trajectory || !path || !this.hit) {
      this.tip.hide();
      return;
    }
    const at = pixelAt(view, path.x, step);
    ctx.beginPath();
    ctx.arc(...at, 8, 0, 2 * Math.PI);
    ctx.strokeStyle = theme.ink;
    ctx.lineWidth = 1.5;
    ctx.stroke();
    this.tip.show(view, at, ...readout(run.job.label, trajectory, step));
  }
}
