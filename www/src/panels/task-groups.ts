import { el } from '../dom';

/** How the tasks are grouped where one is chosen. */
const GROUPS: [string, string[]][] = [
  ['Classics', ['rosenbrock', 'booth']],
  [
    'Families of the paper',
    ['booth-fixed', 'booth-variable', 'rosenbrock-fixed', 'rosenbrock-variable', 'mlp'],
  ],
  ['Your own', ['booth-custom', 'rosenbrock-custom']],
];

/** Sorts the options of a select into the groups; a task that is in none of them stays at the end. */
export function groupTasks(select: HTMLSelectElement): void {
  const { value } = select;
  const options = [...select.options];
  const groups = GROUPS.map(([label, names]) => {
    const members = names.flatMap((name) => options.filter((option) => option.value === name));
    return el('optgroup', { label }, ...members);
  });
  select.prepend(...groups);
  select.value = value;
}
