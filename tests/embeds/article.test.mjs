// Three embeds in a static article on another server, whose styles are hostile.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { launch, openPage, requireFromWww } from '../browser/support.mjs';
import { fingerprintInNode, read, resultOf, servePages, serveSite } from './support.mjs';

let browser;
let site;
let hostile;
let kind;
before(async () => {
  browser = await launch();
  site = await serveSite();
  kind = `${await servePages(site)}article.html`;
  const sheet = '<link rel="stylesheet" href="hostile.css" />';
  hostile = `${await servePages(site, (html) => html.replace('<!-- style -->', sheet))}article.html`;
});

const visit = (url, options = {}) => openPage(browser, url, { reducedMotion: 'reduce', ...options });
const show = (page, id) => page.locator(`#${id}`).scrollIntoViewIfNeeded();
/** Scrolls to one embed after the other, and waits until there is nothing left to do. */
async function readThrough(page) {
  for (const id of ['full', 'minimal']) {
    await show(page, id);
    await resultOf(page, `#${id}`);
  }
  await show(page, 'figure');
  await page.locator('#figure .live').waitFor();
}
const status = (page, id) => page.locator(`#${id} .status`).textContent();

test('an embed is loaded when it is scrolled into view, and then trains to the bits of its link', async () => {
  const { page, complaints, requests } = await visit(kind);
  await page.waitForFunction(() => customElements.get('l2o-playground'));
  await page.waitForTimeout(300);
  const scripts = requests.filter((url) => url.startsWith(site) && !url.endsWith('icon.svg'));
  assert.deepEqual(scripts, [`${site}embed.js`], 'nothing else before');
  assert.ok(await page.getByRole('link', { name: 'Das Experiment' }).isVisible(), 'what the element holds');
  await show(page, 'full');
  assert.equal(await resultOf(page, '#full'), fingerprintInNode(await read(page, '#full', 'link')));
  assert.equal(await read(page, '#minimal', 'result'), null);
  await show(page, 'minimal');
  assert.equal(await resultOf(page, '#minimal'), fingerprintInNode(await read(page, '#minimal', 'link')));
  await show(page, 'figure');
  await page.locator('#figure').getByRole('button', { name: 'Jump to the steepest point' }).waitFor();
  assert.equal(requests.filter((url) => /_first-.*\.wasm$/.test(url)).length, 1, 'one engine for all');
  assert.deepEqual(complaints, []);
});

test('the styles of the page do not reach inside, nor those of the embed outside', async () => {
  const looks = async (url) => {
    const { page } = await visit(url);
    // What depends on the width alone is to be the same.
    const box = 'width: 600px; max-width: none; padding: 0; border: 0; box-sizing: border-box';
    await page.locator('l2o-playground').evaluateAll((embeds, box) => {
      for (const embed of embeds)
        embed.style.cssText = box.replaceAll(';', ' !important;').concat(' !important');
    }, box);
    const before = await outside(page);
    await readThrough(page);
    assert.deepEqual(await outside(page), before);
    return inside(page);
  };
  const [expected, found] = [await looks(kind), await looks(hostile)];
  assert.ok(Object.keys(expected).length > 20);
  const differ = Object.keys(expected).filter((name) => found[name] !== expected[name]);
  assert.deepEqual(
    differ.slice(0, 5).map((name) => `${name}: ${found[name]}, not ${expected[name]}`),
    [],
  );
});

/** Styles of everything in the embeds that a reader sees. */
function inside(page) {
  return page.evaluate(() => {
    const names = [
      'color',
      'backgroundColor',
      'fontFamily',
      'fontSize',
      'fontStyle',
      'letterSpacing',
      'lineHeight',
    ];
    names.push(
      'display',
      'textAlign',
      'textTransform',
      'whiteSpace',
      'wordSpacing',
      'cursor',
      'direction',
      'float',
    );
    const found = {};
    for (const host of document.querySelectorAll('l2o-playground')) {
      for (const element of host.shadowRoot.querySelectorAll(
        '.frame, .frame h2, .frame p, .frame button, .frame select, .frame td',
      )) {
        const style = getComputedStyle(element);
        const key = `${host.id} ${element.tagName} ${element.className}`;
        found[key] ??= names.map((name) => `${name}: ${style[name]}`).join('; ');
      }
    }
    return found;
  });
}

function outside(page) {
  return page.evaluate(() => ({
    note: JSON.stringify(getComputedStyle(document.querySelector('#before'))),
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    theme: getComputedStyle(document.documentElement).colorScheme,
  }));
}

test('training waits while an embed is out of view', async () => {
  const slow = await servePages(site, (html) => html.replace('runs=20&', 'runs=100000&'));
  const { page } = await visit(`${slow}article.html`);
  await show(page, 'full');
  await page.locator('#full .status', { hasText: /^Meta-update \d/ }).waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.locator('#full .status', { hasText: 'until it is in sight' }).waitFor();
  // What its worker had told by then still comes.
  await page.waitForTimeout(400);
  const held = await status(page, 'full');
  await page.waitForTimeout(400);
  assert.equal(await status(page, 'full'), held);
  await show(page, 'full');
  await page.locator('#full .status', { hasText: /^Meta-update \d/ }).waitFor();
});

test('the wheel scrolls the page over every part of an embed', async () => {
  const { page } = await visit(kind);
  await show(page, 'full');
  await resultOf(page, '#full');
  for (const part of ['.landscape', '.charts', '.results', '.task']) {
    await page.locator(`#full ${part}`).scrollIntoViewIfNeeded();
    const { x, y, width, height } = await page.locator(`#full ${part}`).boundingBox();
    await page.mouse.move(x + width / 2, y + Math.min(height / 2, 80));
    const before = await page.evaluate(() => window.scrollY);
    await page.mouse.wheel(0, 120);
    await page.waitForFunction((before) => window.scrollY > before, before);
  }
});

test('in a page that shows everything at half the size, the ring stays under the hand', async () => {
  const { page } = await visit(kind);
  await page.evaluate(() => {
    document.body.style.cssText = 'transform: scale(0.5); transform-origin: 0 0; width: 700px';
  });
  await show(page, 'full');
  await resultOf(page, '#full');
  const middle = async () => {
    const { x, y, width, height } = await page.locator('#full .drag-handle:not(.axis)').boundingBox();
    return [x + width / 2, y + height / 2];
  };
  const [x, y] = await middle();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y - 25, { steps: 5 });
  const [newX, newY] = await middle();
  await page.mouse.up();
  assert.ok(Math.abs(newX - x - 40) < 2 && Math.abs(newY - y + 25) < 2, `by ${newX - x}, ${newY - y}`);
});

test('the experiments to try, and links of the page, keep to their own', async () => {
  const { page } = await visit(kind);
  await show(page, 'full');
  await resultOf(page, '#full');
  const address = page.url();
  await page.locator('#full').getByRole('link', { name: 'Too small' }).click();
  assert.match(await read(page, '#full', 'link'), /hidden=1(&|$)/);
  assert.equal(page.url(), address);
  const open = page.locator('#full').getByRole('link', { name: 'L2O Playground' });
  assert.equal(await open.getAttribute('href'), `${site}${await read(page, '#full', 'link')}`);
});

for (const width of [320, 390, 640, 820, 1100, 1440]) {
  test(`an embed fits a column of any width: ${width} px`, async () => {
    const wide = await servePages(site, (html) => html.replace('max-width: 700px', ''));
    const { page } = await visit(`${wide}article.html`, { viewport: { width, height: 900 } });
    await readThrough(page);
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(tooWide <= 0, `${tooWide} px too wide`);
  });
}

const axe = readFileSync(requireFromWww.resolve('axe-core/axe.min.js'), 'utf8');

for (const colorScheme of ['light', 'dark']) {
  test(`no accessibility violation in embeds: ${colorScheme}`, async () => {
    const { page } = await visit(kind, { colorScheme });
    await readThrough(page);
    await page.evaluate(axe);
    for (const controls of ['minimal', 'none']) {
      await page.locator('#minimal').evaluate((embed, controls) => {
        embed.controls = controls;
      }, controls);
      const { violations } = await page.evaluate(() => window.axe.run('l2o-playground'));
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
        [],
      );
    }
  });
}
