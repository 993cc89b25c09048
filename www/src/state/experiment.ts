import type { Engine } from '../engine/engine';
import type { LinkState, Problem } from '../engine/types';
import { Signal } from './signal';

/**
 * A discrete change adds an entry to the history; a continuous one replaces it. The first change of a gesture, such as
 * dragging, is discrete, all others continuous: so one step back undoes the gesture.
 */
export type Manner = 'discrete' | 'continuous' | 'history';
export type Change = { keys: Set<string>; manner: Manner };

/** The state of the page: one canonical link, and its values as the engine read them. */
export class Experiment {
  /** After the link changed. */
  readonly changed = new Signal<Change>();
  /** After a link was read: what it asked for that cannot be. */
  readonly complaints = new Signal<Problem[]>();
  private state: LinkState;

  constructor(
    private readonly engine: Pick<Engine, 'decode' | 'change'>,
    link: string,
  ) {
    this.state = engine.decode(link);
  }

  get link(): string {
    return this.state.link;
  }

  /** Whether the link holds the fingerprint of its sender's run. */
  get promised(): boolean {
    return this.state.promised;
  }

  /** What the last link that was read asked for in vain. */
  get problems(): readonly Problem[] {
    return this.state.problems;
  }

  /** The text of one field, exactly as in the link. */
  value(key: string): string {
    return this.state.values[key] ?? '';
  }

  /** The members of a field that is a set. */
  members(key: string): string[] {
    return this.value(key)
      .split(',')
      .filter((name) => name !== '');
  }

  /** Gives a field a new text. What the engine refuses is returned, and changes nothing. */
  set(key: string, text: string, manner: Manner = 'discrete'): Problem[] {
    return this.setAll([[key, text]], manner);
  }

  /** Gives several fields new texts at once: all of them, or none. */
  setAll(entries: readonly (readonly [string, string])[], manner: Manner = 'discrete'): Problem[] {
    let link = this.link;
    let next = this.state;
    for (const [key, text] of entries) {
      next = this.engine.change(link, key, text);
      if (next.problems.length > 0) return next.problems;
      link = next.link;
    }
    return this.take(next, manner);
  }

  /** Takes a seed that nobody has chosen. */
  reseed(): void {
    this.set('seed', String(crypto.getRandomValues(new Uint32Array(1))[0]));
  }

  /** Takes over what the engine made of this link; what it refused is returned, and changes nothing. */
  take(next: LinkState, manner: Manner): Problem[] {
    if (next.problems.length === 0) this.replace(next, manner);
    return next.problems;
  }

  /** Reads a link that came from outside: the address bar, or the history. */
  load(link: string): void {
    const next = this.engine.decode(link);
    this.replace(next, 'history');
    this.complaints.emit(next.problems);
  }

  /** This link with some fields at other values: what it would be, without becoming it. */
  linkWith(entries: readonly (readonly [string, string])[]): string {
    return entries.reduce((link, [key, text]) => this.engine.change(link, key, text).link, this.link);
  }

  private replace(next: LinkState, manner: Manner): void {
    const before = this.state;
    this.state = next;
    if (next.link === before.link) return;
    const keys = new Set(Object.keys(next.values).filter((key) => next.values[key] !== before.values[key]));
    this.changed.emit({ keys, manner });
  }
}
