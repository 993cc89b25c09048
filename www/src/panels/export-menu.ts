import { el } from '../dom';
import type { Shown } from '../export/files';

/** The menu of files to save, and of weights to read. What it takes is loaded when it is opened. */
export function exportMenu(menu: HTMLDetailsElement, shown: Shown): void {
  const items = el('div', { class: 'items' });
  let begun = false;
  const close = () => {
    const inside = menu.matches(':focus-within');
    menu.open = false;
    if (inside) menu.querySelector('summary')?.focus();
  };
  const fill = async () => {
    if (begun) return;
    begun = true;
    try {
      const { menuItems } = await import('../export/menu');
      items.replaceWith(menuItems(shown, close));
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
  document.addEventListener('pointerdown', elsewhere, { signal: shown.place.ended });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
}
