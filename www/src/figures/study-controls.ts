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

const LOSSES = [
  ['distance', 'the distance to the optimum'],
  ['log', 'log f'],
  ['f', 'f, as in the paper'],
] as const;

/** What else the better teleporting L2O has and the paper's plain form has not: a name, the field, and its values with and without. */
const INGREDIENTS = [
  ['θ starts at zero', 'theta_init', 'zero', 'random'],
  ['jumps are bounded', 'jump_bound', '1', '0'],
  ['a learned gate', 'gate', '1', '0'],
  ['the meta learning rate falls', 'decay', 'cosine', 'none'],
] as const;

/** The link with all ingredients in. */
export function wholeRecipe(experiment: Experiment): string {
  const all = INGREDIENTS.map(([, key, on]) => [key, on] as const);
  return experiment.linkWith([['loss', LOSSES[0][0]], ...all]);
}

/** Switches ingredients on and off. */
export function ingredients(experiment: Experiment): Part[] {
  const loss = choice(
    'The meta-loss is',
    LOSSES,
    () => experiment.value('loss'),
    (value) => experiment.set('loss', value),
  );
  const boxes = INGREDIENTS.map(([name, key, on, off]) => {
    const id = freshId('ingredient');
    const box = el('input', { id, type: 'checkbox' });
    box.addEventListener('change', () => experiment.set(key, box.checked ? on : off));
    const element = el('div', { class: 'field flag' }, el('label', { for: id }, name), box);
    const refresh = () => {
      box.checked = experiment.value(key) === on;
    };
    return { element, refresh };
  });
  const element = el('fieldset', { class: 'ingredients' }, el('legend', {}, 'Ingredients'));
  element.append(...boxes.map((box) => box.element));
  return [loss, { element, refresh: () => boxes.forEach((box) => void box.refresh()) }];
}
