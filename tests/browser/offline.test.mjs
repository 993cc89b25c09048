// After the first visit the page needs no network.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fingerprint, launch, openPage, serve } from './support.mjs';

const LINK = '#v=1&task=booth-fixed&runs=10&opt=l2o,gd&eval_tasks=16&eval_steps=20';

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

test('what was visited once trains without a network, figures included', async () => {
  const { page, complaints } = await openPage(browser, site + LINK, { reducedMotion: 'reduce' });
  const first = await fingerprint(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.context().setOffline(true);
  await page.reload();
  assert.equal(await fingerprint(page), first);
  await page.locator('#symmetry').scrollIntoViewIfNeeded();
  await page.waitForSelector('[data-figure=orbit] .live');
  assert.deepEqual(complaints, []);
});

test('nothing is fetched for later before the first result is there', async () => {
  const { page, requests } = await openPage(browser, `${site}#v=1&task=booth-fixed&runs=300&opt=l2o`);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  assert.ok(!requests.some((url) => url.endsWith('/sw.js')), requests.join('\n'));
});

test('figures that cannot be loaded say so, and are there once the network is', async () => {
  const { page } = await openPage(browser, site + LINK, { serviceWorkers: 'block' });
  await fingerprint(page);
  await page.route('**/figures-*.js', (route) => route.abort());
  await page.getByRole('link', { name: 'bent valley' }).first().click();
  const figure = page.locator('[data-figure=orbit]');
  await figure.getByRole('status').filter({ hasText: 'could not be loaded' }).waitFor();
  assert.ok(
    await figure.evaluate((root) => root.getBoundingClientRect().top < innerHeight),
    'it is in sight',
  );
  await page.unroute('**/figures-*.js');
  await figure.getByRole('button', { name: 'Try again' }).click();
  await figure.locator('.live').waitFor();
  assert.equal(await figure.getByText('could not be loaded').count(), 0);
});
