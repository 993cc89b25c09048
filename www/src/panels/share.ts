import type { Experiment } from '../state/experiment';

/** The absolute address of exactly this experiment. */
export function addressOf(experiment: Pick<Experiment, 'link'>): string {
  const url = new URL(window.location.href);
  url.hash = experiment.link;
  return url.href;
}

/** Copies the address of exactly this experiment. */
export function shareButton(button: HTMLButtonElement, experiment: Experiment): void {
  const name = button.textContent ?? '';
  button.addEventListener('click', async () => {
    const copied = await navigator.clipboard.writeText(addressOf(experiment)).then(
      () => true,
      () => false,
    );
    button.textContent = copied ? 'Link copied' : 'Copy it from the address bar';
    window.setTimeout(() => {
      button.textContent = name;
    }, 2000);
  });
}
