import type { Experiment } from '../state/experiment';

/** Copies the address of exactly this experiment. */
export function shareButton(button: HTMLButtonElement, experiment: Experiment): void {
  const name = button.textContent ?? '';
  button.addEventListener('click', async () => {
    const url = new URL(window.location.href);
    url.hash = experiment.link;
    const copied = await navigator.clipboard.writeText(url.href).then(
      () => true,
      () => false,
    );
    button.textContent = copied ? 'Link copied' : 'Copy it from the address bar';
    window.setTimeout(() => {
      button.textContent = name;
    }, 2000);
  });
}
