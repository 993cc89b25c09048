import type { Shown } from '../export/files';

/** The menu of files to save, and of weights to read. What it takes is loaded when it is opened. */
export function exportMenu(menu: HTMLDetailsElement, shown: Shown): void {
  let begun = false;
  const fill = async () => {
    if (begun) return;
    begun = true;
    const { menuItems } = await import('../export/menu');
    menu.append(menuItems(shown, () => close()));
  };
  const close = () => {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector('summary')?.focus();
  };
  menu.addEventListener('toggle', () => {
    if (menu.open) void fill();
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && menu.open) close();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (menu.open && target instanceof Node && !menu.contains(target)) menu.open = false;
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
}
