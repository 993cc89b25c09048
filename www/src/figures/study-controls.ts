import { el, freshId } from '../dom';
import type { Engine } from '../engine/engine';
import type { Experiment } from '../state/experiment';
import { choice, type Part } from './controls';

const DISTRIBUTIONS = [
  ['booth-fixed', 'one ellipse (Fig 3)'],
  ['booth-variable', 'all ellipses (Fig 4)'],
  ['rosenbrock-fixed', 'one valley (Fig 5)'],
  ['rosenbrock-variable', 'all valleys (Fig 6)'],
] as const;

/** Which distribution of the plane; where functions are drawn, as the paper draws them, none is rejected. */
export function distribution(engine: Pick<Engine, 'describe'>, experiment: Experiment): Part {
  const usual = engine.describe().find(({ key }) => key === 'min_det')?.default ?? '';
  return choice(
    'Functions',
    DISTRIBUTIONS,
    () => experiment.value('task'),
    (task) => {
      const drawn = task.endsWith('variable');
      experiment.setAll([
        ['task', task],
        ['min_det', drawn ? '0' : usual],
      ]);
    },
  );
}

/** Something that is in the recipe, or left out: the fields that say so, and their values with and without it. */
export type Ingredient = {
  name: string;
  fields: readonly (readonly [key: string, on: string, off: string])[];
};

/** What the better teleporting L2O has, and the paper's plain form has not. */
export const INGREDIENTS: readonly Ingredient[] = [
  { name: 'θ starts at zero', fields: [['theta_init', 'zero', 'random']] },
  { name: 'jumps are bounded', fields: [['jump_bound', '1', '0']] },
  { name: 'the meta-loss is log f', fields: [['loss', 'log', 'f']] },
  { name: 'the meta learning rate falls', fields: [['decay', 'cosine', 'none']] },
];

/** Switches ingredients on and off. */
export function ingredients(experiment: Experiment, all: readonly Ingredient[]): Part {
  const boxes = all.map(({ name, fields }) => {
    const id = freshId('ingredient');
    const box = el('input', { id, type: 'checkbox' });
    box.addEventListener('change', () => {
      experiment.setAll(fields.map(([key, on, off]) => [key, box.checked ? on : off]));
    });
    const element = el('div', { class: 'field flag' }, el('label', { for: id }, name), box);
    const refresh = () => {
      box.checked = fields.every(([key, on]) => experiment.value(key) === on);
    };
    return { element, refresh };
  });
  const element = el('fieldset', { class: 'ingredients' }, el('legend', {}, 'Ingredients'));
  element.append(...boxes.map((box) => box.element));
  return { element, refresh: () => boxes.forEach((box) => void box.refresh()) };
}
