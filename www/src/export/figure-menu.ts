import { el } from '../dom';
import type { Made } from '../figures/figure';
import { acting, save } from './acting';
import { numbersCsv } from './csv';
import type { Texts } from './figure';
import { png, svgText } from './image';

/**
 * What is saved of a figure: its picture, with its title, what its colours stand for and its link, and the numbers in it. `root`: the
 * figure; `origin`: its address, and the version of the engine.
 */
export function figureItems(
  name: string,
  root: HTMLElement,
  made: Pick<Made, 'drawing' | 'numbers' | 'names'>,
  origin: () => { link: string; version: string },
  close: () => void,
): HTMLElement {
  const { act, message } = acting(close);
  const item = (label: string, ending: string, make: () => Promise<Blob>) => {
    const button = el('button', { type: 'button' }, label);
    button.addEventListener('click', () => act(button, () => save(`l2o-${name}.${ending}`, make())));
    return button;
  };
  const texts = (): Texts => {
    // The title; and of curves, what they are of.
    const words = (selector: string) => root.querySelector(selector)?.textContent?.replace(/\.$/, '') ?? '';
    const caption = [words('figcaption strong'), words('.course .caption span')].filter(Boolean).join(' · ');
    return { names: made.names(), caption, link: origin().link };
  };
  return el(
    'div',
    { class: 'items' },
    item('Numbers (CSV)', 'csv', async () => {
      const text = numbersCsv(origin(), made.numbers());
      return new Blob([text], { type: 'text/csv;charset=utf-8' });
    }),
    item('Picture (PNG)', 'png', () => png(made.drawing(), texts())),
    item('Picture (SVG)', 'svg', async () => {
      const text = await svgText(made.drawing(), texts());
      return new Blob([text], { type: 'image/svg+xml;charset=utf-8' });
    }),
    message,
  );
}
