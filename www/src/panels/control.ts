import { el, freshId, setText } from '../dom';
import type { FieldDescription, KindDescription, Problem } from '../engine/types';
import type { Change, Experiment } from '../state/experiment';
import { nextRung, nextWhole } from './ladder';
import { autoButton, complaintOf, isTyping, onEscape, TEXT_INPUT } from './text-input';

/** One control for one field of the config, made from the field's description. */
export type Control = { element: HTMLElement; refresh(change?: Change): void };

/** A labelled control that shows and sets the field, and says beneath it what the engine does not accept. */
export function control(
  field: FieldDescription,
  experiment: Experiment,
  fields: readonly FieldDescription[],
): Control {
  const id = freshId('field');
  const help = el('span', { id: `${id}-help`, class: 'visually-hidden' }, field.help);
  const complaint = el('span', { id: `${id}-problem`, class: 'complaint', role: 'alert' });
  const input = inputFor(field.kind, {
    id,
    title: field.help,
    'aria-describedby': `${id}-help ${id}-problem`,
  });
  const label = el('label', { for: id, title: field.help }, field.label);
  const hasAuto = 'auto' in field.kind && field.kind.auto;
  const keys = keysOf(field, fields);

  const restore = () => {
    write(input, experiment.value(field.key));
    show(input, complaint, []);
  };
  const take = (text: string) => {
    const problems = experiment.set(field.key, text === '' && hasAuto ? 'auto' : text);
    if (problems.length === 0) restore();
    else show(input, complaint, problems, experiment.value(field.key));
  };
  input.addEventListener('change', () => take(read(input).trim()));
  onEscape(input, restore);

  const step = (direction: 1 | -1) => {
    if (field.kind.type !== 'integer' && field.kind.type !== 'real') return;
    const now = experiment.value(field.key);
    const countsNothing = field.key === 'seed' || field.key === 'show';
    take(
      countsNothing
        ? nextWhole(now, direction, field.kind)
        : nextRung(now, direction, field.kind, field.default),
    );
  };
  const body = isNumeric(field.kind) ? stepper(input, field.label, step) : input;
  const auto = autoButton('auto', field.help, () => take('auto'));
  const element = el(
    'div',
    { class: classOf(field.kind) },
    hasAuto ? el('div', { class: 'label' }, label, auto) : label,
    body,
    help,
    complaint,
  );
  return {
    element,
    refresh: (change) => {
      // Neither what it shows has changed, nor does something wait in it that was refused.
      const concerned = !change || change.manner === 'history' || keys.some((key) => change.keys.has(key));
      if (!concerned && complaint.textContent === '') return;
      element.hidden = !matters(field, experiment, fields);
      auto.hidden = experiment.value(field.key) === 'auto';
      if (input instanceof HTMLSelectElement || !isTyping(input, change)) restore();
    },
  };
}

/** Whether the field means anything for the experiment as it is. */
export function matters(
  field: FieldDescription,
  experiment: Experiment,
  fields: readonly FieldDescription[],
): boolean {
  const { when } = field;
  if (!when) return true;
  // A field whose condition is about a field that does not matter does not matter either.
  const asked = fields.find(({ key }) => key === when.field);
  const holds = experiment.members(when.field).some((value) => when.any.includes(value));
  return holds && (asked === undefined || matters(asked, experiment, fields));
}

/** The field, and those that decide whether it matters. */
function keysOf({ key, when }: FieldDescription, fields: readonly FieldDescription[]): string[] {
  if (!when) return [key];
  const asked = fields.find((field) => field.key === when.field);
  return [key, ...(asked ? keysOf(asked, fields) : [when.field])];
}

type Input = HTMLInputElement | HTMLSelectElement;

function inputFor(kind: KindDescription, attributes: Record<string, string>): Input {
  switch (kind.type) {
    case 'choice':
      return el(
        'select',
        attributes,
        ...kind.choices.map((choice) =>
          el('option', { value: choice.name, title: choice.help }, choice.label),
        ),
      );
    case 'flag':
      return el('input', { ...attributes, type: 'checkbox' });
    default:
      return el('input', {
        ...attributes,
        ...TEXT_INPUT,
        inputmode: kind.type === 'integer' ? 'numeric' : 'text',
      });
  }
}

/** What a select of half the width shows of a label, in characters. */
const LONG_LABEL = 13;

/** Longer values take both columns. */
function classOf(kind: KindDescription): string {
  if (kind.type === 'flag') return 'field flag';
  const long =
    (kind.type === 'numbers' && kind.max_len > 2) ||
    (kind.type === 'integer' && kind.max > 1e6) ||
    (kind.type === 'choice' && kind.choices.some(({ label }) => label.length > LONG_LABEL));
  return long ? 'field wide' : 'field';
}

function read(input: Input): string {
  if (input instanceof HTMLInputElement && input.type === 'checkbox') return input.checked ? '1' : '0';
  return input.value;
}

function write(input: Input, text: string): void {
  if (input instanceof HTMLInputElement && input.type === 'checkbox') input.checked = text === '1';
  else if (input.value !== text) input.value = text;
}

function show(input: Input, complaint: HTMLElement, problems: readonly Problem[], used = ''): void {
  setText(complaint, complaintOf(problems, used));
  input.setAttribute('aria-invalid', String(problems.length > 0));
}

function isNumeric(kind: KindDescription): boolean {
  return kind.type === 'integer' || kind.type === 'real';
}

/** A number between two buttons; the arrow keys do the same. */
function stepper(input: Input, label: string, step: (direction: 1 | -1) => void): HTMLElement {
  input.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent)) return;
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    step(event.key === 'ArrowUp' ? 1 : -1);
  });
  const button = (text: string, name: string, direction: 1 | -1) => {
    const made = el('button', { type: 'button', tabindex: -1, 'aria-label': `${label}: ${name}` }, text);
    made.addEventListener('click', () => step(direction));
    return made;
  };
  return el('div', { class: 'stepper' }, button('−', 'less', -1), input, button('+', 'more', 1));
}
