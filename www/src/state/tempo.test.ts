import { beforeEach, expect, test } from 'vitest';
import { Tempo } from './tempo';

let time = 0;
let tempo: Tempo;

beforeEach(() => {
  time = 1000;
  tempo = new Tempo(() => time, 0);
});

/** Lets time go by, then reports a count. */
function after(milliseconds: number, count: number | null): void {
  time += milliseconds;
  tempo.reached(count);
}

test('nothing is known before the second count', () => {
  expect(tempo.remaining(10)).toBeNull();
  after(0, 0);
  expect(tempo.remaining(10)).toBeNull();
  after(100, 5);
  expect(tempo.remaining(10)).toBe(200);
});

test('a steady count is foreseen exactly', () => {
  for (let count = 0; count <= 50; count += 10) after(40, count);
  expect(tempo.remaining(25)).toBeCloseTo(100, 9);
  expect(tempo.remaining(0)).toBe(0);
});

test('what was measured two seconds ago counts 1/e', () => {
  after(0, 0);
  after(2000, 2000);
  after(2000, 6000);
  const kept = Math.exp(-1);
  expect(tempo.rate).toBeCloseTo((1000 * (2000 * kept + 4000)) / (2000 * kept + 2000), 9);
});

test('a burst of counts does not make the count look faster', () => {
  after(0, 0);
  for (let i = 1; i <= 20; i += 1) {
    after(99, 10 * i - 5);
    after(1, 10 * i);
  }
  expect(tempo.rate).toBeGreaterThan(95);
  expect(tempo.rate).toBeLessThan(105);
});

test('time in which work was halted is not counted', () => {
  after(0, 0);
  after(100, 10);
  tempo.restart();
  after(60_000, 12);
  expect(tempo.remaining(10)).toBeCloseTo(100, 9);
  after(100, 22);
  expect(tempo.remaining(10)).toBeCloseTo(100, 9);
});

test('time in which nothing is counted is not counted either', () => {
  after(0, 0);
  after(100, 10);
  after(50, null);
  after(60_000, 20);
  expect(tempo.remaining(10)).toBeCloseTo(100, 9);
  after(100, 30);
  expect(tempo.remaining(10)).toBeCloseTo(100, 9);
});

test('a count that begins anew is no negative speed', () => {
  after(0, 0);
  after(100, 10);
  after(100, 2);
  expect(tempo.remaining(10)).toBeCloseTo(100, 9);
  after(100, 12);
  expect(tempo.remaining(10)).toBeCloseTo(100, 9);
});

test('two counts at one moment are no infinite speed', () => {
  after(0, 0);
  after(0, 10);
  expect(tempo.remaining(10)).toBeNull();
  after(100, 20);
  expect(tempo.remaining(10)).toBeCloseTo(100, 9);
});

test('reports between two counts do not make the count look faster', () => {
  after(0, 0);
  for (let i = 0; i < 9; i += 1) after(50, 0);
  after(50, 1);
  expect(tempo.remaining(1)).toBeCloseTo(500, 9);
});

test('nothing is foreseen from less than a second of counting', () => {
  tempo = new Tempo(() => time);
  after(0, 0);
  after(900, 90);
  expect(tempo.remaining(10)).toBeNull();
  tempo.restart();
  after(60_000, 90);
  expect(tempo.remaining(10), 'a pause is no counting').toBeNull();
  after(100, 100);
  expect(tempo.remaining(10)).toBeCloseTo(100, 9);
});
