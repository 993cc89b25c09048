// Train, pause, reset: one button that keeps its promise, and words that say what is true.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fingerprint, launch, openPage, serve } from './support.mjs';

const QUICK = '#v=1&task=booth-fixed&opt=l2o,gd&runs=10&eval_tasks=16';

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

const visit = (link = QUICK, options = {}) => openPage(browser, site + link, options);
const status = (page) => page.textContent('.status');

test('a value typed and “Train again” pressed in one go trains, and does not pause', async () => {
  const { page } = await visit();
  await fingerprint(page);
  await page.waitForTimeout(500);
  await page.getByLabel('Runs', { exact: true }).fill('2000');
  await page.locator('#train').click();
  await page.waitForTimeout(300);
  assert.match(await status(page), /^Meta-update/);
  await page.locator('#train').click();
  assert.match(await status(page), /^Paused at meta-update/);
});

test('“Train again” is not taken for the “Pause” that was there a moment ago', async () => {
  const { page } = await visit(QUICK, {
    script: () => {
      // Whoever meant to pause clicks just when all is done.
      const watch = new MutationObserver(() => {
        const train = document.querySelector('#train');
        if (train?.textContent !== 'Train again') return;
        watch.disconnect();
        train.click();
        window.clicked = true;
      });
      watch.observe(document, { childList: true, subtree: true });
    },
  });
  await page.waitForFunction(() => window.clicked);
  assert.match(await status(page), /^Trained with 50 meta-updates$/);
  const first = await fingerprint(page);
  await page.waitForTimeout(500);
  await page.evaluate(() => document.querySelector('#train').click());
  assert.match(await status(page), /^Meta-update 0 of 50/);
  await page
    .locator('.status')
    .filter({ hasText: /^Trained/ })
    .waitFor();
  assert.equal(await fingerprint(page), first);
});

test('baselines are ready also while learning waits', async () => {
  const { page } = await visit('#v=1&opt=l2o,gd,adam&runs=20000&eval_tasks=16');
  await page.locator('#train').filter({ hasText: 'Pause' }).waitFor();
  await page.getByRole('button', { name: 'Reset' }).click();
  await page
    .locator('#train')
    .filter({ hasText: /^Train$/ })
    .waitFor();
  await page.getByRole('button', { name: 'Momentum' }).click();
  await page.getByLabel('Seed: more').click();
  await page.waitForFunction(() =>
    ['gd', 'momentum', 'adam'].every((name) =>
      /\d/.test(document.querySelector(`[data-optimizer="${name}"] td`)?.textContent ?? ''),
    ),
  );
  assert.match(await status(page), /^Paused at meta-update 0 of 100,000$/);
});

test('where nothing is trained, nothing is said to be', async () => {
  const { page } = await visit('#v=1&opt=gd&eval_tasks=1');
  await fingerprint(page);
  assert.equal(await status(page), 'Nothing to train: no LSTM is switched on');
  assert.ok(await page.locator('#train').isDisabled());
  assert.match(await page.textContent('#headline [aria-hidden]'), /^On 1 unseen start GD ends at a median/);
  assert.match(await page.textContent('.results thead'), /On 1 unseen task, after 100 steps/);
});

test('what is written with superscripts is said without', async () => {
  const { page } = await visit('#v=1&task=booth-fixed&opt=l2o,gd&runs=100&eval_tasks=16');
  await fingerprint(page);
  assert.match(await page.textContent('#headline [aria-hidden]'), /×10⁻/);
  const spoken = await page.textContent('#headline [aria-live]');
  assert.match(spoken, /\de-\d/);
  assert.doesNotMatch(spoken, /[⁰¹²³⁴⁵⁶⁷⁸⁹]/);
  assert.equal(await page.locator('output').count(), 0, 'counters are no live regions');
});

test('optimizers whose worker fails are named', async () => {
  const { page } = await visit('#v=1&opt=l2o,gd', {
    script: () => {
      window.Worker = class {
        postMessage() {
          setTimeout(() => this.onerror(new ErrorEvent('error', { message: 'no room' })));
        }
        terminate() {}
      };
    },
  });
  await page.waitForFunction(
    () =>
      document.querySelector('.status')?.textContent === 'L2O and GD stopped: no room. Reset to try again.',
  );
});

test('a page whose engine fails, or that may not run programs, does not claim to be loading', async () => {
  const { page } = await visit('', {
    script: () => {
      WebAssembly.validate = () => false;
    },
  });
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'failed');
  assert.match(await page.textContent('#headline [aria-hidden]'), /does not run here/);
  assert.equal(await page.locator('.stage').isVisible(), false);
  const { page: silent } = await visit('', { javaScriptEnabled: false });
  assert.equal(await silent.locator('#headline').isVisible(), false);
  assert.ok(await silent.locator('noscript p').isVisible());
});

test('the sentence about an LSTM and its teleporting twin is said of no others', async () => {
  const { page } = await visit('#v=1&opt=l2o,l2o-tele&runs=100000');
  await page.waitForSelector('progress');
  assert.match(await page.textContent('#headline [aria-hidden]'), /Two LSTMs that know nothing/);
  const { page: alone } = await visit('#v=1&opt=l2o&runs=100000');
  await alone.waitForFunction(() =>
    document.querySelector('#headline').textContent.includes('An LSTM is becoming'),
  );
});

test('the experiments to try are links', async () => {
  const { page } = await visit();
  await fingerprint(page);
  await page.getByRole('link', { name: 'Plain GD wins' }).click();
  assert.equal(await page.getByLabel('Task', { exact: true }).inputValue(), 'rosenbrock-fixed');
  await fingerprint(page);
  assert.match(
    await page.textContent('#headline [aria-hidden]'),
    /^On 256 unseen starts GD .* wins: it ends more than/,
  );
});
