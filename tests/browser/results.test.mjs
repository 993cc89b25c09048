// What is said of the unseen tasks: distributions, and who beats whom.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engine } from '../node/engine.mjs';
import { fingerprint, launch, openPage, serve } from './support.mjs';

const LINK = '#v=1&task=booth-variable&runs=10&opt=l2o,gd,adam&eval_tasks=40&eval_steps=30';

let page;
before(async () => {
  const site = await serve();
  ({ page } = await openPage(await launch(), site + LINK, { reducedMotion: 'reduce' }));
  await fingerprint(page);
});

test('the share of tasks on which one optimizer ends below another is that of the engine', async () => {
  const finals = ['l2o', 'gd', 'adam'].map((name) => {
    const session = new engine.Session(LINK, name);
    while (session.run_for(50).phase !== 'done');
    const summary = session.summary();
    session.free();
    return Float32Array.from(summary.finals);
  });
  await page.getByText('Who beats whom').click();
  const rows = page.locator('.duels tbody tr');
  await rows.first().waitFor();
  for (const [i, one] of finals.entries()) {
    const cells = await rows.nth(i).locator('td').allTextContents();
    const expected = finals.map((other) => 100 * engine.share_below(one, other));
    expected.forEach((share, j) => {
      if (i === j) assert.equal(cells[j], '–');
      else assert.ok(Math.abs(Number.parseFloat(cells[j]) - share) <= 0.05, `${cells[j]} is not ${share} %`);
    });
  }
});

test('the curve of the unseen tasks is not said to be from this start', async () => {
  assert.ok(await page.locator('#curve-start').isVisible());
  await page.getByRole('combobox', { name: 'Curve shown' }).selectOption('unseen');
  assert.ok(!(await page.locator('#curve-start').isVisible()));
  assert.match(page.url(), /curve=unseen/);
});

test('a chart can be read as a table, and says where its curves end', async () => {
  await page.getByRole('combobox', { name: 'Curve shown' }).selectOption('f');
  const figure = page.locator('figure', { has: page.locator('#value-chart') });
  assert.match(
    await page.locator('#value-chart').getAttribute('aria-label'),
    /^Curves by step; they end at: L2O [\d.e-]+, GD /,
  );
  await figure.getByRole('button', { name: 'table' }).click();
  const head = await figure.locator('thead th').allTextContents();
  assert.deepEqual(head, ['step', 'L2O', 'GD', 'Adam']);
  const first = await figure.locator('tbody tr').first().locator('td').allTextContents();
  assert.equal(new Set(first).size, 1, `all start at the same f: ${first}`);
  const table = page.locator('#results tr[data-optimizer="gd"] td').nth(6);
  assert.equal(
    (await figure.locator('tbody tr').last().locator('td').allTextContents())[1],
    await table.textContent(),
  );
  await figure.getByRole('button', { name: 'chart' }).click();
  assert.ok(await page.locator('#value-chart').isVisible());
});
