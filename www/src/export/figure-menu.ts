import { el } from '../dom';
import { readTheme } from '../draw/theme';
import type { Made } from '../figures/figure';
import { acting, save } from './acting';
import { numbersCsv } from './csv';
import { toBlob, withTexts } from './image';

/**
 * What is saved of a figure: its picture, with its title, what its colours stand for and its link, and the numbers in it. `root`: the
 * figure; `origin`: its address, and the version of the engine.
 */
export function figureItems(
  name: string,
  root: HTMLElement,
  made: Pick<Made, 'snapshot' | 'numbers' | 'names'>,
  origin: () => { link: string; version: string },
  close: () => void,
): HTMLElement {
  const { act, message } = acting(close);
  const item = (label: string, ending: string, make: () => Promise<Blob>) => {
    const button = el('button', { type: 'button' }, label);
    button.addEventListener('click', () => act(button, () => save(`l2o-${name}.${ending}`, make())));
    return button;
  };
  return el(
    'div',
    { class: 'items' },
    item('Numbers (CSV)', 'csv', async () => {
      const text = numbersCsv(origin(), made.numbers());
      return new Blob([text], { type: 'text/csv;charset=utf-8' });
    }),
    item('Picture (PNG)', 'png', async () => {
      // The title; and of curves, what they are of.
      const caption = [...root.querySelectorAll('figcaption strong, .course .caption span')]
        .map(({ textContent }) => textContent)
        .join(' ');
      const texts = { names: made.names(), caption, link: origin().link };
      return toBlob(withTexts(await made.snapshot(), texts, readTheme(root)));
    }),
    message,
  );
}
