import { el } from '../dom';
import type { Started } from '../engine/shared';
import { Figure } from '../figures/figure';
import { MAKERS } from '../figures/figures';
import type { Place } from '../playground/place';
import type { Contents, Result, Tell } from './api';
import { figureOf, linkProblem } from './links';

/** A figure of the article, in an embed. It computes at once what it shows: there is nothing to train. */
export class FigureContents implements Contents {
  readonly steps = 0;
  readonly step = 0;
  readonly metaProgress = 1;
  readonly progress = 1;
  readonly result: Result | null = null;
  private readonly figure: Figure;

  constructor(
    frame: HTMLElement,
    private readonly place: Place,
    private readonly started: Started,
    private readonly name: string,
    link: string,
    private readonly tell: Tell,
  ) {
    const make = MAKERS[name];
    if (!make) throw new Error(`there is no figure ${name}`);
    const open = el('a', { target: '_blank', rel: 'noopener' }, 'L2O Playground');
    const caption = el('figcaption', {}, captionOf(started, name), ' ', open);
    const root = el('figure', { 'data-figure': name }, caption);
    frame.replaceChildren(root);
    this.figure = new Figure(root, place, started, link, make);
    const lead = () => {
      open.href = place.addressOf(this.figure.experiment.link);
    };
    this.figure.experiment.changed.on(lead);
    lead();
    this.complain();
  }

  load(link: string): boolean {
    if (figureOf(this.started.engine, link) !== this.name) return false;
    this.figure.open(link);
    this.complain();
    return true;
  }

  get link(): string {
    return `#${this.figure.experiment.link}`;
  }

  run(): void {}

  pause(): void {}

  reset(): void {
    this.figure.open(this.figure.home);
  }

  end(): void {
    this.place.end();
  }

  private complain(): void {
    const { problems } = this.figure.experiment;
    if (problems.length > 0) this.tell.problem(linkProblem(problems));
  }
}

/** What the engine says about the figure. */
function captionOf({ engine }: Started, name: string): string {
  const kind = engine.describe().find(({ key }) => key === 'fig')?.kind;
  const choices = kind?.type === 'choice' ? kind.choices : [];
  return choices.find((choice) => choice.name === name)?.help ?? '';
}
