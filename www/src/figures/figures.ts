import type { Engine } from '../engine/engine';
import { Figure, type Make } from './figure';
import { flyFigure } from './fly';
import { newtonFigure } from './newton';
import { orbitFigure } from './orbit';

/** Every figure, by the value of `fig` in links. */
const MAKERS: Record<string, Make> = { orbit: orbitFigure, newton: newtonFigure, fly: flyFigure };

/** The live figures of the article, each at its place in the page. */
export class Figures {
  private readonly made = new Map<string, Figure>();

  constructor(engine: Engine, places: Iterable<HTMLElement>) {
    for (const root of places) {
      const { figure: name = '', link = '' } = root.dataset;
      const make = MAKERS[name];
      if (make) this.made.set(name, new Figure(root, engine, link, make));
    }
  }

  /** Shows the state of a link in the figure that it names, and brings that into view. */
  open(name: string, link: string, behavior: ScrollBehavior): void {
    const figure = this.made.get(name);
    if (!figure) return;
    figure.open(link);
    figure.root.scrollIntoView({ behavior, block: 'center' });
  }
}
