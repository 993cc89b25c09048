import { el } from '../dom';
import { embedCode } from '../playground/embed-code';
import type { Place } from '../playground/place';
import type { Experiment } from '../state/experiment';

/** Copies the address of a link. */
export function linkButton(button: HTMLButtonElement, place: Place, link: () => string): void {
  copyButton(button, 'Link copied', () => place.addressOf(link()));
}

/** Copies the lines that put exactly this experiment, or this figure, into another page. */
export function embedButton(button: HTMLButtonElement, place: Place, experiment: Experiment): void {
  const trains = () => experiment.value('fig') === 'none';
  copyButton(button, 'Embed copied', () => embedCode(place.addressOf(experiment.link), trains()));
}

function copyButton(button: HTMLButtonElement, done: string, text: () => string): void {
  const name = button.textContent ?? '';
  let timer = 0;
  button.addEventListener('click', async () => {
    button.textContent = (await copy(text(), button)) ? done : 'Copying is not allowed here';
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      button.textContent = name;
    }, 2000);
  });
}

/** Frames of other sites, and pages without encryption, have no clipboard of their own, but may copy what is selected. */
async function copy(text: string, beside: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el('textarea', { class: 'visually-hidden', readonly: true });
    area.value = text;
    beside.after(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    beside.focus();
    return copied;
  }
}
