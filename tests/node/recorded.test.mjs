// What was recorded natively is repeated by WebAssembly: the first seed of the headline runs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runInNode } from './engine.mjs';

const [head, ...rows] = readFileSync(new URL('../reproduction/seeds.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
const cell = (row, name) => row[head.indexOf(name)].replaceAll('"', '');
const headline = rows.filter(
  (row) =>
    /^better-(booth|rosenbrock)-(fixed|variable)$/.test(cell(row, 'experiment')) &&
    cell(row, 'study') === cell(row, 'experiment') &&
    cell(row, 'seed') === '101',
);

test('there is a headline run per distribution', () => assert.equal(headline.length, 4));

for (const row of headline) {
  const link = cell(row, 'link');
  test(`the recorded fingerprint in Node: ${link}`, () => {
    assert.equal(runInNode(link).fingerprint, cell(row, 'fingerprint'));
  });
}
