// The figures of the article: by hand and by keys, and the numbers beside them against the engine.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engine } from '../node/engine.mjs';
import { launch, nextFrames, numbersIn, openPage, serve } from './support.mjs';

const ORBIT =
  '#v=1&task=booth&opt=gd,oracle&gd_lr=0.05&oracle_lr=0.05&jump_steps=1&eval_steps=40&start=-0.5,4&fig=orbit';
const NEWTON = '#v=1&start=1.2,0.7&fig=newton&quad=0.7,2.5,40';
const FLY = '#v=1&opt=fly&fly_lr=0.04&fly_beta=0.3&eval_steps=9&start=1.5,-0.4&fig=fly&quad=0.5,2,10';

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

async function visit(link, options = {}) {
  const opened = await openPage(browser, site + link, { reducedMotion: 'reduce', ...options });
  await opened.page.waitForSelector('[data-figure] .live');
  return opened;
}

const figureOf = (page, name) => page.locator(`[data-figure=${name}]`);
/** What a figure shows is that of its link, once the next frame is made. */
async function linkOf(figure) {
  await nextFrames(figure.page());
  return figure.getAttribute('data-link');
}

async function numbersOf(figure, name) {
  const reading = figure.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd[1]');
  return numbersIn(await reading.textContent());
}

async function assertReading(figure, name, expected) {
  const shown = await numbersOf(figure, name);
  assert.equal(shown.length, expected.length, `${name}: ${shown}`);
  shown.forEach((value, i) => {
    const off = Math.abs(value - expected[i]);
    assert.ok(
      off <= 0.006 * Math.abs(expected[i]) + 1e-9,
      `${name}: ${value} is shown, the engine says ${expected[i]}`,
    );
  });
}

async function assertOrbit(figure) {
  const orbit = engine.orbit(await linkOf(figure));
  await assertReading(figure, 'f, here', [orbit.f]);
  await assertReading(figure, '‖∇f‖ here', [orbit.gradient_norm[0]]);
  await assertReading(figure, '‖∇f‖ where', [orbit.steepest.gradient_norm]);
}

async function dragBy(page, handle, dx, dy) {
  const { x, y, width, height } = await handle.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + dx, y + height / 2 + dy, { steps: 5 });
  await page.mouse.up();
}

test('a link opens its figure in the window, in its state, and the playground as it always begins', async () => {
  const { page } = await visit(ORBIT);
  const figure = figureOf(page, 'orbit');
  assert.equal(await linkOf(figure), engine.decode(ORBIT).link);
  await page.waitForFunction(() => {
    const { top, bottom } = document.querySelector('[data-figure=orbit]').getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  });
  await assertOrbit(figure);
  const task = await page.getByRole('combobox', { name: 'Task', exact: true }).inputValue();
  const first = await page.locator('#experiments a').first().getAttribute('href');
  assert.equal(task, engine.decode(first).values.task);
});

test('the point of the orbit moves by keys and by hand, and the numbers are those of the engine', async () => {
  const { page } = await visit(ORBIT);
  const figure = figureOf(page, 'orbit');
  const handle = figure.getByRole('button', { name: /^Point at/ });
  const before = await linkOf(figure);
  await handle.focus();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowRight');
  const moved = await linkOf(figure);
  assert.notEqual(moved, before);
  await assertOrbit(figure);
  await dragBy(page, handle, 40, 25);
  assert.notEqual(await linkOf(figure), moved);
  await assertOrbit(figure);
});

test('the jump leads to the steepest point of the same orbit', async () => {
  const { page } = await visit(ORBIT);
  const figure = figureOf(page, 'orbit');
  const before = engine.orbit(await linkOf(figure));
  await figure.getByRole('button', { name: 'Jump to the steepest point' }).click();
  await nextFrames(page);
  const after = engine.orbit(await linkOf(figure));
  assert.ok(Math.abs(after.f - before.f) < 1e-2 * before.f, `${after.f} is not ${before.f}`);
  assert.ok(after.gradient_norm[0] > 0.999 * before.steepest.gradient_norm);
  await assertOrbit(figure);
  await figure.getByRole('button', { name: 'Reset' }).click();
  assert.notEqual(await linkOf(figure), engine.decode(ORBIT).link);
});

test('Newton’s step follows the point, the axes and the sliders', async () => {
  const { page } = await visit(NEWTON);
  const figure = figureOf(page, 'newton');
  const check = async () => {
    const newton = engine.newton(await linkOf(figure));
    await assertReading(figure, 'slope', [newton.vectors.slope]);
    await assertReading(figure, 'eigenvalues', newton.curvatures);
  };
  await check();
  await dragBy(page, figure.getByRole('button', { name: /^Point w/ }), -30, 20);
  await check();
  const before = engine.decode(await linkOf(figure)).values.quad;
  await dragBy(page, figure.getByRole('button', { name: /^End of the axis of λ₁/ }), 20, -30);
  assert.notEqual(engine.decode(await linkOf(figure)).values.quad, before);
  await check();
  await figure.getByRole('slider', { name: 'λ₂' }).press('ArrowRight');
  await check();
});

test('the saddle of the text makes the proposition fail, and leaves the playground alone', async () => {
  const { page } = await visit(NEWTON);
  const figure = figureOf(page, 'newton');
  const address = page.url();
  await page.getByRole('link', { name: 'a saddle with eigenvalues 1 and −2' }).click();
  await figure.getByText('the proposition does not hold').waitFor();
  await assertReading(figure, '(gᵀg)²', [100, 59.5]);
  assert.equal(page.url(), address);
});

test('the angle of Algorithm 2 turns as the closed form and finite differences say', async () => {
  const { page } = await visit(FLY);
  const figure = figureOf(page, 'fly');
  const check = async () => {
    const { closed, numeric, next, value } = engine.turning(await linkOf(figure));
    await assertReading(figure, '∂f(x′)/∂θ', [closed]);
    await assertReading(figure, 'differences', [numeric]);
    await assertReading(figure, 'f(x), then', [value, next]);
  };
  await check();
  for (const name of ['step size α', 'first angle θ₀', 'λ₂']) {
    await figure.getByRole('slider', { name }).press('ArrowRight');
    await check();
  }
  await dragBy(page, figure.getByRole('button', { name: /^Point x/ }), 25, 25);
  await check();
  await figure.getByRole('slider', { name: 'step size α' }).press('End');
  await figure.getByText('toward the longer one').waitFor();
});

for (const [link, name] of [
  [ORBIT, 'orbit'],
  [NEWTON, 'newton'],
  [FLY, 'fly'],
]) {
  test(`under the pointer stands what the function of the figure ${name} is there`, async () => {
    const { page } = await visit(link);
    const figure = figureOf(page, name);
    const picture = figure.locator('canvas.paths');
    const { width, height } = await picture.boundingBox();
    await picture.hover({ position: { x: 0.9 * width, y: 0.2 * height } });
    const tip = figure.locator('.tip');
    const [[x, y], [f], [slope]] = (await tip.locator('dd').allTextContents()).map(numbersIn);
    const { f: value, gradient } = engine.reading(await linkOf(figure), x, y);
    const steep = Math.hypot(...gradient);
    // The place is shown to two decimals.
    assert.ok(Math.abs(f - value) <= 0.02 * steep + 0.01 * Math.abs(value), `f ${f}, ${value}`);
    assert.ok(Math.abs(slope - steep) <= 0.05 * steep, `‖∇f‖ ${slope}, ${steep}`);
    await page.mouse.move(0, 0);
    assert.equal(await tip.isVisible(), false);
  });
}

test('formulas get their font when a reader comes near, and not before', async () => {
  const { page } = await openPage(browser, site, { reducedMotion: 'reduce' });
  await page.waitForSelector('[data-ready=true]');
  const fonts = () => page.evaluate(() => [...document.fonts].map(({ family, status }) => [family, status]));
  assert.deepEqual(await fonts(), []);
  const width = () =>
    page
      .locator('math')
      .first()
      .evaluate((math) => math.getBoundingClientRect().width);
  const before = await width();
  await page.locator('math').first().scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.fonts.size > 0);
  assert.deepEqual(await fonts(), [['Formulas', 'loaded']]);
  assert.notEqual(await width(), before, 'they are set in it');
});

test('the wheel scrolls the page over a figure, and nobody complains', async () => {
  const { page, complaints } = await visit(NEWTON);
  await figureOf(page, 'newton').locator('canvas').first().hover({ force: true });
  const before = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, 300);
  await nextFrames(page);
  assert.notEqual(await page.evaluate(() => scrollY), before);
  assert.deepEqual(complaints, []);
});
