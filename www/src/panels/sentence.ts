import { el } from '../dom';
import { figure, plain } from '../format';

/** A piece of a sentence: words, the name of an optimizer in its colour, or a figure that is read differently. */
export type Part = string | { optimizer: string; name: string } | { shown: string; spoken: string };

/** A number in a sentence. */
export function number(value: number, digits = 2): Part {
  return { shown: figure(value, digits), spoken: plain(value, digits) };
}

/** The sentence as text, for the eye or for the ear. */
export function textOf(parts: readonly Part[], sense: 'shown' | 'spoken'): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : 'name' in part ? part.name : part[sense]))
    .join('');
}

/** A place for one sentence at a time, which assistive technology announces when it changes. */
export function sentencePlace(root: HTMLElement): (parts: readonly Part[]) => void {
  // What the page said before it could run stays until there is something to say.
  const visible = el('span', { 'aria-hidden': 'true' }, ...root.childNodes);
  const spoken = el('span', { class: 'visually-hidden', 'aria-live': 'polite' }, visible.textContent);
  root.append(visible, spoken);
  return (parts) => {
    if (visible.textContent === textOf(parts, 'shown')) return;
    visible.replaceChildren(
      ...parts.map((part) => {
        if (typeof part === 'string') return part;
        if ('shown' in part) return part.shown;
        return el('strong', { style: `color: var(--opt-${part.optimizer})` }, part.name);
      }),
    );
    spoken.textContent = textOf(parts, 'spoken');
  };
}
