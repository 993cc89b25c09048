import { el } from '../dom';
import { acting, save } from './acting';
import { KINDS, type Shown } from './files';
import { importWeights } from './import';

/** A button per kind of file, one to import weights, and a line for what could not be done. */
export function menuItems(shown: Shown, close: () => void): HTMLElement {
  const { act, message } = acting(close);
  const saving = KINDS.map((kind) => {
    const button = el('button', { type: 'button' }, kind.label);
    button.addEventListener('click', () => act(button, () => save(kind.name, kind.make(shown))));
    return { kind, button };
  });
  const input = el('input', { type: 'file', accept: '.safetensors', hidden: true });
  const importing = el('button', { type: 'button' }, 'Import weights…');
  importing.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    // The same file can be chosen again after it was mended.
    input.value = '';
    if (file) act(importing, () => importWeights(shown, file));
  });
  const refresh = () => {
    const { shown: all, learned } = shown.runs;
    for (const { kind, button } of saving) button.disabled = (kind.learned ? learned : all).length === 0;
    importing.disabled = learned.length === 0;
  };
  shown.runs.rearranged.on(refresh);
  refresh();
  const buttons = saving.map(({ button }) => button);
  return el('div', { class: 'items' }, ...buttons, el('hr'), importing, input, message);
}
