import { readTheme, type Theme } from '../draw/theme';
import { Signal } from '../state/signal';

/** Where a playground or a figure lives, and how long: in a page, or in the shadow of an element in somebody else's page. */
export class Place {
  /** After the colours changed. */
  readonly themed = new Signal<void>();
  private readonly life = new AbortController();
  private colors: Theme | null = null;

  /** `home`: the address of the page that links lead to. */
  constructor(
    private readonly root: Document | ShadowRoot,
    private readonly home: string,
  ) {
    this.themed.on(() => {
      this.colors = null;
    });
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => this.themed.emit(), { signal: this.ended });
  }

  /** For listeners on what outlives the place, such as the document: they end with it. */
  get ended(): AbortSignal {
    return this.life.signal;
  }

  /** The colours of this place, of which `element` is a part; read when first asked for, as the page has to be styled for that. */
  themeAt(element: Element): Theme {
    this.colors ??= readTheme(element);
    return this.colors;
  }

  /** The element with this id, which the skeleton promises to hold. */
  byId(id: string): HTMLElement {
    const element = this.root.getElementById(id);
    if (!element) throw new Error(`there is no element #${id}`);
    return element;
  }

  /** What is shown to whoever asks for nothing: the first of the experiments to try. */
  get start(): string {
    return this.byId('experiments').querySelector('a')?.hash ?? '';
  }

  /** The address of exactly this experiment. */
  addressOf(link: string): string {
    const url = new URL(this.home);
    url.hash = link;
    return url.href;
  }

  end(): void {
    this.life.abort();
  }
}
