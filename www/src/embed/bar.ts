import { el } from '../dom';
import type { Place } from '../playground/place';

/** Beneath an embed: where it comes from, and what can be taken along. The buttons are those of the page's title. */
export function bar(place: Place): { element: HTMLElement; refresh(link: string): void } {
  const open = el('a', { target: '_blank', rel: 'noopener' }, 'L2O Playground');
  const acts = el(
    'div',
    { class: 'acts' },
    el('button', { type: 'button', id: 'copy-link' }, 'Copy link'),
    el('button', { type: 'button', id: 'copy-embed' }, 'Copy embed'),
    el('details', { id: 'export', class: 'menu' }, el('summary', {}, 'Export')),
  );
  return {
    element: el('div', { class: 'bar' }, open, acts),
    refresh: (link) => {
      open.href = place.addressOf(link);
    },
  };
}
