// What strangers bring: broken links, browsers without SIMD, assistive technology, other themes and sizes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { fingerprint, launch, openPage, requireFromWww, serve } from './support.mjs';

const QUICK = 'runs=10&eval_tasks=16';

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

const visit = (link, options = {}) => openPage(browser, site + link, options);

test('a link with bad fields opens with their defaults and a list that names each', async () => {
  const { page, complaints } = await visit(
    `#v=1&task=booth&hidden=4096&lr=fast&<img src=x onerror=alert(1)>=1&${QUICK}`,
  );
  const list = page.locator('#problems');
  await list.waitFor();
  const items = await list.locator('li').allTextContents();
  assert.equal(items.length, 3);
  assert.match(items[0], /^hidden = 4096 — takes a whole number from 1 to 300\.$/);
  assert.match(items[1], /^lr = fast — takes a number from 1e-12 to 10\.$/);
  assert.match(items[2], /img.*takes nothing: there is no field of this name\.$/);
  assert.equal(await page.locator('#problems img').count(), 0);
  assert.equal(await page.getByLabel('Task', { exact: true }).inputValue(), 'booth');
  await fingerprint(page);
  await list.getByRole('button', { name: 'Dismiss' }).click();
  assert.equal(await list.isVisible(), false);
  assert.deepEqual(complaints, []);
});

test('a browser without WebAssembly SIMD is told what is missing and which versions have it', async () => {
  const { page } = await visit('', {
    script: () => {
      WebAssembly.validate = () => false;
    },
  });
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'failed');
  assert.match(
    await page.textContent('#problems'),
    /lacks WebAssembly SIMD.*Chrome or Edge 105, Firefox 114 and Safari 16\.4/,
  );
  assert.ok(await page.getByRole('heading', { name: 'What you see' }).isVisible());
});

test('nothing is asked of anybody else', async () => {
  const { page, requests } = await visit(`#v=1&${QUICK}`);
  await fingerprint(page);
  assert.ok(requests.length > 3);
  for (const url of requests) assert.ok(url.startsWith(site), url);
});

const axe = readFileSync(requireFromWww.resolve('axe-core/axe.min.js'), 'utf8');

for (const colorScheme of ['light', 'dark']) {
  for (const [width, height] of [
    [1440, 900],
    [820, 1180],
    [390, 844],
  ]) {
    test(`no accessibility violation, nothing wider than the window: ${width} px, ${colorScheme}`, async () => {
      const { page } = await visit(`#v=1&${QUICK}&lr=fast`, { colorScheme, viewport: { width, height } });
      await fingerprint(page);
      for (const summary of await page.locator('.more > summary').all()) await summary.click();
      await page.locator('#symmetry').scrollIntoViewIfNeeded();
      await page.waitForSelector('[data-figure] .live');
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run());
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
        [],
      );
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${overflow} px too wide`);
    });
  }
}
