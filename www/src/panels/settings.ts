import { el } from '../dom';
import type { FieldDescription, Group } from '../engine/types';
import type { Change, Experiment } from '../state/experiment';
import { control } from './control';
import { FIRST } from './task';

const TITLES: [Group, string][] = [
  ['optimizers', 'Step sizes'],
  ['network', 'Network'],
  ['training', 'Meta-training'],
  ['evaluation', 'Evaluation'],
];

/** Fields of these groups that have a control elsewhere on the page. */
const ELSEWHERE = ['opt', ...FIRST];

/** Every other field of the config, by group, in a part of the page that unfolds. */
export function settingsPanel(
  root: HTMLElement,
  experiment: Experiment,
  fields: readonly FieldDescription[],
): void {
  const groups = TITLES.map(([group, title]) => {
    const own = fields.filter((field) => field.group === group && !ELSEWHERE.includes(field.key));
    const controls = own.map((field) => control(field, experiment, fields));
    const element = el(
      'fieldset',
      {},
      el('legend', {}, title),
      el('div', { class: 'fields' }, ...controls.map((made) => made.element)),
    );
    return { element, controls };
  });
  const refresh = (change?: Change) => {
    for (const { element, controls } of groups) {
      for (const made of controls) made.refresh(change);
      element.hidden = controls.every((made) => made.element.hidden);
    }
  };
  root.append(...groups.map((group) => group.element));
  experiment.changed.on(refresh);
  refresh();
}
