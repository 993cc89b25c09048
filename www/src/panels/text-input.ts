import { el } from '../dom';
import type { Problem } from '../engine/types';
import type { Change } from '../state/experiment';

/** What every field for text has in common. */
export const TEXT_INPUT = { type: 'text', autocomplete: 'off', spellcheck: 'false' };

/** Whether the visitor may be typing here. Then the text is theirs, unless they went back in the history. */
export function isTyping(input: HTMLElement, change?: Change): boolean {
  return input.matches(':focus') && change?.manner !== 'history';
}

/** Escape takes back what was typed. */
export function onEscape(input: HTMLElement, restore: () => void): void {
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') restore();
  });
}

/** What is said under a field that was refused: what it takes, and the value that is used still. */
export function complaintOf(problems: readonly Problem[], used: string): string {
  if (problems.length === 0) return '';
  return `${problems.map((problem) => `Takes ${problem.takes}.`).join(' ')} Still used: ${used}.`;
}

/** A button as small as a word, beside a label, that leaves the value to the engine again. */
export function autoButton(word: string, title: string, leave: () => void): HTMLElement {
  const button = el('button', { type: 'button', class: 'link', title }, word);
  button.addEventListener('click', leave);
  return button;
}
