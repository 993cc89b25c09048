// Every way to operate the page: mouse, finger, keyboard, address bar.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fingerprint, launch, openPage, serve } from './support.mjs';

const QUICK = '#v=1&task=rosenbrock-variable&runs=10&eval_tasks=16';

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

const visit = (link = QUICK, options = {}) => openPage(browser, site + link, options);
const startOf = (page) => page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get('start'));

test('the start is dragged with the mouse, and all trajectories follow', async () => {
  const { page } = await visit();
  await fingerprint(page);
  const ring = await page.locator('#landscape .drag-handle:not(.axis)').boundingBox();
  const [x, y] = [ring.x + ring.width / 2, ring.y + ring.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y - 40, { steps: 8 });
  await page.mouse.up();
  await page.waitForFunction(() => location.hash.includes('start='));
  const slider = page.getByLabel('Step shown');
  await slider.fill('0');
  await page.waitForFunction(() => {
    const x = Number(new URLSearchParams(location.hash.slice(1)).get('start').split(',')[0]);
    const cells = [...document.querySelectorAll('.results tbody td:nth-of-type(6)')];
    const shown = cells.map((cell) => Number(cell.textContent.slice(1).split(',')[0].replace('−', '-')));
    return shown.length === 5 && shown.every((value) => Math.abs(value - x) < 0.01);
  });
});

test('the start is dragged with a finger', async () => {
  const { page } = await visit(QUICK, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await fingerprint(page);
  const ring = await page.locator('#landscape .drag-handle:not(.axis)').boundingBox();
  const at = { x: ring.x + ring.width / 2, y: ring.y + ring.height / 2 };
  const client = await page.context().newCDPSession(page);
  const touch = (type, x, y) =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  await touch('touchStart', at.x, at.y);
  for (let i = 1; i <= 6; i += 1) await touch('touchMove', at.x + 8 * i, at.y + 5 * i);
  await touch('touchEnd');
  await page.waitForFunction(() => location.hash.includes('start='));
  const moved = await page.locator('#landscape .drag-handle:not(.axis)').boundingBox();
  assert.ok(Math.abs(moved.x - ring.x - 48) < 2 && Math.abs(moved.y - ring.y - 30) < 2);
});

test('arrow keys move the start, and the step shown', async () => {
  const { page } = await visit();
  await fingerprint(page);
  await page.locator('#landscape .drag-handle:not(.axis)').focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => location.hash.includes('start='));
  const first = Number((await startOf(page)).split(',')[0]);
  await page.keyboard.press('Shift+ArrowRight');
  await page.waitForFunction((text) => !location.hash.includes(`start=${text},`), String(first));
  assert.ok(Number((await startOf(page)).split(',')[0]) > first);
  const slider = page.getByLabel('Step shown');
  await slider.fill('40');
  await page.keyboard.press('ArrowRight');
  assert.equal(await slider.inputValue(), '41');
  await page.waitForFunction(() =>
    document.querySelector('.results thead').textContent.includes('at step 41'),
  );
});

test('a point of a trajectory reads out step, x, f, ‖∇f‖ and θ', async () => {
  const { page } = await visit('#v=1&task=rosenbrock&opt=l2o-tele&runs=20&eval_tasks=16');
  await fingerprint(page);
  await page.waitForTimeout(100);
  const ring = await page.locator('#landscape .drag-handle:not(.axis)').boundingBox();
  const found = await sweep(page, ring);
  assert.match(found, /L2O \+ teleport · step \d+x\(.*\)f.*‖∇f‖.*θ.*°/);
});

test('back and forward go through the changes, and the page follows', async () => {
  const { page } = await visit();
  await fingerprint(page);
  await page.getByLabel('Task', { exact: true }).selectOption('booth');
  await page.waitForFunction(() => location.hash.includes('task=booth'));
  await page.waitForTimeout(400);
  await page.getByRole('button', { name: 'Adam' }).click();
  await page.waitForFunction(() => location.hash.includes('opt='));
  await page.goBack();
  await page.waitForFunction(() => !location.hash.includes('opt='));
  assert.equal(await page.getByRole('button', { name: 'Adam' }).getAttribute('aria-pressed'), 'true');
  await page.goBack();
  await page.waitForFunction(() => location.hash.includes('rosenbrock-variable'));
  assert.equal(await page.getByLabel('Task', { exact: true }).inputValue(), 'rosenbrock-variable');
  await page.goForward();
  await page.waitForFunction(() => location.hash.includes('task=booth'));
  assert.equal(await page.getByLabel('Task', { exact: true }).inputValue(), 'booth');
});

test('a value that a control does not take is refused beneath it, and changes nothing', async () => {
  const { page } = await visit();
  await fingerprint(page);
  const hidden = page.getByLabel('Hidden units', { exact: true });
  await hidden.fill('4096');
  await page.keyboard.press('Enter');
  assert.equal(await hidden.getAttribute('aria-invalid'), 'true');
  const complaint = page.locator('.field:has(input[aria-invalid="true"]) .complaint').first();
  assert.equal(await complaint.textContent(), 'Takes a whole number from 1 to 300. Still used: 20.');
  assert.ok(!(await page.evaluate(() => location.hash)).includes('hidden'));
});

/** Moves the mouse outward from a place in circles until a readout shows, and returns its text. */
async function sweep(page, { x, y, width, height }) {
  for (let radius = 24; radius < 200; radius += 12) {
    for (let turn = 0; turn < 16; turn += 1) {
      const angle = (turn / 16) * 2 * Math.PI;
      await page.mouse.move(
        x + width / 2 + radius * Math.cos(angle),
        y + height / 2 + radius * Math.sin(angle),
      );
      const tip = page.locator('.tip');
      await page.evaluate(() => new Promise(requestAnimationFrame));
      if (await tip.isVisible()) return tip.textContent();
    }
  }
  return 'nothing';
}
