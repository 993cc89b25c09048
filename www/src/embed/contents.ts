import { sharedEngine, wholeEngine } from '../engine/shared';
import type { Place } from '../playground/place';
import css from '../styles/embed.css?inline';
import type { Contents, Tell } from './api';
import { figureOf } from './links';
import { PlaygroundContents } from './playground-contents';

/** The styles of all embeds of a page. */
export const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** Fills a frame with what a link shows; `going`: whether it trains by itself. Nothing comes where the place ended meanwhile. */
export async function fill(
  frame: HTMLElement,
  place: Place,
  link: string,
  going: () => boolean,
  tell: Tell,
): Promise<Contents | null> {
  const started = await sharedEngine();
  if (place.ended.aborted) return null;
  const name = figureOf(started.engine, link);
  if (name === null) return new PlaygroundContents(frame, place, started, link, going(), tell);
  const [{ FigureContents }] = await Promise.all([import('./figure-contents'), wholeEngine()]);
  if (place.ended.aborted) return null;
  return new FigureContents(frame, place, started, name, link, tell);
}
