// The fields beside the picture: what they take, how they give it back, and where they stand.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fingerprint, launch, openPage, serve } from './support.mjs';

const QUICK = 'opt=gd&eval_tasks=16';

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

async function visit(link = `#v=1&${QUICK}`, options = {}) {
  const { page } = await openPage(browser, site + link, options);
  await fingerprint(page);
  return page;
}

const startOf = (page) => page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get('start'));
const coordinate = (page, axis) => page.getByLabel(`Start, ${axis} coordinate`);

test('tasks are offered in groups, and the one that is chosen is explained', async () => {
  const page = await visit();
  const task = page.getByLabel('Task', { exact: true });
  assert.deepEqual(await task.locator('optgroup').evaluateAll((groups) => groups.map(({ label }) => label)), [
    'Classics',
    'Families of the paper',
    'Your own',
    'Further families',
  ]);
  assert.equal(await task.locator('> option').count(), 0, 'each task is in a group');
  await task.selectOption('spiral');
  assert.match(await page.locator('#task').textContent(), /turned by\s2 arctan/);
  await task.selectOption('booth-variable');
  assert.match(await page.locator('#task').textContent(), /every entry of A and b from N\(0, 1\)/);
});

test('the numbers of a task stand under its formula, while they matter', async () => {
  const page = await visit(`#v=1&task=booth-custom&${QUICK}`);
  const fields = page.locator('#task .formula + .fields');
  const a = fields.getByLabel('A', { exact: true });
  await a.fill('3,0,0,1');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.includes('booth_A=3,0,0,1'));
  assert.match(await page.textContent('.formula'), /3x/);
  assert.equal(await fields.getByLabel('c(x)').isVisible(), false);
  await page.getByLabel('Task', { exact: true }).selectOption('rosenbrock-custom');
  assert.ok(await fields.getByLabel('c(x)').isVisible());
  assert.equal(await a.isVisible(), false);
});

test('a coordinate that nobody typed keeps all of its digits', async () => {
  const page = await visit(`#v=1&${QUICK}&start=0.123456,2`);
  assert.equal(await coordinate(page, 'x').inputValue(), '0.123');
  await coordinate(page, 'y').fill('0.5');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.includes('start=0.123456,0.5'));
});

test('the task’s own start comes back by its button, by “auto” and by emptying a field', async () => {
  const page = await visit();
  const own = page.getByRole('button', { name: 'task’s own' });
  assert.equal(await own.isVisible(), false);
  for (const leave of [
    () => own.click(),
    () => coordinate(page, 'x').fill('auto'),
    () => coordinate(page, 'y').fill(''),
  ]) {
    await coordinate(page, 'x').fill('0.25');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.includes('start=0.25'));
    await leave();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !location.hash.includes('start='));
    assert.equal(await coordinate(page, 'x').inputValue(), '-1.401');
  }
});

test('a start that is refused is marked, and Escape takes it back', async () => {
  const page = await visit();
  const x = coordinate(page, 'x');
  await x.fill('far away');
  await page.keyboard.press('Enter');
  assert.equal(await x.getAttribute('aria-invalid'), 'true');
  assert.match(await page.locator('#task fieldset .complaint').textContent(), /^Takes auto, or 2 numbers/);
  await page.keyboard.press('Escape');
  assert.equal(await x.inputValue(), '-1.401');
  assert.equal(await x.getAttribute('aria-invalid'), 'false');
  assert.equal(await page.locator('#task fieldset .complaint').textContent(), '');
  assert.equal(await startOf(page), null);
});

test('Escape takes back what a field refused, and complaints do not move the charts', async () => {
  const page = await visit(`#v=1&eval_tasks=16&runs=10`, { viewport: { width: 1366, height: 650 } });
  const place = () =>
    page.locator('#loss-chart').evaluate((chart) => {
      const { top, height } = chart.getBoundingClientRect();
      return [top + window.scrollY, height];
    });
  const before = await place();
  for (const label of ['Hidden units', 'Batch', 'Runs', 'Seed']) {
    await page.getByLabel(label, { exact: true }).fill('99999999999');
    await page.keyboard.press('Enter');
  }
  assert.equal(await page.locator('#task input[aria-invalid="true"]').count(), 4);
  assert.deepEqual(await place(), before);
  const hidden = page.getByLabel('Hidden units', { exact: true });
  await hidden.press('Escape');
  assert.equal(await hidden.inputValue(), '20');
  assert.equal(await hidden.getAttribute('aria-invalid'), 'false');
});

test('going back rewrites the field that has the focus', async () => {
  const page = await visit(`#v=1&eval_tasks=16&runs=10`);
  const hidden = page.getByLabel('Hidden units', { exact: true });
  await hidden.fill('7');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.includes('hidden=7'));
  await page.waitForTimeout(400);
  await hidden.fill('8');
  await page.goBack();
  await page.waitForFunction(() => !location.hash.includes('hidden='));
  assert.equal(await hidden.evaluate((input) => input === document.activeElement), true);
  assert.equal(await hidden.inputValue(), '20');
});

test('a step size can be left to the engine again', async () => {
  const page = await visit();
  await page.locator('#more-settings summary').click();
  const field = page.locator('.field', { has: page.getByLabel('GD step size', { exact: true }) });
  const auto = field.getByRole('button', { name: 'auto' });
  assert.equal(await auto.isVisible(), false);
  await field.getByRole('button', { name: 'more' }).click();
  await page.waitForFunction(() => location.hash.includes('gd_lr=0.1'));
  await auto.click();
  await page.waitForFunction(() => !location.hash.includes('gd_lr='));
});

test('the longest seed and the longest start are seen in full', async () => {
  const page = await visit(`#v=1&${QUICK}&seed=4294967295&start=-123.4567,-0.98765`);
  for (const input of [
    page.getByLabel('Seed', { exact: true }),
    coordinate(page, 'x'),
    coordinate(page, 'y'),
  ]) {
    const hidden = await input.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    assert.ok(hidden <= 0, `${await input.inputValue()} is ${hidden} px too long`);
  }
});

test('after the complaints about a link are dismissed, the next Tab leads to the playground', async () => {
  const page = await visit(`#v=1&hidden=4096&${QUICK}`);
  await page.getByRole('button', { name: 'Dismiss' }).press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'playground');
});
