// A tab that lives long: training, dragging and replaying without end. Memory stays what it was, and frames come as they did.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, openPage, serve } from '../browser/support.mjs';
import { chance, setting, spread } from './support.mjs';

const MINUTES = setting('MINUTES', 30);
const LINK = '#v=1&opt=l2o,l2o-tele,gd,adam&runs=2000&eval_tasks=64';
/** What is done between two looks at the memory, in milliseconds. */
const ROUND = 15_000;
const MEGABYTE = 1 << 20;
/** Growth over the whole time that is no leak but what caches and the collector make of it. */
const NOISE = 3 * MEGABYTE;

/** Lets a worker say how much memory its engine has. */
const TELLS_MEMORY = `const Instance = WebAssembly.Instance;
WebAssembly.Instance = function (...args) {
  const instance = new Instance(...args);
  self.memoryOfEngine = () => instance.exports.memory.buffer.byteLength;
  return instance;
};
`;

/** Times between frames while it is watched, in milliseconds. */
const watchFrames = () => {
  window.frames_ = [];
  let last = performance.now();
  const look = (now) => {
    window.frames_.push(now - last);
    last = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

/** Slope of values against time by least squares, and twice its standard error. */
function slope(points) {
  const n = points.length;
  const mean = (index) => points.reduce((sum, point) => sum + point[index], 0) / n;
  const [tm, ym] = [mean(0), mean(1)];
  const sxx = points.reduce((sum, [t]) => sum + (t - tm) ** 2, 0);
  const rise = points.reduce((sum, [t, y]) => sum + (t - tm) * (y - ym), 0) / sxx;
  const rest = points.reduce((sum, [t, y]) => sum + (y - ym - rise * (t - tm)) ** 2, 0) / Math.max(1, n - 2);
  return [rise, 2 * Math.sqrt(rest / sxx)];
}

async function interact(page, random, milliseconds) {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    const { x, y, width, height } = await page.locator('#landscape').boundingBox();
    const place = () => [x + width * (0.2 + 0.6 * random.next()), y + height * (0.2 + 0.6 * random.next())];
    await page.mouse.move(...place());
    await page.mouse.down();
    await page.mouse.move(...place(), { steps: 8 });
    await page.mouse.up();
    await page.getByLabel('Step shown').fill(String(random.below(100)));
    await page.getByRole('button', { name: 'Replay the trajectories' }).click();
    if ((await page.locator('#train').textContent()) === 'Train again') {
      await page.locator('#transport').getByRole('button', { name: 'New seed' }).click();
    }
    await page.waitForTimeout(300);
  }
}

test(`${MINUTES} minutes of training and interaction`, { timeout: (MINUTES + 3) * 60_000 }, async (t) => {
  const site = await serve();
  const browser = await launch();
  const { page, complaints } = await openPage(browser, 'about:blank', {
    serviceWorkers: 'block',
    script: watchFrames,
  });
  await page.route('**/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: TELLS_MEMORY + (await response.text()) });
  });
  await page.goto(site + LINK);
  await page.locator('#train').filter({ hasText: 'Pause' }).waitFor();
  const devtools = await page.context().newCDPSession(page);
  const random = chance(1);
  const [heap, engines, frames] = [[], [], []];
  const begin = Date.now();
  const minutes = () => (Date.now() - begin) / 60_000;
  while (minutes() < MINUTES) {
    await interact(page, random, ROUND);
    frames.push({ at: minutes(), times: await page.evaluate(() => window.frames_.splice(0)) });
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    const memory = await Promise.all(
      page.workers().map((worker) => worker.evaluate(() => self.memoryOfEngine?.() ?? 0)),
    );
    // The first minute fills what is kept.
    if (minutes() < Math.min(1, MINUTES / 4)) continue;
    heap.push([minutes(), usedSize]);
    engines.push([minutes(), memory.reduce((sum, bytes) => sum + bytes, 0)]);
  }
  for (const [name, points] of [
    ['JS heap', heap],
    ['memory of the engines', engines],
  ]) {
    const [rise, error] = slope(points).map((bytes) => bytes / MEGABYTE);
    const [first, last] = [points[0][1], points.at(-1)[1]].map((bytes) => (bytes / MEGABYTE).toFixed(2));
    t.diagnostic(
      `${name}: ${first} MB, in the end ${last} MB; slope ${rise.toFixed(4)} ± ${error.toFixed(4)} MB per minute`,
    );
    assert.ok((rise - error) * MINUTES * MEGABYTE < NOISE, `${name} grows`);
  }
  const within = (from, to) => frames.filter(({ at }) => at >= from && at < to).flatMap(({ times }) => times);
  const part = Math.max(0.5, MINUTES / 6);
  const [early, late] = [within(0, part), within(MINUTES - part, MINUTES + 1)];
  t.diagnostic(`frames at first: ${spread(early, 'ms')}; in the end: ${spread(late, 'ms')}`);
  const middle = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
  assert.ok(middle(late) < 1.25 * middle(early) + 1, 'frames come slower');
  assert.deepEqual(complaints, []);
});
