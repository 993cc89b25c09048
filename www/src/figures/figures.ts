import type { Started } from '../engine/shared';
import type { Place } from '../playground/place';
import { Figure, type Make } from './figure';
import { flyFigure } from './fly';
import { newtonFigure } from './newton';
import { orbitFigure } from './orbit';
import { studyFigure } from './study';
import { distribution, ingredients } from './study-controls';

/** Every figure, by the value of `fig` in links. */
export const MAKERS: Record<string, Make> = {
  orbit: orbitFigure,
  newton: newtonFigure,
  fly: flyFigure,
  families: studyFigure((engine, experiment) => [distribution(engine, experiment)]),
  perceptrons: studyFigure(() => []),
  ingredients: studyFigure((engine, experiment) => [
    distribution(engine, experiment),
    ...ingredients(experiment),
  ]),
};

/** The live figures of the article, each at its place in the page. */
export class Figures {
  private readonly made = new Map<string, Figure>();

  constructor(place: Place, started: Started, roots: Iterable<HTMLElement>) {
    for (const root of roots) {
      const { figure: name = '', link = '' } = root.dataset;
      const make = MAKERS[name];
      if (make) this.made.set(name, new Figure(root, place, started, link, make));
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
