import { el } from './dom';
import { once } from './engine/once';
import { type Started, wholeEngine } from './engine/shared';
import type { Figures } from './figures/figures';
import type { Place } from './playground/place';

/** Figures are made, and formulas get their font, when they are so near to the window, in pixels. */
const NEAR = '800px';

/** The article beneath the playground: its figures are loaded when a reader comes near, its links operate them. */
export class Article {
  private readonly root: HTMLElement;
  private readonly load: () => Promise<Figures>;
  private back: HTMLElement | null = null;

  constructor(
    private readonly place: Place,
    private readonly started: Started,
  ) {
    this.root = place.byId('article');
    const { root } = this;
    this.load = once(async () => {
      const [{ Figures }] = await Promise.all([import('./figures/figures'), wholeEngine()]);
      return new Figures(place, started, root.querySelectorAll<HTMLElement>('[data-figure]'));
    });
    onceNear(root.querySelectorAll('[data-figure]'), () => void this.figures());
    onceNear(root.querySelectorAll('math'), () => {
      import('./formulas').then(({ setFormulas }) => setFormulas()).catch(() => {}); // they are legible without
    });
    root.addEventListener('click', (event) => this.follow(event));
  }

  /** Shows the figure that a link names, if it names one; whether it does. */
  open(link: string, behavior: ScrollBehavior = 'auto'): boolean {
    const figure = this.started.engine.decode(link).values.fig ?? 'none';
    if (figure === 'none') return false;
    void this.figures().then((figures) => {
      if (figures) figures.open(figure, link, behavior);
      else this.root.querySelector(`[data-figure=${figure}]`)?.scrollIntoView({ behavior });
    });
    return true;
  }

  /** The figures; null if they cannot be loaded: then each of them says so. */
  private async figures(): Promise<Figures | null> {
    const figures = await this.load().catch(() => null);
    for (const note of this.root.querySelectorAll('.problems')) note.remove();
    if (!figures) {
      for (const root of this.root.querySelectorAll('[data-figure]')) {
        const again = el('button', { type: 'button' }, 'Try again');
        again.addEventListener('click', () => void this.figures());
        root.prepend(
          el('p', { class: 'problems', role: 'status' }, 'This figure could not be loaded. ', again),
        );
      }
    }
    return figures;
  }

  /** A link in the text sets the state of a figure, without leaving a mark in the history, or that of the playground. */
  private follow(event: MouseEvent): void {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    const anchor = target instanceof Element ? target.closest('a') : null;
    if (!anchor?.hash.startsWith('#v=') || ctrlKey || metaKey || shiftKey) return;
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const behavior = calm ? 'auto' : 'smooth';
    if (this.open(anchor.hash, behavior)) event.preventDefault();
    else {
      this.place.byId('playground').scrollIntoView({ behavior });
      this.offerReturn(anchor, behavior);
    }
  }

  /** A way back to where the reader was, until they are there. */
  private offerReturn(anchor: HTMLElement, behavior: ScrollBehavior): void {
    this.back?.remove();
    const back = el('button', { type: 'button', class: 'back' }, 'Back to the text ↓');
    this.back = back;
    back.addEventListener('click', () => {
      anchor.scrollIntoView({ behavior, block: 'center' });
      anchor.focus({ preventScroll: true });
    });
    let away = false;
    const observer = new IntersectionObserver(([entry]) => {
      away ||= entry?.isIntersecting === false;
      if (!away || !entry?.isIntersecting) return;
      observer.disconnect();
      back.remove();
    });
    observer.observe(anchor);
    this.root.append(back);
  }
}

function onceNear(elements: Iterable<Element>, act: () => void): void {
  const look = (entries: IntersectionObserverEntry[]) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    act();
  };
  const observer = new IntersectionObserver(look, { rootMargin: NEAR });
  for (const element of elements) observer.observe(element);
}
