import { blank, context2d, el, type Size, watchSize } from '../dom';
import { type Hit, hitTest } from '../draw/hit';
import { type Drawing, onCanvas } from '../draw/pen';
import { drawPicture, drawStart, type Picture } from '../draw/picture';
import { plain, TerrainPainter, terrain } from '../draw/terrain';
import type { Theme } from '../draw/theme';
import { View } from '../draw/view';
import type { Engine } from '../engine/engine';
import type { FieldDescription, Orbit, Scene } from '../engine/types';
import type { Place } from '../playground/place';
import type { Experiment } from '../state/experiment';
import { drawNews, type Frames } from '../state/frames';
import type { Playback } from '../state/playback';
import type { Runs } from '../state/runs';
import { ELLIPSE, ellipseHandles } from './ellipse-handles';
import { Ghosts } from './ghosts';
import { Hint } from './hint';
import { Inspection } from './inspection';
import { Paths } from './paths';
import { startHandle } from './start-handle';

/** How near the pointer must be to an iterate, in pixels, to read it out, and to go to its step with a click. */
const REACH = 16;
const AIM = 7;
/** How often trajectories that are being learned are drawn anew, in milliseconds. */
const PACE = 100;

/** The landscape with the trajectories of all optimizers from one start, which can be dragged. */
export class LandscapePanel {
  private readonly terrain = el('canvas', { class: 'terrain', 'aria-hidden': 'true' });
  private readonly paths = el('canvas', { class: 'paths', role: 'img' });
  private readonly painter: TerrainPainter;
  private readonly handle;
  private readonly ellipse;
  private readonly inspection;
  private readonly ghosts;
  private readonly own;
  private scene: Scene;
  private orbit: Orbit | null = null;
  private view: View;
  private readonly size: Size;
  private painted = '';
  private readonly draw: () => void;

  constructor(
    private readonly root: HTMLElement,
    private readonly place: Place,
    private readonly engine: Engine,
    private readonly experiment: Experiment,
    private readonly runs: Runs,
    private readonly playback: Playback,
    fields: readonly FieldDescription[],
    frames: Frames,
  ) {
    const drawNow = () => this.drawNow();
    this.draw = frames.smoothly(drawNow);
    drawNews(runs, frames, drawNow, PACE);
    this.painter = new TerrainPainter(engine, context2d(this.terrain));
    this.scene = engine.scene(experiment.link);
    this.view = new View([-1, 1, -1, 1], 1, 1);
    this.ghosts = new Ghosts(runs);
    this.own = new Paths(engine, runs, (milliseconds) => window.setTimeout(this.draw, milliseconds));
    this.inspection = new Inspection(runs, this.own);
    this.handle = startHandle(
      experiment,
      fields,
      () => this.view,
      () => this.arrange(),
    );
    this.ellipse = ellipseHandles(
      engine,
      experiment,
      () => this.view,
      () => this.arrange(),
      ELLIPSE,
      new Hint('bend me'),
    );
    root.append(this.terrain, this.paths, ...this.ellipse.elements, this.handle.element);
    root.append(this.inspection.element);
    this.size = watchSize(root, () => this.arrange());
    experiment.changed.on(() => this.arrange());
    playback.changed.on(this.draw);
    place.themed.on(() => this.arrange());
    this.listen();
  }

  /** Fits the view to the scene and repaints what depends on it. While the start is being moved, the view rests. */
  private arrange(): void {
    const { width, height } = this.size;
    if (width === 0 || height === 0) return;
    const before = this.scene;
    this.scene = this.engine.scene(this.experiment.link);
    if (this.scene.key !== before.key) this.ghosts.forget();
    const { plane } = this.scene;
    if (this.scene.key !== before.key || String(plane?.start) !== String(before.plane?.start))
      this.inspection.look(null);
    this.root.classList.toggle('plane', plane !== null);
    this.handle.element.hidden = plane === null;
    const held = this.handle.held || this.ellipse.held;
    this.view = new View(held ? this.view.bounds : (plane?.bounds ?? this.own.bounds), width, height);
    if (plane) {
      this.handle.place(plane.start);
      this.paint();
    }
    this.ellipse.place();
    this.orbit = this.experiment.value('orbit') === '1' ? this.engine.orbit(this.experiment.link) : null;
    this.draw();
  }

  private get theme(): Theme {
    return this.place.themeAt(this.root);
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
    const ctx = blank(this.paths, this.view, window.devicePixelRatio || 1);
    drawPicture(onCanvas(ctx), this.picture());
    this.inspection.draw(ctx, this.view, this.theme, this.playback.step);
    this.paths.setAttribute('aria-label', this.describe());
  }

  /** What is drawn over the landscape now. */
  private picture(): Picture {
    const paths = this.own.all;
    const { plane } = this.scene;
    if (!plane) this.view = new View(this.own.bounds, this.view.width, this.view.height);
    const ghosts = this.runs.shown.flatMap((run) => {
      const path = plane && this.ghosts.of(run);
      return path ? [{ optimizer: run.job.optimizer, path }] : [];
    });
    return {
      ...{ view: this.view, theme: this.theme, minimum: plane?.minimum ?? null, ghosts, paths },
      ...{
        orbit: plane && this.orbit,
        arcPoints: this.engine.arc_points(),
        position: this.playback.position,
      },
    };
  }

  /** The picture as it is now, with the ring where all start. */
  drawing(): Drawing {
    const picture = this.picture();
    const { view, theme } = picture;
    const { plane } = this.scene;
    const link = this.experiment.link;
    return {
      size: view,
      theme,
      ground: async (scale) =>
        plane ? terrain(this.engine, link, view, scale, theme.dark) : plain(view, scale, theme.grid),
      draw: (sheet, part) => {
        drawPicture(sheet, picture, part);
        if (plane) drawStart(sheet.pen, view, plane.start, theme);
      },
    };
  }

  private describe(): string {
    const names = this.runs.shown.map((run) => run.job.label).join(', ');
    const what = this.scene.plane
      ? `Level sets of ${this.scene.formula}`
      : `The first two principal components of the weights, ${this.scene.formula},`;
    return `${what} with the trajectories of ${names || 'no optimizer'}. The table below has the values.`;
  }

  private listen(): void {
    const hitAt = (event: MouseEvent): Hit | null =>
      hitTest(this.view, this.own.all, this.playback.step, [event.offsetX, event.offsetY], REACH);
    const look = (hit: Hit | null) => {
      this.inspection.look(hit);
      this.draw();
    };
    this.paths.addEventListener('pointermove', (event) => look(hitAt(event)));
    this.paths.addEventListener('pointerleave', () => look(null));
    // A finger leaves the picture whenever it is lifted, but what it tapped on stays until it taps elsewhere.
    const elsewhere = (event: Event) => {
      if (!event.composedPath().includes(this.paths)) look(null);
    };
    document.addEventListener('pointerdown', elsewhere, { signal: this.place.ended });
    // A click puts the start there, unless it is aimed at a point of a trajectory: then the replay goes there.
    this.paths.addEventListener('click', (event) => {
      const hit = hitAt(event);
      const aim = event.pointerType === 'touch' ? REACH : AIM;
      if (!hit || hit.distance > aim) {
        if (!this.scene.plane) return;
        this.handle.moveTo(this.view.toWorld(event.offsetX, event.offsetY));
        return;
      }
      this.playback.seek(hit.step);
      look(hit);
    });
  }
}
