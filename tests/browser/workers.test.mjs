// Workers that die in the middle of a training: they are replaced, the visitor is told, and the run comes to its end.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { runInNode } from '../node/engine.mjs';
import { fingerprint, launch, openPage, serve } from './support.mjs';

const LONG = '#v=1&opt=l2o,gd&hidden=40&runs=2000&eval_tasks=16&steps=40';
/** A dead worker says nothing: it takes this long to be missed, in milliseconds. */
const MISSED = 40_000;

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

const status = (page) => page.locator('#transport .status');

test('a worker that is gone is missed and replaced, and its training begins again', async () => {
  const { page, complaints } = await openPage(browser, site + LONG);
  await status(page)
    .filter({ hasText: /Meta-update [1-9]/ })
    .waitFor();
  // Which of them has the training is nobody's business.
  for (const worker of page.workers()) await worker.evaluate(() => self.close());
  await status(page)
    .filter({ hasText: /L2O.* began again: a worker died/ })
    .waitFor({ timeout: MISSED });
  await page.getByLabel('Runs', { exact: true }).fill('20');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /runs=20(&|$)/.test(location.hash));
  const link = await page.evaluate(() => location.hash);
  assert.equal(await fingerprint(page), runInNode(link).fingerprint);
  assert.deepEqual(complaints, []);
});

/** The engine with no more memory than `pages` beyond what it starts with. */
function limited(wasm, pages) {
  const bytes = [...wasm];
  const leb = (at) => {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = bytes[at];
      value |= (byte & 127) << shift;
      shift += 7;
      at += 1;
    } while (byte > 127);
    return [value, at];
  };
  const encoded = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...encoded(value >> 7)]);
  for (let at = 8; at < bytes.length; ) {
    const [size, start] = leb(at + 1);
    if (bytes[at] === 5) {
      const [least] = leb(start + 2);
      const memory = [1, 1, ...encoded(least), ...encoded(least + pages)];
      bytes.splice(at, start + size - at, 5, ...encoded(memory.length), ...memory);
      return Buffer.from(bytes);
    }
    at = start + size;
  }
  throw new Error('the engine has no memory');
}

test('where there is no memory for a training it is tried once more, and then said to have stopped', async () => {
  const { page, complaints } = await openPage(browser, 'about:blank');
  await page.route('**/*_first-*.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: limited(await response.body(), 30) });
  });
  await page.goto(`${site}#v=1&opt=l2o,gd&hidden=300&batch=256&steps=100&unroll=100&runs=10&eval_tasks=16`);
  await status(page)
    .filter({ hasText: /L2O stopped: its worker died twice/ })
    .waitFor();
  await page
    .locator('[data-optimizer=gd]', { hasText: /\d×10|\d\.\d/ })
    .first()
    .waitFor();
  await page.getByLabel('Hidden units', { exact: true }).fill('4');
  await page.keyboard.press('Enter');
  for (const [label, value] of [
    ['Batch', '1'],
    ['Unroll', '20'],
  ]) {
    await page.getByLabel(label, { exact: true }).fill(value);
    await page.keyboard.press('Enter');
  }
  assert.match(await fingerprint(page), /^[0-9a-f]{16}$/);
  assert.deepEqual(complaints, []);
});
