import { el, setText } from '../dom';
import { KINDS, type Kind, type Shown } from './files';
import { importWeights } from './import';

/** A button per kind of file, one to import weights, and a line for what could not be done. */
export function menuItems(shown: Shown, close: () => void): HTMLElement {
  const message = el('p', { class: 'complaint', role: 'alert' });
  /** One thing at a time; the menu closes when it is done, and stays to say why it is not. */
  const act = async (button: HTMLButtonElement, work: () => Promise<unknown>) => {
    if (button.ariaBusy === 'true') return;
    button.ariaBusy = 'true';
    setText(message, '');
    try {
      await work();
      close();
    } catch (error) {
      setText(message, error instanceof Error ? error.message : String(error));
    } finally {
      button.ariaBusy = 'false';
    }
  };
  const saving = KINDS.map((kind) => {
    const button = el('button', { type: 'button' }, kind.label);
    button.addEventListener('click', () => void act(button, () => save(kind, shown)));
    return { kind, button };
  });
  const input = el('input', { type: 'file', accept: '.safetensors', hidden: true });
  const importing = el('button', { type: 'button' }, 'Import weights…');
  importing.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    // The same file can be chosen again after it was mended.
    input.value = '';
    if (file) void act(importing, () => importWeights(shown, file));
  });
  const refresh = () => {
    const { shown: all, learned } = shown.runs;
    for (const { kind, button } of saving) button.disabled = (kind.learned ? learned : all).length === 0;
    importing.disabled = learned.length === 0;
  };
  shown.runs.rearranged.on(refresh);
  refresh();
  return el(
    'div',
    { class: 'items' },
    ...saving.map(({ button }) => button),
    el('hr'),
    importing,
    input,
    message,
  );
}

/** Makes a file of what is shown, and lets the browser save it. */
async function save({ name, make }: Kind, shown: Shown): Promise<void> {
  const url = URL.createObjectURL(await make(shown));
  el('a', { href: url, download: name }).click();
  // Some browsers begin to read only after this turn.
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
