/** Something that happens, and those who want to hear of it. */
export class Signal<T> {
  private readonly listeners = new Set<(value: T) => void>();

  /** Calls `listener` at every emission until the returned function is called. */
  on(listener: (value: T) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
}
