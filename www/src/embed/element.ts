import {
  CONTROLS,
  type Controls,
  type ProblemDetail,
  type Progress,
  type Result,
  THEMES,
  type ThemeName,
} from './api';
import { Shell } from './shell';

/** Events of the element, with their details. None bubbles. */
export type L2oPlaygroundEventMap = {
  /** Something moved on: the training, the evaluation, or the step shown. */
  progress: CustomEvent<Progress>;
  /** All optimizers are trained and evaluated. */
  done: CustomEvent<Result>;
  /** Something could not be done; readers see the message too, where it concerns them. */
  problem: CustomEvent<ProblemDetail>;
};

/** Where there are no elements, as on a server that renders pages, importing this does no harm. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * `<l2o-playground link="#v=1&task=booth">`: one experiment, or one figure, in any page. It is loaded when it is scrolled into
 * view, waits while it is out of view, and ends with the element. Attributes: `link`, `controls` (full, minimal, none), `theme`
 * (auto, light, dark), `autoplay` (trains by itself). What stands inside of the element is shown until it is loaded, and where it
 * cannot run.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: events get their types as they do in the DOM's own declarations
export class L2oPlaygroundElement extends Base {
  static readonly observedAttributes = ['link', 'controls', 'theme'];

  private readonly shell = new Shell(this, this.attachShadow({ mode: 'open' }));

  /** The experiment, from `#` on: as it was given or, once it is loaded, as it is by now. */
  get link(): string {
    return this.shell.contents?.link ?? this.getAttribute('link') ?? '';
  }

  set link(link: string) {
    this.setAttribute('link', link);
  }

  /** How much can be operated: `full` unless something else is asked for. */
  get controls(): Controls {
    return oneOf(CONTROLS, this.getAttribute('controls'));
  }

  set controls(controls: Controls) {
    this.setAttribute('controls', controls);
  }

  /** `auto` unless something else is asked for. */
  get theme(): ThemeName {
    return oneOf(THEMES, this.getAttribute('theme'));
  }

  set theme(theme: ThemeName) {
    this.setAttribute('theme', theme);
  }

  /** Whether it trains by itself as soon as it is in view. */
  get autoplay(): boolean {
    return this.hasAttribute('autoplay');
  }

  set autoplay(autoplay: boolean) {
    this.toggleAttribute('autoplay', autoplay);
  }

  /** The step that is shown, 0 to `steps`; larger ones are the last. Setting it ends a replay. */
  get step(): number {
    return this.shell.contents?.step ?? 0;
  }

  set step(step: number) {
    if (!Number.isInteger(step) || step < 0) {
      throw new RangeError(`step takes a whole number from 0 on, not ${step}`);
    }
    this.shell.ask((contents) => {
      contents.step = step;
    });
  }

  /** The last step; 0 while nothing is loaded. */
  get steps(): number {
    return this.shell.contents?.steps ?? 0;
  }

  /**
   * The share of the meta-training that is shown, 0 to 1. Setting it shows the learned optimizers as they were then, as far as
   * they are trained and were kept; 1 shows them as they are.
   */
  get metaProgress(): number {
    return this.shell.contents?.metaProgress ?? 0;
  }

  set metaProgress(share: number) {
    if (!(share >= 0 && share <= 1)) {
      throw new RangeError(`metaProgress takes a number from 0 to 1, not ${share}`);
    }
    this.shell.ask((contents) => {
      contents.metaProgress = share;
    });
  }

  /** What came out; null until all optimizers are trained and evaluated. */
  get result(): Result | null {
    return this.shell.contents?.result ?? null;
  }

  /** Trains, or goes on. Loads what it takes at once, but learns only while in view. */
  run(): void {
    this.shell.go(true);
  }

  /** Halts the training; `run` continues it. */
  pause(): void {
    this.shell.go(false);
  }

  /** Forgets all that was learned, and waits for `run`. */
  reset(): void {
    this.shell.go(false);
    this.shell.ask((contents) => contents.reset());
  }

  connectedCallback(): void {
    this.shell.connect();
  }

  disconnectedCallback(): void {
    // Whoever moves an element takes it out and puts it in again.
    queueMicrotask(() => {
      if (!this.isConnected) this.shell.close();
    });
  }

  attributeChangedCallback(name: string): void {
    if (name === 'link') this.shell.load();
    else this.shell.dress();
  }
}

export interface L2oPlaygroundElement {
  addEventListener<K extends keyof L2oPlaygroundEventMap>(
    type: K,
    listener: (this: L2oPlaygroundElement, event: L2oPlaygroundEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: HTMLElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'l2o-playground': L2oPlaygroundElement;
  }
}

function oneOf<T extends string>(names: readonly [T, ...T[]], given: string | null): T {
  return names.find((name) => name === given) ?? names[0];
}
