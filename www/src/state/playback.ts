import { Signal } from './signal';

/** Where the race stands: which step is shown, and whether it runs. */
export class Playback {
  readonly changed = new Signal<void>();
  /** Steps per second. */
  speed = 20;
  /** The step shown and how much of the next one, in [0, length]. */
  position: number;
  private running = false;

  constructor(private steps: number) {
    this.position = steps;
  }

  get step(): number {
    return Math.floor(this.position);
  }

  get length(): number {
    return this.steps;
  }

  get playing(): boolean {
    return this.running;
  }

  /** Goes to a step and stays there. */
  seek(step: number): void {
    this.running = false;
    this.position = Math.min(this.steps, Math.max(0, Math.round(step)));
    this.changed.emit();
  }

  /** Runs on from here, or again from the start if it is at the end. */
  play(): void {
    if (this.position >= this.steps) this.position = 0;
    this.running = this.steps > 0;
    this.changed.emit();
  }

  pause(): void {
    this.running = false;
    this.changed.emit();
  }

  /** Moves on by the time that went by. */
  advance(milliseconds: number): void {
    if (!this.running) return;
    this.position += (Math.max(0, milliseconds) / 1000) * this.speed;
    if (this.position >= this.steps) {
      this.position = this.steps;
      this.running = false;
    }
    this.changed.emit();
  }

  /** Takes another length; whoever stood at the end stays at the end. */
  resize(steps: number): void {
    if (steps === this.steps) return;
    this.position = this.position >= this.steps ? steps : Math.min(this.position, steps);
    this.steps = steps;
    this.changed.emit();
  }
}
