import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type AddressBar, addressBar, LinkHistory } from './history';

/** An address bar with a clock of its own. */
class FakeBar implements AddressBar {
  readonly written: string[] = [];
  readonly times: number[] = [];
  private readonly timers = new Map<number, { due: number; callback: () => void }>();
  private time = 5000;
  private ids = 0;

  /** Refuses more than `most` links in 30 s, as Safari does. */
  constructor(private readonly most = Number.POSITIVE_INFINITY) {}

  write(link: string, push: boolean): boolean {
    if (this.times.filter((time) => this.time - time <= 30_000).length >= this.most) return false;
    this.written.push(`${push ? 'push' : 'replace'} ${link}`);
    this.times.push(this.time);
    return true;
  }

  setTimer(callback: () => void, milliseconds: number): number {
    this.ids += 1;
    this.timers.set(this.ids, { due: this.time + milliseconds, callback });
    return this.ids;
  }

  clearTimer(timer: number): void {
    this.timers.delete(timer);
  }

  now(): number {
    return this.time;
  }

  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const next = [...this.timers]
        .filter(([, { due }]) => due <= end)
        .sort(([, a], [, b]) => a.due - b.due)[0];
      if (!next) break;
      this.timers.delete(next[0]);
      this.time = Math.max(this.time, next[1].due);
      next[1].callback();
    }
    this.time = end;
  }
}

let bar: FakeBar;
let history: LinkHistory;

beforeEach(() => {
  bar = new FakeBar();
  history = new LinkHistory(bar);
});

test('a change after a quiet time is written without delay', () => {
  for (const link of ['a', 'b']) {
    history.write(link, true);
    bar.pass(0);
    expect(bar.written.at(-1)).toBe(`push ${link}`);
    bar.pass(350);
  }
});

test('a long drag is written at most every 350 ms, and its last link is not lost', () => {
  for (let i = 1; i <= 100; i += 1) {
    history.write(`drag${i}`, false);
    bar.pass(10);
  }
  bar.pass(350);
  const pauses = bar.times.slice(1).map((time, i) => time - (bar.times[i] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(350);
  expect(bar.written.at(-1)).toBe('replace drag100');
  expect(bar.written).toHaveLength(4); // at 0, 350 and 700 ms, and once it has ended
});

test('a discrete change is not lost in the drag before it', () => {
  history.write('drag1', false);
  bar.pass(0);
  history.write('drag2', false);
  history.write('click', true);
  bar.pass(1000);
  expect(bar.written).toEqual(['replace drag1', 'replace drag2', 'push click']);
  expect(bar.times, 'still one at a time').toEqual([5000, 5350, 5700]);
});

test('a drag after a discrete change that waits goes into its entry', () => {
  history.write('first', true);
  bar.pass(0);
  history.write('click', true);
  history.write('drag', false);
  bar.pass(1000);
  expect(bar.written).toEqual(['push first', 'push drag']);
});

test('a burst of clicks is written no faster either, and ends at the newest link', () => {
  for (let i = 1; i <= 20; i += 1) {
    history.write(`click${i}`, true);
    bar.pass(20);
  }
  bar.pass(10_000);
  const pauses = bar.times.slice(1).map((time, i) => time - (bar.times[i] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(350);
  expect(bar.written.at(-1)).toBe('push click20');
});

test('a drag of two minutes never meets the limit of Safari, and what a browser refuses is written later', () => {
  for (const most of [100, 10]) {
    bar = new FakeBar(most);
    history = new LinkHistory(bar);
    const write = vi.spyOn(bar, 'write');
    for (let i = 1; i <= 2400; i += 1) {
      history.write(`drag${i}`, i === 1200);
      bar.pass(50);
    }
    bar.pass(60_000);
    const refused = write.mock.results.filter(({ value }) => !value).length;
    expect(refused > 0, `of ${most}, ${refused} were refused`).toBe(most === 10);
    expect(bar.written.filter((entry) => entry.startsWith('push'))).toHaveLength(1);
    expect(bar.written.at(-1)).toBe('replace drag2400');
  }
});

test('before the page is left, all that waits is written in order, and only once', () => {
  history.write('first', true);
  bar.pass(0);
  history.write('drag', false);
  history.write('click', true);
  history.flush();
  expect(bar.written).toEqual(['push first', 'replace drag', 'push click']);
  bar.pass(1000);
  history.flush();
  expect(bar.written).toHaveLength(3);
});

test('when the visitor goes back, what waits is forgotten, and what comes later is written', () => {
  history.write('first', true);
  bar.pass(0);
  history.write('drag', false);
  history.forget();
  bar.pass(1000);
  expect(bar.written).toEqual(['push first']);
  history.write('later', true);
  bar.pass(0);
  expect(bar.written).toEqual(['push first', 'push later']);
});

describe('the address bar of a window', () => {
  const pushState = vi.fn();
  const replaceState = vi.fn();
  const location = { pathname: '/l2o/embed.html', search: '?theme=dark' };
  const real = addressBar({ location, history: { pushState, replaceState } } as unknown as Window);

  beforeEach(() => vi.resetAllMocks());

  test('a refusal is told, any other error is thrown', () => {
    replaceState.mockImplementation(() => {
      throw new DOMException('Attempt to use history.replaceState() more than 100 times', 'SecurityError');
    });
    expect(real.write('v=1', false)).toBe(false);
    expect(real.write('v=1', true)).toBe(true);
    replaceState.mockImplementation(() => {
      throw new TypeError('something else');
    });
    expect(() => real.write('v=1', false)).toThrow('something else');
  });

  test('a discrete change is pushed, a continuous one replaces', () => {
    real.write('v=1&seed=2', true);
    expect(pushState).toHaveBeenCalledExactlyOnceWith(null, '', '/l2o/embed.html?theme=dark#v=1&seed=2');
    expect(replaceState).not.toHaveBeenCalled();
    real.write('v=1&seed=3', false);
    expect(replaceState).toHaveBeenCalledExactlyOnceWith(null, '', '/l2o/embed.html?theme=dark#v=1&seed=3');
    expect(pushState).toHaveBeenCalledOnce();
  });

  test('the experiment that needs no link leaves a clean address', () => {
    real.write('', false);
    expect(replaceState).toHaveBeenCalledExactlyOnceWith(null, '', '/l2o/embed.html?theme=dark');
  });
});
