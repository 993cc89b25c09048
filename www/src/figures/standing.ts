import { el } from '../dom';
import { swatch } from '../panels/optimizers';
import type { Part } from './controls';

/** A line of the table: the optimizer whose colour it has, a name, and what stands beside it. */
export type Standing = { optimizer: string | null; label: string; cells: readonly string[] };

/** Who ends where. It is made anew only when something in it has changed. */
export function standingTable(read: () => readonly Standing[]): Part {
  const body = el('tbody');
  const heads = ['optimizer', 'median f', 'diverged', 'here'].map((text) => el('th', { scope: 'col' }, text));
  const element = el('table', { class: 'standing' }, el('thead', {}, el('tr', {}, ...heads)), body);
  let shown = '';
  const refresh = () => {
    const lines = read();
    const now = JSON.stringify(lines);
    if (now === shown) return;
    shown = now;
    body.replaceChildren(...lines.map(line));
  };
  return { element, refresh };
}

function line({ optimizer, label, cells }: Standing): HTMLElement {
  const name =
    optimizer === null
      ? label
      : el(
          'span',
          { class: 'optimizer', style: `--color: var(--opt-${optimizer})` },
          swatch(optimizer),
          label,
        );
  const row = el('tr', { class: optimizer === null && 'faint' }, el('th', { scope: 'row' }, name));
  row.append(...cells.map((cell) => el('td', {}, cell)));
  return row;
}
