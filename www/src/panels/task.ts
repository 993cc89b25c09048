import { el, setText } from '../dom';
import type { Engine } from '../engine/engine';
import type { FieldDescription } from '../engine/types';
import { coordinate } from '../format';
import type { Experiment } from '../state/experiment';
import { type Control, control } from './control';

/** Fields that a visitor reaches for first, beside the picture. */
export const FIRST = ['hidden', 'unroll', 'batch', 'runs', 'lr', 'loss', 'seed'];

/** What is minimised, from where, and the settings that matter most. */
export function taskPanel(
  root: HTMLElement,
  engine: Pick<Engine, 'scene'>,
  experiment: Experiment,
  fields: readonly FieldDescription[],
): void {
  const find = (key: string) => fields.filter((field) => field.key === key);
  const make = (keys: readonly string[]) =>
    keys.flatMap(find).map((field) => control(field, experiment, fields));
  const [task, shown, first] = [make(['task']), make(['show']), make(FIRST)];
  const formula = el('p', { class: 'formula' });
  const minimum = el('p', { class: 'note' });
  const start = startFields(engine, experiment);
  const another = el('div', { class: 'another' }, ...shown.map((made) => made.element));
  root.append(
    el('h2', {}, 'Task'),
    ...task.map((made) => made.element),
    formula,
    minimum,
    el('div', { class: 'pair' }, start.element, another),
    el('h2', {}, 'Training'),
    el('div', { class: 'fields' }, ...first.map((made) => made.element)),
  );
  const controls = [...task, ...shown, ...first, start];
  const refresh = () => {
    const scene = engine.scene(experiment.link);
    for (const made of controls) made.refresh();
    setText(formula, breakable(scene.formula));
    const [x, y] = scene.minimum;
    setText(minimum, `Minimum 0 at (${coordinate(x, 2)}, ${coordinate(y, 2)})`);
  };
  experiment.changed.on(refresh);
  refresh();
}

/** A formula that breaks between its squares, never inside of one. */
function breakable(formula: string): string {
  return formula.replaceAll(' ', '\u00a0').replaceAll(')²\u00a0+', ')² +').replace('=\u00a0', '= ');
}

/** The start as two numbers; what is typed and what is dragged are the same field of the link. */
function startFields(engine: Pick<Engine, 'scene'>, experiment: Experiment): Control {
  const inputs = (['x', 'y'] as const).map((axis) =>
    el('input', {
      type: 'text',
      inputmode: 'text',
      autocomplete: 'off',
      'aria-label': `Start, ${axis} coordinate`,
      title: 'Where the drawn trajectories start. Drag the ring in the picture, or type.',
    }),
  );
  const complaint = el('span', { class: 'complaint', role: 'alert' });
  const take = () => {
    const problems = experiment.set('start', inputs.map((input) => input.value.trim()).join(','));
    setText(complaint, problems.map((problem) => `Takes ${problem.takes}.`).join(' '));
  };
  for (const input of inputs) input.addEventListener('change', take);
  const element = el(
    'fieldset',
    { class: 'field' },
    el('legend', { class: 'label' }, 'Start x, y'),
    el('div', { class: 'both' }, ...inputs),
    complaint,
  );
  return {
    element,
    refresh: () => {
      const { start } = engine.scene(experiment.link);
      inputs.forEach((input, axis) => {
        if (document.activeElement !== input) input.value = String(Number((start[axis] ?? 0).toPrecision(4)));
      });
      setText(complaint, '');
    },
  };
}
