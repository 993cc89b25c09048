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

/** Where a task stands that is in none of them. */
const FURTHER = 'Further families';

/** Sorts the options of a select into the groups. */
export function groupTasks(select: HTMLSelectElement): void {
  const { value } = select;
  const options = [...select.options];
  const groups = GROUPS.map(([label, names]) => {
    const members = names.flatMap((name) => options.filter((option) => option.value === name));
    return el('optgroup', { label }, ...members);
  });
  const further = el(
    'optgroup',
    { label: FURTHER },
    ...options.filter(({ parentElement }) => parentElement === select),
  );
  select.replaceChildren(...groups, further);
  select.value = value;
}
