import { expect, test } from 'vitest';
import { Latest } from './latest';

function asked(): { latest: Latest<string>; sent: [string, number][] } {
  const sent: [string, number][] = [];
  return { latest: new Latest<string>((question, id) => sent.push([question, id])), sent };
}

test('the first question is sent at once', () => {
  const { latest, sent } = asked();
  latest.ask('a');
  expect(sent).toEqual([['a', 1]]);
});

test('of the questions that come meanwhile only the newest is sent, when the answer is there', () => {
  const { latest, sent } = asked();
  for (const question of ['a', 'b', 'c', 'd']) latest.ask(question);
  expect(sent).toEqual([['a', 1]]);
  expect(latest.answered(1)).toBe(true);
  expect(sent).toEqual([
    ['a', 1],
    ['d', 2],
  ]);
});

test('a question that was answered does not wait any more', () => {
  const { latest, sent } = asked();
  latest.ask('a');
  latest.ask('b');
  latest.answered(1);
  latest.answered(2);
  expect(sent).toHaveLength(2);
  latest.ask('c');
  expect(sent.at(-1)).toEqual(['c', 3]);
});

test('an answer to another question changes nothing', () => {
  const { latest, sent } = asked();
  expect(latest.answered(1)).toBe(false);
  latest.ask('a');
  latest.ask('b');
  expect(latest.answered(7)).toBe(false);
  expect(sent).toEqual([['a', 1]]);
  expect(latest.answered(1)).toBe(true);
  expect(latest.answered(1)).toBe(false);
  expect(sent).toHaveLength(2);
});

test('an answer given while the question is sent is taken', () => {
  const sent: string[] = [];
  const latest: Latest<string> = new Latest((question, id) => {
    sent.push(question);
    expect(latest.answered(id)).toBe(true);
  });
  latest.ask('a');
  latest.ask('b');
  expect(sent).toEqual(['a', 'b']);
});
