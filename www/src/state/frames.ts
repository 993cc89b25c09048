/**
 * Spreads drawing over frames: of all that asked to be drawn anew, one per frame gets its turn, so that no frame is long.
 * What must move smoothly is drawn in every frame that it asks for.
 */
export class Frames {
  private readonly waiting = new Set<() => void>();
  private readonly smooth = new Set<() => void>();
  private armed = false;

  constructor(private readonly nextFrame: (callback: () => void) => unknown) {}

  /** A function that asks for `work` at a coming frame, however often it is called before. */
  schedule(work: () => void, manner: 'in turn' | 'smooth' = 'in turn'): () => void {
    const queue = manner === 'smooth' ? this.smooth : this.waiting;
    return () => {
      queue.add(work);
      this.arm();
    };
  }

  private arm(): void {
    if (this.armed) return;
    this.armed = true;
    this.nextFrame(() => {
      this.armed = false;
      this.frame();
    });
  }

  private frame(): void {
    const now = [...this.smooth];
    this.smooth.clear();
    const [first] = this.waiting;
    if (first) {
      this.waiting.delete(first);
      now.push(first);
    }
    if (this.waiting.size > 0) this.arm();
    for (const work of now) work();
  }
}
