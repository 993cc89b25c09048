import { el } from '../dom';
import type { Drawing } from '../draw/pen';
import type { Started } from '../engine/shared';
import type { Numbers } from '../export/csv';
import { exportMenu } from '../panels/export-menu';
import { embedButton, linkButton } from '../panels/share';
import type { Place } from '../playground/place';
import { Experiment } from '../state/experiment';
import { Frames, theBrowser } from '../state/frames';
import { button, type Part } from './controls';

/** What a figure is made of: its picture, and what stands beside it. */
export type Made = {
  picture: HTMLElement;
  beside: readonly Part[];
  buttons: readonly HTMLElement[];
  /** Shows the state of the link, in the frame that is being made. */
  refresh(): void;
  /** The picture as it is now. */
  drawing(): Drawing;
  /** What is drawn in it. */
  numbers(): Numbers;
  /** Whose colours are in it. */
  names(): { optimizer: string; label: string }[];
};

/** Makes the figure of one link; its state is that link and nothing else. */
export type Make = (place: Place, started: Started, experiment: Experiment) => Made;

/** A live figure in the article: a picture with its controls above the caption. Other parts of the page set its link. */
export class Figure {
  readonly experiment: Experiment;

  constructor(
    readonly root: HTMLElement,
    place: Place,
    started: Started,
    readonly home: string,
    make: Make,
  ) {
    this.experiment = new Experiment(started.engine, home);
    const made = make(place, started, this.experiment);
    const { picture, beside, buttons } = made;
    const link = el('button', { type: 'button' }, 'Copy link');
    const embed = el('button', { type: 'button' }, 'Copy embed');
    linkButton(link, place, () => this.experiment.link);
    embedButton(embed, place, this.experiment);
    const menu = el('details', { class: 'menu' }, el('summary', {}, 'Export'));
    exportMenu(menu, place, async (close) => {
      const { figureItems } = await import('../export/figure-menu');
      const origin = () => ({
        link: place.addressOf(this.experiment.link),
        version: started.engine.version(),
      });
      return figureItems(this.experiment.value('fig'), root, made, origin, close);
    });
    const tools = el(
      'div',
      { class: 'tools' },
      ...buttons,
      button('Reset', () => this.open(home)),
      link,
      embed,
      menu,
    );
    const side = el('div', { class: 'beside' }, ...beside.map((part) => part.element), tools);
    root.prepend(el('div', { class: 'live' }, picture, side));
    const show = () => {
      made.refresh(); // reads the state that the parts show
      for (const part of beside) part.refresh();
      root.dataset.link = this.experiment.link;
    };
    // However much is changed before the next frame, it is worked out once.
    this.experiment.changed.on(new Frames(theBrowser()).smoothly(show));
    show();
  }

  /** Goes to the state of a link. */
  open(link: string): void {
    this.experiment.load(link);
  }
}
