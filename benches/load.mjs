// How long a first visit waits: first contentful paint and the first trained picture, in headless Chromium with an empty profile,
// the main thread slowed down four times (workers, where training runs, are as fast as the machine), and "Fast 3G" as the
// developer tools have it. A line of JSON: medians of five visits.
//
// The first trained picture is there when both LSTMs together have had 200 of their 4,000 meta-updates; `trained_ms` is when
// they have had all of them.
import { launchChromium } from '../tests/browser/chromium.mjs';
import { median } from './measure.mjs';
import { serveBuilt } from './serve.mjs';

const VISITS = 5;
const SLOWER = 4;
/** Bytes per second and milliseconds. */
const FAST_3G = { offline: false, downloadThroughput: 180_000, uploadThroughput: 84_375, latency: 562.5 };
const UPDATES = 200;
/** In the page: notes when so many meta-updates are done, and when all are. */
function watch(updates) {
  window.moments = {};
  const look = () => {
    const text = document.querySelector('.status')?.textContent ?? '';
    const done = Number(/Meta-update ([\d,]+)/.exec(text)?.[1].replaceAll(',', '') ?? 0);
    if (done >= updates || text.startsWith('Trained')) window.moments.picture ??= performance.now();
    if (text.startsWith('Trained')) window.moments.trained ??= performance.now();
    requestAnimationFrame(look);
  };
  look();
}

async function visit(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', FAST_3G);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript(watch, UPDATES);
  await page.goto(address);
  await page.waitForFunction(() => window.moments.picture !== undefined, undefined, { timeout: 120_000 });
  const kilobytes = bytes / 1000;
  await page.waitForFunction(() => window.moments.trained !== undefined, undefined, { timeout: 120_000 });
  const measured = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    ...window.moments,
  }));
  await context.close();
  return { ...measured, kilobytes };
}

const { address, close } = await serveBuilt();
const browser = await launchChromium();
const visits = [];
for (let i = 0; i < VISITS; i += 1) visits.push(await visit(browser, address));
await browser.close();
close();
const of = (key) => Math.round(median(visits.map((each) => each[key])));
console.log(
  JSON.stringify({
    work: 'load',
    cpu: `${SLOWER}x slower`,
    network: 'Fast 3G',
    first_contentful_paint_ms: of('paint'),
    first_trained_picture_ms: of('picture'),
    trained_ms: of('trained'),
    kilobytes: of('kilobytes'),
    n: VISITS,
  }),
);
