import { el, setText } from '../dom';

/** Runs what the buttons of a menu do, with a line for what could not be done. */
export type Acting = {
  /** One thing at a time; the menu closes when it is done, and stays to say why it is not. */
  act(button: HTMLButtonElement, work: () => Promise<unknown>): void;
  message: HTMLElement;
};

export function acting(close: () => void): Acting {
  const message = el('p', { class: 'complaint', role: 'alert' });
  const perform = async (button: HTMLButtonElement, work: () => Promise<unknown>) => {
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
  return { message, act: (button, work) => void perform(button, work) };
}

/** Lets the browser save a file under a name. */
export async function save(name: string, file: Promise<Blob>): Promise<void> {
  const url = URL.createObjectURL(await file);
  el('a', { href: url, download: name }).click();
  // Some browsers begin to read only after this turn.
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
