import { el, freshId, setText } from '../dom';
import type { Engine } from '../engine/engine';
import type { Experiment } from '../state/experiment';
import type { Control } from './control';
import { autoButton, complaintOf, isTyping, onEscape, TEXT_INPUT } from './text-input';

/** The start as two numbers; what is typed and what is dragged are the same field of the link. */
export function startFields(engine: Pick<Engine, 'scene'>, experiment: Experiment): Control {
  const complaint = el('span', { id: freshId('start-problem'), class: 'complaint', role: 'alert' });
  const inputs = (['x', 'y'] as const).map((axis) =>
    el('input', {
      ...TEXT_INPUT,
      inputmode: 'text',
      'aria-label': `Start, ${axis} coordinate`,
      'aria-describedby': complaint.id,
      title: 'Where the drawn trajectories start. Drag the ring in the picture, or type.',
    }),
  );
  const own = autoButton('task’s own', 'Back to where the task’s own start is', () => {
    experiment.set('start', 'auto');
  });

  const complain = (text: string) => {
    setText(complaint, text);
    for (const input of inputs) input.setAttribute('aria-invalid', String(text !== ''));
  };
  const now = () => engine.scene(experiment.link).plane?.start ?? [0, 0];
  const restore = () => {
    const start = now();
    inputs.forEach((input, axis) => {
      const text = rounded(start[axis] ?? 0);
      if (input.value !== text) input.value = text;
    });
    complain('');
  };
  const take = () => {
    const start = now();
    // What is shown is rounded; a coordinate that nobody typed keeps all of its digits.
    const typed = inputs.map((input, axis) => {
      const exact = start[axis] ?? 0;
      return input.value === rounded(exact) ? String(Number(exact.toPrecision(9))) : input.value.trim();
    });
    const auto = typed.some((text) => text === '' || text === 'auto');
    const problems = experiment.set('start', auto ? 'auto' : typed.join(','));
    if (problems.length === 0) restore();
    else complain(complaintOf(problems, start.map((x) => rounded(x)).join(', ')));
  };
  for (const input of inputs) {
    input.addEventListener('change', take);
    onEscape(input, restore);
  }
  const element = el(
    'fieldset',
    { class: 'field' },
    el('legend', { class: 'label' }, 'Start x, y', own),
    el('div', { class: 'both' }, ...inputs),
    complaint,
  );
  return {
    element,
    refresh: (change) => {
      element.hidden = engine.scene(experiment.link).plane === null;
      own.hidden = experiment.value('start') === 'auto';
      if (!inputs.some((input) => isTyping(input, change))) restore();
    },
  };
}

/** As many digits as fit: at most six characters. */
function rounded(value: number): string {
  return String(Number(Number(value.toPrecision(4)).toFixed(3)) + 0);
}
