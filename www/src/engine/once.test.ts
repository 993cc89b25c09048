import { expect, test } from 'vitest';
import { once } from './once';

test('what is asked for twice is made once', async () => {
  let times = 0;
  const get = once(async () => ++times);
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  expect(await get()).toBe(1);
});

test('after a failure, which all who waited hear of, it is tried again', async () => {
  let times = 0;
  const get = once(async () => {
    times += 1;
    if (times === 1) throw new Error('no network');
    return times;
  });
  const both = [get(), get()];
  for (const failing of both) await expect(failing).rejects.toThrow('no network');
  expect(await get()).toBe(2);
});
