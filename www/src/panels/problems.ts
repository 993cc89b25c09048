import { el } from '../dom';
import type { Experiment } from '../state/experiment';

/** What the link asked for in vain: a list that stays until it is dismissed; then `next` has the focus. */
export function problemsPanel(root: HTMLElement, experiment: Experiment, next: HTMLElement): void {
  const show = () => {
    const { problems } = experiment;
    root.replaceChildren();
    root.hidden = problems.length === 0;
    if (problems.length === 0) return;
    const dismiss = el('button', { type: 'button' }, 'Dismiss');
    dismiss.addEventListener('click', () => {
      root.hidden = true;
      next.focus({ preventScroll: true });
    });
    const items = problems.map(({ field, given, takes }) =>
      el(
        'li',
        {},
        el('code', {}, field),
        ' = ',
        el('code', {}, given === '' ? '(empty)' : given),
        ` — takes ${takes}.`,
      ),
    );
    root.append(
      el(
        'p',
        {},
        'Parts of this link could not be used. They have their defaults; all the rest is as in the link.',
      ),
      el('ul', {}, ...items),
      dismiss,
    );
  };
  experiment.complaints.on(show);
  show();
}
