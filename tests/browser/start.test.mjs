// The start and the iterates in the picture: what a hand does with them, and what the history remembers of it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engine } from '../node/engine.mjs';
import { fingerprint, launch, nextFrames, openPage, serve } from './support.mjs';

const QUICK = '#v=1&task=rosenbrock&opt=gd&eval_tasks=16';
// Two steps of GD that are far from each other and from the start.
const FEW = '#v=1&task=booth&opt=gd&gd_lr=0.02&eval_steps=2&eval_tasks=16&start=0,0';

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

async function visit(link = QUICK, options = {}) {
  const { page } = await openPage(browser, site + link, { reducedMotion: 'reduce', ...options });
  await fingerprint(page);
  return page;
}

const startOf = (page) => page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get('start'));

async function ringOf(page) {
  const { x, y, width, height } = await page.locator('#landscape .drag-handle:not(.axis)').boundingBox();
  return [x + width / 2, y + height / 2];
}

async function dragBy(page, [x, y], [dx, dy]) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx, y + dy, { steps: 6 });
  await page.mouse.up();
}

/** Where the page draws a step of the only optimizer, from what the engine says of the same link. */
async function placeOf(page, step) {
  const box = await page.locator('#landscape').boundingBox();
  const session = new engine.Session(FEW, 'gd');
  while (session.run_for(5).phase !== 'done');
  const { x } = session.trajectory();
  session.free();
  const [x0, x1, y0, y1] = engine.scene(FEW).plane.bounds;
  return [
    box.x + ((x[2 * step] - x0) / (x1 - x0)) * box.width,
    box.y + ((y1 - x[2 * step + 1]) / (y1 - y0)) * box.height,
  ];
}

test('one step back undoes a drag, and a run of arrow keys', async () => {
  const page = await visit();
  const entries = () => page.evaluate(() => history.length);
  const first = await entries();
  await dragBy(page, await ringOf(page), [70, -30]);
  await page.waitForTimeout(700);
  assert.equal(await entries(), first + 1);
  const dragged = await startOf(page);
  await page.locator('#landscape .drag-handle:not(.axis)').focus();
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(1000);
  assert.equal(await entries(), first + 2);
  assert.notEqual(await startOf(page), dragged);
  await page.goBack();
  await page.waitForFunction((start) => location.hash.includes(`start=${start}`), dragged);
  await page.goBack();
  await page.waitForFunction(() => !location.hash.includes('start='));
});

test('the ring keeps its place under the hand that grabbed it', async () => {
  const page = await visit();
  const [x, y] = await ringOf(page);
  await page.mouse.move(x + 12, y - 9);
  await page.mouse.down();
  await page.mouse.move(x + 32, y + 1, { steps: 4 });
  const [newX, newY] = await ringOf(page);
  assert.ok(Math.abs(newX - x - 20) < 1.5 && Math.abs(newY - y - 10) < 1.5, `by ${newX - x}, ${newY - y}`);
  await page.mouse.up();
});

test('the view rests while arrow keys move the start, also where they lead out of it', async () => {
  const page = await visit('#v=1&task=booth&opt=gd&eval_tasks=16&start=-3,0');
  await page.locator('#landscape .drag-handle:not(.axis)').focus();
  const [x] = await ringOf(page);
  for (let i = 1; i <= 12; i += 1) {
    await page.keyboard.press('Shift+ArrowLeft');
    const [now] = await ringOf(page);
    assert.ok(Math.abs(now - x + 40 * i) < 3, `press ${i}: ${now - x}`);
  }
  await page.waitForTimeout(900);
  const map = await page.locator('#landscape').boundingBox();
  const [after] = await ringOf(page);
  assert.ok(after > map.x && after < map.x + map.width, 'then the view follows');
});

test('arrow keys stop where the engine does', async () => {
  const page = await visit('#v=1&task=booth&opt=gd&eval_tasks=16&start=999,0');
  await page.locator('#landscape .drag-handle:not(.axis)').focus();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.waitForFunction(() => /start=(1000|1e3),0/.test(location.hash));
});

test('the ring says that it can be dragged, and an axis that it bends the function, until they were', async () => {
  const page = await visit(QUICK.replace('task=rosenbrock', 'task=booth-custom'));
  const hint = (words) => page.locator('.hint', { hasText: words });
  assert.ok(await hint('drag me').isVisible());
  assert.ok(await hint('bend me').isVisible());
  await dragBy(page, await ringOf(page), [30, 0]);
  assert.equal(await hint('drag me').isVisible(), false);
  await page.getByRole('button', { name: /^End of its first axis/ }).press('ArrowLeft');
  assert.equal(await hint('bend me').isVisible(), false);
});

test('a click at an iterate goes to its step, one beside it moves the start', async () => {
  const page = await visit(FEW);
  const [x, y] = await placeOf(page, 1);
  const slider = page.getByLabel('Step shown');
  assert.equal(await slider.inputValue(), '2');
  await page.mouse.click(x + 2, y + 2);
  await nextFrames(page);
  assert.equal(await slider.inputValue(), '1');
  assert.match(await page.locator('.tip').textContent(), /^GD · step 1/);
  assert.equal(await startOf(page), '0,0');
  await page.mouse.click(x - 9, y - 9);
  await page.waitForFunction(() => !location.hash.includes('start=0,0'));
  await nextFrames(page);
  assert.equal(await page.locator('.tip').isVisible(), false);
});

test('a readout goes with its step, and with its start', async () => {
  const page = await visit(FEW);
  const [x, y] = await placeOf(page, 2);
  const tip = page.locator('.tip');
  await page.mouse.move(x, y);
  await nextFrames(page);
  assert.match(await tip.textContent(), /step 2/);
  await page.getByLabel('Step shown').fill('1');
  await nextFrames(page);
  assert.equal(await tip.isVisible(), false);
  await page.getByLabel('Step shown').fill('2');
  await page.mouse.move(x + 1, y);
  await nextFrames(page);
  assert.ok(await tip.isVisible());
  await page.locator('#landscape .drag-handle:not(.axis)').press('ArrowUp');
  await nextFrames(page);
  assert.equal(await tip.isVisible(), false);
});

test('on a touch screen a tap reads an iterate out, and a tap elsewhere closes it', async () => {
  const page = await visit(FEW, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const [x, y] = await placeOf(page, 1);
  const tip = page.locator('.tip');
  await page.touchscreen.tap(x, y);
  await nextFrames(page);
  assert.match(await tip.textContent(), /step 1/);
  assert.ok(await tip.isVisible());
  await page.locator('#headline').tap();
  await nextFrames(page);
  assert.equal(await tip.isVisible(), false);
});
