import { el } from '../dom';
import type { Made } from '../figures/figure';
import { acting, save } from './acting';
import { numbersCsv } from './csv';
import { toBlob } from './image';

/** What is saved of a figure: its picture, and the numbers in it. `origin`: its address, and the version of the engine. */
export function figureItems(
  name: string,
  made: Pick<Made, 'snapshot' | 'numbers'>,
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
    item('Picture (PNG)', 'png', async () => toBlob(await made.snapshot())),
    message,
  );
}
