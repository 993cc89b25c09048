// Whether anything stands still while everything moves: the main thread slowed down four times, the playground trains and replays, and one
// figure of the article after the other is moved by the keyboard, sixty times a second. A line of JSON for each: its longest tasks, and
// how many took over 50 ms, which is when a visitor feels it.
import { launchChromium } from '../tests/browser/chromium.mjs';
import { serveBuilt } from './serve.mjs';

const SLOWER = 4;
const LONG = 50;
const SECONDS = 4;
const LINK = '#v=1&runs=20000';

/** In the page: every task that is long enough to be told of, and the time between frames. */
function watch() {
  window.tasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.tasks.push(duration);
  }).observe({ type: 'longtask' });
}

/** In the page: turns what can be dragged and the sliders of a figure this way and that, at every frame. */
async function move(figure, seconds) {
  const parts = [...figure.querySelectorAll('.drag-handle:not([hidden])')];
  const sliders = [...figure.querySelectorAll('input[type=range]')];
  const end = performance.now() + 1000 * seconds;
  let frames = 0;
  while (performance.now() < end) {
    frames += 1;
    const key = ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown'][Math.floor(frames / 20) % 4];
    for (const part of parts)
      part.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    for (const slider of sliders) {
      slider.value = String(Number(slider.value) + (frames % 40 < 20 ? 1 : -1) * Number(slider.step));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    }
    await new Promise(requestAnimationFrame);
  }
  return frames;
}

const { address, close } = await serveBuilt();
const browser = await launchChromium();
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
const devtools = await page.context().newCDPSession(page);
await page.addInitScript(watch);
await page.goto(address + LINK);
const names = await page
  .locator('[data-figure]')
  .evaluateAll((all) => all.map(({ dataset }) => dataset.figure));
// All are made and drawn once, at full speed: what is loaded for the first time is measured by the benchmark of loading.
for (const name of names) {
  await page.locator(`[data-figure=${name}]`).scrollIntoViewIfNeeded();
  await page.locator(`[data-figure=${name}] canvas`).first().waitFor();
}
await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
for (const name of ['playground', ...names]) {
  const part = page.locator(name === 'playground' ? '#playground' : `[data-figure=${name}]`);
  await part.scrollIntoViewIfNeeded();
  await page.waitForTimeout(500);
  const runs = part.getByRole('button', { name: /Run it here|Replay the trajectories/ });
  if ((await runs.count()) > 0) await runs.first().click();
  await page.evaluate(() => window.tasks.splice(0));
  const frames = await part.evaluate(move, SECONDS);
  const tasks = (await page.evaluate(() => window.tasks.splice(0))).sort((a, b) => b - a);
  const longest = tasks.slice(0, 3).map(Math.round);
  const over = tasks.filter((duration) => duration > LONG).length;
  console.log(
    JSON.stringify({
      work: 'frames',
      figure: name,
      cpu: `${SLOWER}x slower`,
      frames_per_second: Math.round(frames / SECONDS),
      over_50_ms: over,
      longest_ms: longest,
    }),
  );
}
await browser.close();
close();
