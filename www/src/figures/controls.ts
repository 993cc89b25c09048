import { el, freshId, setText } from '../dom';

/** A part of a figure that shows the state of the figure's link. */
export type Part = { element: HTMLElement; refresh(): void };

type Range = { min: number; max: number; step: number };

/** A labelled slider with its value written beside it. */
export function slider(
  label: string,
  { min, max, step }: Range,
  read: () => number,
  write: (value: number) => void,
  say: (value: number) => string,
): Part {
  const id = freshId('slider');
  const input = el('input', { id, type: 'range', min, max, step });
  const output = el('span', { class: 'value' });
  input.addEventListener('input', () => write(Number(input.value)));
  return {
    element: el('div', { class: 'slider' }, el('label', { for: id }, label), input, output),
    refresh: () => {
      const value = read();
      if (Number(input.value) !== value) input.value = String(value);
      input.setAttribute('aria-valuetext', say(value));
      setText(output, say(value));
    },
  };
}

/** A labelled choice among a few things. */
export function choice(
  label: string,
  options: readonly (readonly [value: string, name: string])[],
  read: () => string,
  write: (value: string) => void,
): Part {
  const id = freshId('choice');
  const select = el('select', { id }, ...options.map(([value, name]) => el('option', { value }, name)));
  select.addEventListener('change', () => write(select.value));
  return {
    element: el('div', { class: 'field' }, el('label', { for: id }, label), select),
    refresh: () => {
      if (select.value !== read()) select.value = read();
    },
  };
}

/** Names and values, one below the other. */
export function readings(rows: readonly (readonly [name: string, value: () => string])[]): Part {
  const values = rows.map(() => el('dd'));
  const element = el('dl', { class: 'readings' });
  rows.forEach(([name], i) => {
    const value = values[i];
    if (value) element.append(el('dt', {}, name), value);
  });
  return {
    element,
    refresh: () => {
      rows.forEach(([, value], i) => {
        const place = values[i];
        if (place) setText(place, value());
      });
    },
  };
}

/** A sentence that says what is to be seen now. */
export function finding(say: () => string): Part {
  const element = el('p', { class: 'finding' });
  return { element, refresh: () => setText(element, say()) };
}

/** A button beneath a figure. */
export function button(label: string, press: () => void): HTMLButtonElement {
  const element = el('button', { type: 'button' }, label);
  element.addEventListener('click', press);
  return element;
}
