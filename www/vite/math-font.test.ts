import { expect, test } from 'vitest';
import { formulas, sections } from './article';
import { characters } from './math-font';

test('the characters of formulas are those that a reader sees, slanted where letters are', () => {
  const html = `<p>Not this: Z</p>${formulas('<tex>h(x) &lt; \\lambda_1 A</tex>')}`;
  const found = new Set(characters(html));
  for (const character of ['<', '(', ')', '1', 'ℎ', '𝑥', '𝜆', '𝐴'])
    expect(found, character).toContain(character);
  expect(found).not.toContain('Z');
});

test('the article has some', () => {
  expect(new Set(characters(sections())).size).toBeGreaterThan(60);
});
