// Functions of one's own: dragged by their ellipse, or typed; what cannot be inverted is refused by name.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engine } from '../node/engine.mjs';
import { launch, openPage, serve } from './support.mjs';

const BOOTH = '#v=1&task=booth-custom&opt=gd&eval_tasks=16&orbit=1';
const ROSENBROCK = '#v=1&task=rosenbrock-custom&opt=gd&eval_tasks=16&orbit=1';

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

async function visit(link) {
  const { page, complaints } = await openPage(browser, site + link, { reducedMotion: 'reduce' });
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  return { page, complaints };
}

const settled = (page) => page.waitForTimeout(700).then(() => page.evaluate(() => location.hash));
const handle = (page, name) => page.getByRole('button', { name });

test('the ellipse is dragged by its centre and by its axes, and the formula follows', async () => {
  const { page, complaints } = await visit(BOOTH);
  const formula = page.locator('.formula');
  const before = await formula.textContent();
  const { x, y, width, height } = await handle(page, /^Centre of the ellipse/).boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 - 60, y + height / 2 + 40, { steps: 4 });
  await page.mouse.up();
  const moved = engine.ellipse(await settled(page));
  assert.notEqual(await formula.textContent(), before);
  const [cx, cy] = moved.centre.map((value) => value.toFixed(2).replace('-', '−'));
  await handle(page, `Centre of the ellipse at (${cx}, ${cy})`).waitFor();
  await handle(page, /^End of its second axis/).focus();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowRight');
  const turned = engine.ellipse(await settled(page));
  assert.notDeepEqual(turned.ends, moved.ends);
  assert.ok(Math.hypot(turned.centre[0] - moved.centre[0], turned.centre[1] - moved.centre[1]) < 0.01);
  assert.deepEqual(complaints, []);
});

test('coefficients that make h singular are refused with the reason, and the last valid function stays', async () => {
  const { page } = await visit(ROSENBROCK);
  const formula = await page.locator('.formula').textContent();
  await page.getByLabel('a', { exact: true }).fill('0');
  await page.getByLabel('a', { exact: true }).press('Enter');
  await page.getByText('h would not be invertible').waitFor();
  assert.equal(await page.locator('.formula').textContent(), formula);
  await page.getByLabel('d(x)').fill('0,1,-0.5');
  await page.getByLabel('d(x)').press('Enter');
  assert.notEqual(await page.locator('.formula').textContent(), formula);
  assert.match(await settled(page), /ros_d=0,1,-0.5/);
});
