import type { Engine } from '../engine/engine';
import type { Started } from '../engine/shared';
import type { Place } from '../playground/place';
import type { Experiment } from '../state/experiment';
import { Figure, type Make } from './figure';
import { flyFigure } from './fly';
import { newtonFigure } from './newton';
import { orbitFigure } from './orbit';
import { studyFigure } from './study';
import { distribution, ingredients, wholeRecipe } from './study-controls';

/** Every figure, by the value of `fig` in links. */
export const MAKERS: Record<string, Make> = {
  orbit: orbitFigure,
  newton: newtonFigure,
  fly: flyFigure,
  families: studyFigure((engine, experiment) => [distribution(engine, experiment)]),
  perceptrons: studyFigure(() => []),
  ingredients: studyFigure(
    (engine, experiment) => [distribution(engine, experiment), ...ingredients(experiment)],
    wholeRecipe,
  ),
};

/** In the text, the links to what a figure shows now are marked. */
function markLinks(experiment: Experiment, engine: Engine): void {
  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>('.prose a[href*="fig="]')]
      .map((anchor) => [anchor, engine.decode(anchor.hash)] as const)
      .filter(([, { values }]) => values.fig === experiment.value('fig'))
      .map(([anchor, { link }]) => [anchor, link]),
  );
  const mark = () => {
    for (const [anchor, link] of links) {
      if (link === experiment.link) anchor.setAttribute('aria-current', 'true');
      else anchor.removeAttribute('aria-current');
    }
  };
  experiment.changed.on(mark);
  mark();
}

/** The live figures of the article, each at its place in the page. */
export class Figures {
  private readonly made = new Map<string, Figure>();

  constructor(place: Place, started: Started, roots: Iterable<HTMLElement>) {
    for (const root of roots) {
      const { figure: name = '', link = '' } = root.dataset;
      const make = MAKERS[name];
      if (make) this.made.set(name, new Figure(root, place, started, link, make));
    }
    for (const figure of this.made.values()) markLinks(figure.experiment, started.engine);
  }

  /** Shows the state of a link in the figure that it names, and brings that into view. */
  open(name: string, link: string, behavior: ScrollBehavior): void {
    const figure = this.made.get(name);
    if (!figure) return;
    figure.open(link);
    const whole = figure.root.offsetHeight <= window.innerHeight;
    figure.root.scrollIntoView({ behavior, block: whole ? 'center' : 'start' });
  }
}
