import { el, setText } from '../dom';
import type { Engine } from '../engine/engine';
import type { FieldDescription, Scene } from '../engine/types';
import { coordinate } from '../format';
import type { Change, Experiment } from '../state/experiment';
import { control } from './control';
import { startFields } from './start-fields';
import { groupTasks } from './task-groups';

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
  const make = (some: readonly FieldDescription[]) => some.map((field) => control(field, experiment, fields));
  const task = make(find('task'));
  const own = make(fields.filter((field) => field.group === 'task' && field.key !== 'task'));
  const shown = make(find('show'));
  const orbit = make(find('orbit'));
  const first = make(FIRST.flatMap(find));
  const help = el('p', { class: 'note' });
  const formula = el('p', { class: 'formula' });
  const minimum = el('p', { class: 'note' });
  const start = startFields(engine, experiment);
  for (const { element } of task) {
    // The heading says the same to the eye.
    element.querySelector('label')?.classList.add('visually-hidden');
    const select = element.querySelector('select');
    if (select) groupTasks(select);
  }
  root.append(
    el('h2', {}, 'Task'),
    ...elements(task),
    help,
    formula,
    el('div', { class: 'fields' }, ...elements(own)),
    minimum,
    el('div', { class: 'pair' }, start.element, ...elements(shown)),
    ...elements(orbit),
    el('h2', {}, 'Training'),
    el('div', { class: 'fields' }, ...elements(first)),
  );
  const controls = [...task, ...own, ...shown, ...orbit, ...first, start];
  const refresh = (change?: Change) => {
    const scene = engine.scene(experiment.link);
    for (const made of controls) made.refresh(change);
    setText(help, helpOf(find('task'), experiment.value('task')));
    setText(formula, breakable(scene.formula));
    setText(minimum, note(scene));
  };
  experiment.changed.on(refresh);
  refresh();
}

/** What is worth knowing of the function besides its formula. */
function note({ plane, invariant }: Scene): string {
  if (plane) {
    const [x, y] = plane.minimum;
    return `Minimum 0 at (${coordinate(x, 2)}, ${coordinate(y, 2)})`;
  }
  return invariant ? 'Teleports leave L unchanged.' : 'Teleports change L a little: see “invariance error”.';
}

function elements(controls: readonly { element: HTMLElement }[]): HTMLElement[] {
  return controls.map((made) => made.element);
}

/** What the description of a choice says about one of its values. */
function helpOf([field]: readonly FieldDescription[], value: string): string {
  const choices = field?.kind.type === 'choice' ? field.kind.choices : [];
  return choices.find((choice) => choice.name === value)?.help ?? '';
}

/** A formula that breaks between its squares and its words, never inside of a sum. */
function breakable(formula: string): string {
  return formula
    .replaceAll(/ (?![a-z(])/g, '\u00a0')
    .replaceAll(')²\u00a0+', ')² +')
    .replace('=\u00a0', '= ');
}
