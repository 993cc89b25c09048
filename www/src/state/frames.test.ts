import { beforeEach, describe, expect, test } from 'vitest';
import { drawNews, Frames } from './frames';
import type { Run } from './runs';
import { Signal } from './signal';

let time: number;
let asked: (() => void)[];
let alarms: { at: number; callback: () => void }[];
let frames: Frames;
let drawn: string[];
/** Milliseconds that it takes to paint a frame. */
let paint: number;

beforeEach(() => {
  [time, asked, alarms, drawn, paint] = [1000, [], [], [], 0];
  frames = new Frames({
    now: () => time,
    nextFrame: (callback) => asked.push(callback),
    painted: paintedAfter,
    later: (callback, milliseconds) => alarms.push({ at: time + milliseconds, callback }),
  });
});

const paintedAfter = (callback: () => void) => {
  time += paint;
  callback();
};
const draws = (name: string) => () => {
  drawn.push(name);
};
/** One frame of the browser; what was drawn in it. */
const frame = () => {
  for (const callback of asked.splice(0)) callback();
  return drawn.splice(0).join(' ');
};
/** Time goes by; what was drawn meanwhile. */
const pass = (milliseconds: number) => {
  time += milliseconds;
  const due = alarms.filter(({ at }) => at <= time);
  alarms = alarms.filter(({ at }) => at > time);
  for (const { callback } of due) callback();
  return frame();
};

test('nothing is drawn before the frame, and then once, however often it was asked for', () => {
  const ask = frames.inTurn(draws('a'));
  ask();
  ask();
  expect([drawn, asked.length]).toEqual([[], 1]);
  expect([frame(), frame()]).toEqual(['a', '']);
});

test('of those that take turns, one is drawn per frame, in the order in which they asked', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => frames.inTurn(draws(name)));
  for (const ask of [b, a, c, b]) ask?.();
  expect([frame(), frame(), frame(), frame()]).toEqual(['b', 'a', 'c', '']);
});

test('who asks in every frame does not keep the others from their turn', () => {
  const [a, b] = ['a', 'b'].map((name) => frames.inTurn(draws(name)));
  const met = [1, 2, 3, 4].map(() => {
    a?.();
    b?.();
    return frame();
  });
  expect(met).toEqual(['a', 'b', 'a', 'b']);
});

test('what must move smoothly is drawn in every frame that it asks for, beside whose turn it is', () => {
  const smooth = frames.smoothly(draws('smooth'));
  for (const name of ['a', 'b', 'c']) frames.inTurn(draws(name))();
  smooth();
  expect([frame(), frame()]).toEqual(['smooth a', 'b']);
  smooth();
  expect([frame(), frame()]).toEqual(['smooth c', '']);
});

test('where frames are long, what takes turns has frames of its own, after some in which all else moved', () => {
  const smooth = frames.smoothly(draws('smooth'));
  paint = 25;
  const met = ['a', 'b', '', '', '', '', '', '', ''].map((name) => {
    if (name) frames.inTurn(draws(name))();
    smooth();
    return frame();
  });
  expect(met).toEqual([
    'smooth a',
    'smooth',
    'smooth',
    'smooth',
    'b',
    'smooth',
    'smooth',
    'smooth',
    'smooth',
  ]);
});

test('what skipped a frame is drawn in the next one without asking again', () => {
  const smooth = frames.smoothly(draws('smooth'));
  paint = 25;
  smooth();
  frame();
  for (const name of ['a', 'b']) frames.inTurn(draws(name))();
  const met = [1, 2, 3].map(() => {
    smooth();
    return frame();
  });
  smooth();
  expect([...met, frame(), frame(), frame()]).toEqual(['smooth', 'smooth', 'smooth', 'a', 'smooth', 'b']);
});

test('after a long frame, and no other, room is made for the next one if something moves in it', () => {
  let made = 0;
  const told = new Frames(
    {
      now: () => time,
      nextFrame: (callback) => asked.push(callback),
      painted: paintedAfter,
      later: () => {},
    },
    () => {
      made += 1;
    },
  );
  const [still, moving] = [told.inTurn(draws('still')), told.smoothly(draws('moving'))];
  const met = [20, 25, 30, 20, 20].map((took) => {
    paint = took;
    still();
    const before = made;
    moving();
    moving();
    frame();
    return [before, made];
  });
  expect(met).toEqual([
    [0, 0],
    [0, 0],
    [0, 1],
    [1, 2],
    [2, 2],
  ]);
});

test('drawing may ask for the next frame', () => {
  const again: () => void = frames.smoothly(() => {
    drawn.push('again');
    if (asked.length === 0) again();
  });
  again();
  expect([frame(), frame(), asked.length]).toEqual(['again', 'again', 1]);
});

test('no frame is asked for while nothing waits, and never two at once', () => {
  const [a, b] = ['a', 'b'].map((name) => frames.inTurn(draws(name)));
  expect(asked).toHaveLength(0);
  a?.();
  b?.();
  expect(asked).toHaveLength(1);
  frame();
  expect(asked, 'for the one that waits').toHaveLength(1);
  frame();
  expect(asked).toHaveLength(0);
});

describe('news', () => {
  test('is drawn at once when there was none for a while, and then at its pace, the latest first of all', () => {
    const news = frames.asNews(draws('news'), 100);
    news();
    expect(frame()).toBe('news');
    const met = [30, 30, 30, 30].map((milliseconds) => {
      news();
      return pass(milliseconds);
    });
    expect(met).toEqual(['', '', '', 'news']);
    expect(pass(1000), 'nothing new').toBe('');
  });

  test('comes even if no more follows it', () => {
    const news = frames.asNews(draws('news'), 100);
    news();
    frame();
    news();
    expect([pass(99), pass(1)]).toEqual(['', 'news']);
  });

  test('that was drawn for another reason has been drawn', () => {
    const draw = draws('map');
    const [news, smooth] = [frames.asNews(draw, 100), frames.smoothly(draw)];
    news();
    smooth();
    expect([frame(), pass(100)]).toEqual(['map', '']);
    news();
    expect(pass(0)).toBe('map');
  });

  test('takes turns with everything else', () => {
    frames.asNews(draws('a'))();
    frames.asNews(draws('b'))();
    frames.inTurn(draws('c'))();
    expect([frame(), frame(), frame()]).toEqual(['c', 'a', 'b']);
  });

  test('rests longer where a frame takes long', () => {
    paint = 50;
    const news = frames.asNews(draws('news'), 100);
    news();
    frame();
    news();
    expect([pass(200), pass(50)], 'counted from when it began').toEqual(['', 'news']);
  });
});

test('runs that come and go are drawn at the next frame, what they tell at the pace of news', () => {
  const runs = { changed: new Signal<Run>(), rearranged: new Signal<void>(), underWay: true };
  drawNews(runs, frames, draws('runs'), 100);
  runs.changed.emit({} as Run);
  expect(frame()).toBe('runs');
  runs.changed.emit({} as Run);
  expect(pass(10)).toBe('');
  runs.rearranged.emit();
  expect(pass(10)).toBe('runs');
  runs.underWay = false;
  runs.changed.emit({} as Run);
  expect(pass(10), 'the last of a run that was halted').toBe('runs');
});
