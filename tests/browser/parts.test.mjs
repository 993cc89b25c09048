// The engine comes in two parts: the first does all until the first result, and all that is done in the page itself.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { runInNode } from '../node/engine.mjs';
import { fingerprint, launch, openPage, serve } from './support.mjs';

const REST = '**/*_rest-*.wasm';
const PERCEPTRON =
  '#v=1&task=mlp&mlp_widths=4,3,2&mlp_samples=6&opt=l2o-tele,oracle&runs=10&eval_tasks=8&eval_steps=10';
const FAILED = /the engine could not be downloaded/i;

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

/** A first visit to which the second part of the engine does not come before `release` is called. */
async function visitWithoutRest(options = {}) {
  const opened = await openPage(browser, 'about:blank', { reducedMotion: 'reduce', ...options });
  const { page } = opened;
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(REST, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(site);
  return { ...opened, release };
}

test('until its first result the page loads what is weighed, and nothing else', async () => {
  const { page, requests, complaints } = await visitWithoutRest({ viewport: { width: 1440, height: 700 } });
  await page.waitForSelector('html[data-ready=true]');
  assert.match(await fingerprint(page), /^[0-9a-f]{16}$/);
  const before = requests.slice(
    0,
    requests.findIndex((url) => /_rest-/.test(url)),
  );
  const names = before.map((url) => url.slice(site.length).replace(/-[\w-]{8}\./, '.'));
  assert.deepEqual([...new Set(names)].sort(), [
    '',
    'assets/index.js',
    'assets/l2o_playground_first.wasm',
    'assets/worker.js',
    'from-file.js',
    'icon.svg',
  ]);
  assert.deepEqual(complaints, []);
});

test('while the second part is on its way nothing in the playground breaks, and what needs it comes with it', async () => {
  const { page, complaints, release } = await visitWithoutRest();
  await page.waitForSelector('html[data-ready=true]');
  const task = page.getByLabel('Task', { exact: true });
  const tasks = await task
    .locator('option')
    .evaluateAll((options) => options.map(({ value, disabled }) => (disabled ? '' : value)));
  for (const name of tasks.filter((value) => value !== '')) {
    await task.selectOption(name);
    await page.waitForTimeout(150);
  }
  for (const link of await page.locator('#experiments a').all()) {
    if (!(await link.isVisible())) continue;
    await link.click();
    await page.waitForTimeout(150);
  }
  await page.evaluate((link) => {
    location.hash = link;
  }, PERCEPTRON);
  await page.waitForTimeout(300);
  assert.deepEqual(complaints, []);
  release();
  assert.equal(await fingerprint(page), runInNode(PERCEPTRON).fingerprint);
  assert.deepEqual(complaints, []);
});

test('a second part that does not come is said to be missing by what needs it alone, and asked for again', async () => {
  const { page } = await openPage(browser, 'about:blank', { reducedMotion: 'reduce' });
  await page.route(REST, (route) => route.abort());
  await page.goto(site);
  await fingerprint(page);
  await page.evaluate((link) => {
    location.hash = link;
  }, PERCEPTRON);
  await page.locator('.status', { hasText: FAILED }).first().waitFor();
  await page.unroute(REST);
  const again = PERCEPTRON.replace('runs=10', 'runs=20');
  await page.evaluate((link) => {
    location.hash = link;
  }, again);
  assert.equal(await fingerprint(page), runInNode(again).fingerprint);
});
