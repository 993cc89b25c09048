import { context2d, el } from '../dom';
import { type Hit, hitTest } from '../draw/hit';
import { drawScale, drawTarget } from '../draw/scale';
import { TerrainPainter } from '../draw/terrain';
import { onThemeChange, readTheme, type Theme } from '../draw/theme';
import { drawTrajectory } from '../draw/trajectory';
import { type Point, View } from '../draw/view';
import type { Engine } from '../engine/engine';
import type { Scene, Trajectory } from '../engine/types';
import type { Experiment } from '../state/experiment';
import type { Frames } from '../state/frames';
import type { Playback } from '../state/playback';
import type { Runs } from '../state/runs';
import { readout } from './readout';
import { startHandle } from './start-handle';

const REACH = 16;

/** The landscape with the trajectories of all optimizers from one start, which can be dragged. */
export class LandscapePanel {
  private readonly terrain = el('canvas', { class: 'terrain', 'aria-hidden': 'true' });
  private readonly paths = el('canvas', { class: 'paths', role: 'img' });
  private readonly tip = el('div', { class: 'tip', hidden: true });
  private readonly painter: TerrainPainter;
  private readonly handle;
  private scene: Scene;
  private view: View;
  private theme: Theme = readTheme();
  private painted = '';
  private hit: Hit | null = null;
  private readonly draw: () => void;

  constructor(
    private readonly root: HTMLElement,
    private readonly engine: Engine,
    private readonly experiment: Experiment,
    private readonly runs: Runs,
    private readonly playback: Playback,
    frames: Frames,
  ) {
    this.draw = frames.schedule(() => this.drawNow(), 'smooth');
    this.painter = new TerrainPainter(engine, context2d(this.terrain));
    this.scene = engine.scene(experiment.link);
    this.view = new View(this.scene.bounds, 1, 1);
    this.handle = startHandle(
      experiment,
      () => this.view,
      () => this.arrange(),
    );
    root.append(this.terrain, this.paths, this.handle.element, this.tip);
    new ResizeObserver(() => this.arrange()).observe(root);
    experiment.changed.on(() => this.arrange());
    runs.changed.on(this.draw);
    runs.rearranged.on(this.draw);
    playback.changed.on(this.draw);
    onThemeChange(() => {
      this.theme = readTheme();
      this.arrange();
    });
    this.listen();
  }

  /** Fits the view to the scene and repaints what depends on it. While the start is dragged, the view rests. */
  private arrange(): void {
    const { clientWidth: width, clientHeight: height } = this.root;
    if (width === 0 || height === 0) return;
    this.scene = this.engine.scene(this.experiment.link);
    const bounds = this.handle.dragging ? this.view.bounds : this.scene.bounds;
    this.view = new View(bounds, width, height);
    this.handle.place(this.scene.start);
    this.paint();
    this.draw();
  }

  private paint(): void {
    const scale = Math.min(2, window.devicePixelRatio || 1);
    const size = [Math.round(this.view.width * scale), Math.round(this.view.height * scale)] as const;
    const key = JSON.stringify([this.scene.key, this.view.bounds, size, this.theme.dark]);
    if (key === this.painted) return;
    this.painted = key;
    void this.painter.paint(this.experiment.link, this.view.bounds, ...size, this.theme.dark);
  }

  private drawNow(): void {
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(this.view.width * scale), Math.round(this.view.height * scale)];
    if (this.paths.width !== width || this.paths.height !== height) {
      this.paths.width = width;
      this.paths.height = height;
    }
    const ctx = context2d(this.paths);
    ctx.setTransform(scale, 0, 0, scale, 0, 0);
    ctx.clearRect(0, 0, this.view.width, this.view.height);
    drawScale(ctx, this.view, this.theme);
    drawTarget(ctx, this.view, this.scene.minimum, this.theme);
    // Baselines first, so that what this page is about lies on top.
    for (const { optimizer, trajectory } of this.trajectories().reverse()) {
      const look = this.theme.look(optimizer);
      drawTrajectory(
        ctx,
        this.view,
        trajectory,
        this.engine.arc_points(),
        look,
        this.theme.halo,
        this.playback.position,
      );
    }
    this.drawHit(ctx);
    this.paths.setAttribute('aria-label', this.describe());
  }

  private drawHit(ctx: CanvasRenderingContext2D): void {
    const trajectory = this.hit && this.runs.get(this.hit.optimizer)?.trajectory;
    this.tip.hidden = !trajectory;
    if (!this.hit || !trajectory) return;
    ctx.beginPath();
    ctx.arc(...this.hit.at, 8, 0, 2 * Math.PI);
    ctx.strokeStyle = this.theme.ink;
    ctx.lineWidth = 1.5;
    ctx.stroke();
    readout(this.tip, this.runs.get(this.hit.optimizer)?.job.label ?? '', trajectory, this.hit.step);
    this.placeTip(this.hit.at);
  }

  /** Beside the point, on the side where there is room. */
  private placeTip([x, y]: Point): void {
    const right = x < this.view.width / 2;
    const low = y < this.view.height / 2;
    this.tip.style.left = right ? `${x + 14}px` : '';
    this.tip.style.right = right ? '' : `${this.view.width - x + 14}px`;
    this.tip.style.top = low ? `${y + 10}px` : '';
    this.tip.style.bottom = low ? '' : `${this.view.height - y + 10}px`;
  }

  private trajectories(): { optimizer: string; trajectory: Trajectory }[] {
    return this.runs.shown.flatMap(({ job, trajectory }) =>
      trajectory && trajectory.x.length > 0 ? [{ optimizer: job.optimizer, trajectory }] : [],
    );
  }

  private describe(): string {
    const names = this.runs.shown.map((run) => run.job.label).join(', ');
    return `Level sets of ${this.scene.formula} with the trajectories of ${names || 'no optimizer'}. The table below has the values.`;
  }

  private listen(): void {
    this.paths.addEventListener('pointermove', (event) => {
      const at: Point = [event.offsetX, event.offsetY];
      this.hit = hitTest(this.view, this.trajectories(), this.playback.step, at, REACH);
      this.draw();
    });
    this.paths.addEventListener('pointerleave', () => {
      this.hit = null;
      this.draw();
    });
    // A click puts the start there, unless it was aimed at a point of a trajectory.
    this.paths.addEventListener('click', (event) => {
      const at: Point = [event.offsetX, event.offsetY];
      this.hit = hitTest(this.view, this.trajectories(), this.playback.step, at, REACH);
      if (this.hit) this.draw();
      else this.handle.moveTo(this.view.toWorld(...at), 'discrete');
    });
  }
}
