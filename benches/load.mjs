// How soon a first visit shows something: a line of JSON per load of the built page, then their medians.
//
// A fresh profile of Chromium, CPU and network throttled as DevTools does for "Fast 3G" and a middling phone. CPU throttling slows
// the page's main thread; its workers, where training runs, are as fast as the machine.
//
// Milliseconds since the navigation began: `painted` is the first contentful paint; `ready` when every control works; `partly`
// when the picture has trajectories of LSTMs with at least a tenth of their meta-updates; `trained` when the training is over.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';

const LOADS = 5;
const CPU = 4;
// DevTools' preset, with its own allowance for what the protocols cost.
const NETWORK = {
  offline: false,
  latency: 150 * 3.75,
  downloadThroughput: (1.6e6 / 8) * 0.9,
  uploadThroughput: (750e3 / 8) * 0.9,
};
// As GitHub Pages has it.
const CACHED = { 'cache-control': 'max-age=600' };
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

const { chromium } = createRequire(new URL('../www/package.json', import.meta.url))('playwright-core');
const sent = {};
const server = createServer(answer);
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
const loads = [];
while (loads.length < LOADS) {
  loads.push(await load());
  print(loads.at(-1));
}
const median = (key) => loads.map((load) => load[key]).toSorted((a, b) => a - b)[LOADS >> 1];
print({ median: Object.fromEntries(Object.keys(loads[0]).map((key) => [key, median(key)])), bytes: sent });
await browser.close();
server.close();
server.closeAllConnections();

/** Serves www/dist as a static host does, compressed, and notes the length of each kind of file. */
function answer({ url }, response) {
  const path = new URL(url, 'http://localhost').pathname; // has no `..` left
  const file = new URL(`../www/dist${path.endsWith('/') ? `${path}index.html` : path}`, import.meta.url);
  const type = TYPES[extname(file.pathname)];
  try {
    const body = gzipSync(readFileSync(file), { level: 9 });
    sent[type] = { ...sent[type], [file.pathname.split('/').at(-1)]: body.length };
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', ...CACHED }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/** One first visit, until all is trained. */
async function load() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  const devTools = await context.newCDPSession(page);
  await devTools.send('Network.enable');
  await devTools.send('Network.emulateNetworkConditions', NETWORK);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: CPU });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => window.moments.trained !== undefined, undefined, { timeout: 120_000 });
  const moments = await page.evaluate(() => window.moments);
  await context.close();
  return moments;
}

/** In the page: notes when it first shows what, frame by frame. */
function watch() {
  window.moments = {};
  const note = (moment, is) => {
    if (is) window.moments[moment] ??= Math.round(performance.now());
  };
  const look = () => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint) window.moments.painted = Math.round(paint.startTime);
    note('ready', document.documentElement.dataset.ready === 'true');
    const status = document.querySelector('.status')?.textContent ?? '';
    // "Meta-update 1,240 of 2 × 2,000 · 3 s left"
    const [, done, , times = 1, each] = status.match(/([\d,]+) of ((\d+) × )?([\d,]+)/) ?? [];
    const number = (text) => Number(text.replaceAll(',', ''));
    note('partly', done !== undefined && number(done) >= 0.1 * times * number(each));
    note('trained', /^Trained with/.test(status));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look); // there is no document yet
}

function print(line) {
  console.log(JSON.stringify(line));
}
