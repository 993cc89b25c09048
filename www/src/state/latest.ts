/** Keeps one question under way at a time and, of those that come meanwhile, only the newest. */
export class Latest<Q> {
  private underWay: number | null = null;
  private waiting: Q | null = null;
  private ids = 0;

  constructor(private readonly send: (question: Q, id: number) => void) {}

  ask(question: Q): void {
    if (this.underWay !== null) {
      this.waiting = question;
      return;
    }
    this.ids += 1;
    this.underWay = this.ids;
    this.send(question, this.ids);
  }

  /** To be called with the id of every answer. Says whether it answers the question under way. */
  answered(id: number): boolean {
    if (id !== this.underWay) return false;
    this.underWay = null;
    const next = this.waiting;
    this.waiting = null;
    if (next !== null) this.ask(next);
    return true;
  }
}
