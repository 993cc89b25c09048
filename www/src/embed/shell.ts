import { el } from '../dom';
import { EngineError, isEngineError } from '../engine/load';
import { sentenceOf } from '../playground/failure';
import { Place } from '../playground/place';
import darkCss from '../styles/dark.css?inline';
import shellCss from '../styles/shell.css?inline';
import { CONTROLS, type Contents, type ProblemDetail, type Tell, THEMES } from './api';
import type { L2oPlaygroundElement, L2oPlaygroundEventMap } from './element';
import { HOME } from './home';
import picture from './still.jpg';

/** What an element may hold that is a picture already. */
const FILLED = ':is(img, picture, svg, video, canvas):not([hidden])';
const PICTURE = 'Level sets of a function, with the trajectories of five optimizers from one start';

/** What is inside of the element: what it held itself, then the contents, or why there are none. */
export class Shell {
  contents: Contents | null = null;
  /** A group, not a landmark: a page may have many. */
  private readonly frame = el('div', {
    ...{ id: 'playground', class: 'frame', lang: 'en', tabindex: -1 },
    ...{ role: 'group', 'aria-label': 'L2O Playground' },
    ...{ 'data-home': HOME === null ? 'none' : 'known' },
  });
  private place: Place | null = null;
  private watch: IntersectionObserver | null = null;
  /** What was asked of the contents before they were there. */
  private asked: ((contents: Contents) => void)[] = [];
  private wanted = false;
  /** The styles of the contents, once they are loaded. */
  private sheet: CSSStyleSheet | null = null;

  constructor(
    private readonly host: L2oPlaygroundElement,
    private readonly root: ShadowRoot,
  ) {
    root.append(this.frame);
    this.dress();
  }

  /** Shows what the element holds until it is scrolled into view. */
  connect(): void {
    if (this.place || this.watch) return; // it was only moved
    this.frame.replaceChildren(el('slot', { class: 'waiting' }));
    this.watch = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.open();
    });
    this.watch.observe(this.host);
  }

  /** Ends everything. */
  close(): void {
    this.clear();
    this.asked = [];
    this.frame.replaceChildren();
  }

  /** Goes to the link of the element, if it shows one already. */
  load(): void {
    if (!this.place || this.contents?.load(this.host.getAttribute('link') ?? '')) return;
    this.clear();
    this.open();
  }

  /** Does something with the contents, as soon as they are there. */
  ask(act: (contents: Contents) => void): void {
    if (this.contents) act(this.contents);
    else this.asked.push(act);
  }

  /** Whether it is to train. */
  go(wanted: boolean): void {
    this.wanted = wanted;
    this.ask((contents) => (wanted ? contents.run() : contents.pause()));
    if (wanted && this.host.isConnected) this.open();
  }

  /** Colours and controls that the element asks for. */
  dress(): void {
    const { theme, controls } = this.host;
    const { shell, dark, darkIfAsked } = sheets();
    const themed = { auto: [darkIfAsked], light: [], dark: [dark] }[theme];
    this.root.adoptedStyleSheets = [shell, ...themed, ...(this.sheet ? [this.sheet] : [])];
    this.frame.dataset.controls = controls;
    const optimizers = this.root.getElementById('optimizers');
    if (optimizers instanceof HTMLFieldSetElement) optimizers.disabled = controls === 'none';
    this.place?.themed.emit();
  }

  private open(): void {
    this.unwatch();
    if (this.place) return;
    this.place = new Place(this.root, HOME ?? window.location.href);
    void this.fill(this.place);
  }

  private async fill(place: Place): Promise<void> {
    const tell = this.tellFor(place);
    for (const problem of attributeProblems(this.host)) tell.problem(problem);
    // On its way beside the rest; what goes wrong with it is said by the rest.
    import('../engine/shared').then(({ sharedEngine }) => sharedEngine()).catch(() => {});
    try {
      const { fill, sheet } = await import('./contents').catch(notLoaded);
      const link = this.host.getAttribute('link') ?? '';
      this.sheet = sheet;
      const contents = await fill(this.frame, place, link, () => this.wanted || this.host.autoplay, tell);
      if (!contents) return;
      this.contents = contents;
      this.dress();
      for (const act of this.asked.splice(0)) act(contents);
      tell.progress();
    } catch (error) {
      tell.problem({ kind: 'start', message: sentenceOf(error), fields: [] });
      if (!isEngineError(error)) throw error;
    }
  }

  /** Takes away what is shown, and ends it. */
  private clear(): void {
    this.unwatch();
    this.contents?.end();
    this.place?.end();
    this.contents = null;
    this.place = null;
  }

  private unwatch(): void {
    this.watch?.disconnect();
    this.watch = null;
  }

  /** Events of the element, as long as the place is the one that it shows. */
  private tellFor(place: Place): Tell {
    const emit = <K extends keyof L2oPlaygroundEventMap>(
      type: K,
      detail: L2oPlaygroundEventMap[K]['detail'],
    ) => {
      if (!place.ended.aborted) this.host.dispatchEvent(new CustomEvent(type, { detail }));
    };
    return {
      progress: () => {
        if (!this.contents) return;
        const { progress, metaProgress, step } = this.contents;
        emit('progress', { progress, metaProgress, step });
      },
      done: (result) => emit('done', result),
      problem: (detail) => {
        emit('problem', detail);
        if (detail.kind === 'start' && !place.ended.aborted) this.fail(detail.message);
      },
    };
  }

  /** Says why nothing runs here, above what the element holds itself or, where that is no picture, above one of ours. */
  private fail(message: string): void {
    this.contents?.end();
    this.contents = null;
    const image = el('img', { class: 'still', src: picture, alt: PICTURE });
    this.frame.replaceChildren(
      el('p', { class: 'failure', role: 'status' }, message),
      ...(this.host.querySelector(FILLED) ? [] : [image]),
      el('slot'),
    );
  }
}

/** Style sheets that all embeds of a page share. A policy that forbids styles in the markup allows them. */
function sheets(): Record<'shell' | 'dark' | 'darkIfAsked', CSSStyleSheet> {
  made ??= {
    shell: sheetOf(shellCss),
    dark: sheetOf(darkCss),
    darkIfAsked: sheetOf(darkCss, { media: '(prefers-color-scheme: dark)' }),
  };
  return made;
}

let made: ReturnType<typeof sheets> | null = null;

function sheetOf(css: string, options?: CSSStyleSheetInit): CSSStyleSheet {
  const sheet = new CSSStyleSheet(options);
  sheet.replaceSync(css);
  return sheet;
}

/** What attributes hold that they do not take. */
function attributeProblems(host: HTMLElement): ProblemDetail[] {
  return Object.entries({ controls: CONTROLS, theme: THEMES }).flatMap(([name, taken]) => {
    const given = host.getAttribute(name);
    if (given === null || taken.some((each) => each === given)) return [];
    const takes = taken.join(', ');
    const message = `${name} takes one of ${takes}, not ${given}: it is ${taken[0]}.`;
    return [{ kind: 'attribute', message, fields: [{ field: name, given, takes }] }];
  });
}

function notLoaded(error: unknown): never {
  const { origin } = new URL(import.meta.url);
  throw new EngineError(
    `The playground could not be downloaded (${String(error)}). Check the connection and reload the page. If this page has a Content-Security-Policy, its script-src must allow ${origin}.`,
  );
}
