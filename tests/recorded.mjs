// What was recorded of the headline runs: the winner on each distribution of the paper, with the first of its seeds.
import { readFileSync } from 'node:fs';

const [head, ...rows] = readFileSync(new URL('reproduction/seeds.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
const cell = (row, name) => row[head.indexOf(name)].replaceAll('"', '');

/** Links and fingerprints, one for each distribution. */
export const HEADLINES = rows
  .filter(
    (row) =>
      /^better-(booth|rosenbrock)-(fixed|variable)$/.test(cell(row, 'experiment')) &&
      cell(row, 'study') === cell(row, 'experiment') &&
      cell(row, 'seed') === '101',
  )
  .map((row) => ({ link: cell(row, 'link'), fingerprint: cell(row, 'fingerprint') }));
