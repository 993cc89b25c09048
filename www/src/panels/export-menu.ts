import { el } from '../dom';
import type { Place } from '../playground/place';

/** Makes what a menu holds; `close` closes it when something was done. */
type Fill = (close: () => void) => Promise<HTMLElement>;

/** A menu of files to save. What it takes is loaded when it is opened. */
export function exportMenu(menu: HTMLDetailsElement, place: Place, make: Fill): void {
  const items = el('div', { class: 'items' });
  let begun = false;
  const close = () => {
    const inside = menu.matches(':focus-within');
    menu.open = false;
    if (inside) menu.querySelector('summary')?.focus({ preventScroll: true }); // the visitor may have scrolled on
  };
  const fill = async () => {
    if (begun) return;
    begun = true;
    try {
      items.replaceWith(await make(close));
    } catch (error) {
      begun = false; // opened again, it tries again
      items.replaceChildren(el('p', { class: 'complaint' }, `Exports could not be loaded: ${String(error)}`));
    }
  };
  menu.append(items);
  menu.addEventListener('toggle', () => {
    if (menu.open) void fill();
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && menu.open) close();
  });
  const elsewhere = (event: Event) => {
    if (menu.open && !event.composedPath().includes(menu)) menu.open = false;
  };
  document.addEventListener('pointerdown', elsewhere, { signal: place.ended });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
}
