import { beforeEach, expect, test } from 'vitest';
import { Frames } from './frames';

let asked: (() => void)[];
let frames: Frames;
let drawn: string[];

beforeEach(() => {
  asked = [];
  drawn = [];
  frames = new Frames((callback) => asked.push(callback));
});

const draws = (name: string) => () => {
  drawn.push(name);
};
/** One frame of the browser; what was drawn in it. */
const frame = () => {
  for (const callback of asked.splice(0)) callback();
  return drawn.splice(0).join(' ');
};

test('nothing is drawn before the frame, and then once, however often it was asked for', () => {
  const ask = frames.schedule(draws('a'));
  ask();
  ask();
  expect([drawn, asked.length]).toEqual([[], 1]);
  expect([frame(), frame()]).toEqual(['a', '']);
});

test('of those that take turns, one is drawn per frame, in the order in which they asked', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => frames.schedule(draws(name)));
  for (const ask of [b, a, c, b]) ask?.();
  expect([frame(), frame(), frame(), frame()]).toEqual(['b', 'a', 'c', '']);
});

test('who asks in every frame does not keep the others from their turn', () => {
  const [a, b] = ['a', 'b'].map((name) => frames.schedule(draws(name)));
  const met = [1, 2, 3, 4].map(() => {
    a?.();
    b?.();
    return frame();
  });
  expect(met).toEqual(['a', 'b', 'a', 'b']);
});

test('what must move smoothly is drawn in every frame that it asks for, beside whose turn it is', () => {
  const smooth = frames.schedule(draws('smooth'), 'smooth');
  for (const name of ['a', 'b', 'c']) frames.schedule(draws(name))();
  smooth();
  expect([frame(), frame()]).toEqual(['smooth a', 'b']);
  smooth();
  expect([frame(), frame()]).toEqual(['smooth c', '']);
});

test('drawing may ask for the next frame', () => {
  const again: () => void = frames.schedule(() => {
    drawn.push('again');
    if (asked.length === 0) again();
  }, 'smooth');
  again();
  expect([frame(), frame(), asked.length]).toEqual(['again', 'again', 1]);
});

test('no frame is asked for while nothing waits, and never two at once', () => {
  const [a, b] = ['a', 'b'].map((name) => frames.schedule(draws(name)));
  expect(asked).toHaveLength(0);
  a?.();
  b?.();
  expect(asked).toHaveLength(1);
  frame();
  expect(asked, 'for the one that waits').toHaveLength(1);
  frame();
  expect(asked).toHaveLength(0);
});
