// Where things stand: nothing moves by itself, everything fits, and what must be seen or touched can be.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fingerprint, launch, openPage, serve } from './support.mjs';

const QUICK = '#v=1&runs=20&eval_tasks=16';
const PHONE = { hasTouch: true, isMobile: true };

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

/** Notes what moves by itself, in `window.shifts`. */
const watchShifts = () => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      window.shifts.push([value, ...sources.map(({ node }) => node?.id || node?.className)]);
    }
  }).observe({ type: 'layout-shift', buffered: true });
};

async function visit(link = QUICK, options = {}) {
  const { page } = await openPage(browser, site + link, options);
  await fingerprint(page);
  return page;
}

const WINDOWS = [
  [1440, 900, {}],
  [1366, 650, {}],
  [1000, 700, {}],
  [820, 1180, {}],
  [390, 844, {}],
  [390, 844, PHONE],
  [320, 640, PHONE],
];

for (const [width, height, options] of WINDOWS) {
  const name = `${width} × ${height}${options.hasTouch ? ', touch' : ''}`;
  test(`nothing moves from the first paint to the verdict, and nothing is too wide: ${name}`, async () => {
    const page = await visit(QUICK, {
      ...options,
      viewport: { width, height },
      script: watchShifts,
    });
    await page.waitForTimeout(300);
    assert.deepEqual(await page.evaluate(() => window.shifts), []);
    const overflow = await page.evaluate((width) => document.documentElement.scrollWidth - width, width);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
  });
}

test('nothing moves in the masthead when the page arrives tag by tag', async () => {
  /** Long enough for what has arrived to be painted. */
  const PAUSE = 150;
  async function* slowly(html) {
    const [start, masthead, rest] = html.split(/(?=<header)|(?<=<\/header>)/);
    yield start;
    for (const piece of masthead.split(/(?<=>)/)) {
      yield piece;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    yield rest;
  }
  const slow = await serve({ fill: slowly });
  const { page } = await openPage(browser, slow + QUICK, { script: watchShifts });
  await fingerprint(page);
  assert.deepEqual(await page.evaluate(() => window.shifts), []);
});

test('the columns of the table keep their widths', async () => {
  const page = await visit();
  const widths = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.results tbody tr:first-child > *')].map((cell) => cell.offsetWidth),
    );
  const before = await widths();
  for (const step of ['0', '7', '50']) {
    await page.getByLabel('Step shown').fill(step);
    await page.waitForTimeout(100);
    assert.deepEqual(await widths(), before);
  }
});

test('on a phone the median is seen beside the names, which stay while the table is scrolled', async () => {
  const page = await visit(QUICK, { ...PHONE, viewport: { width: 390, height: 844 } });
  const row = page.locator('tr[data-optimizer="l2o-tele"]');
  const median = await row.locator('td').first().boundingBox();
  assert.ok(median.x + median.width < 390);
  const name = await row.locator('th').boundingBox();
  await page.evaluate(() => {
    document.querySelector('.scroll').scrollLeft = 300;
  });
  assert.deepEqual((await row.locator('th').boundingBox()).x, name.x);
});

test('fingers find targets of 40 px, and fields that no phone zooms into', async () => {
  const page = await visit(QUICK, { ...PHONE, viewport: { width: 390, height: 844 } });
  await page.locator('#more-settings summary').click();
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('.stepper button, input[type="text"], select')]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        const fontSize = Number.parseFloat(getComputedStyle(element).fontSize);
        return width < 40 || height < 40 || (element.tagName !== 'BUTTON' && fontSize < 16);
      })
      .map((element) => element.outerHTML),
  );
  assert.deepEqual(small, []);
  const [slider, play] = await Promise.all(
    ['#playback input', '#playback button'].map((part) => page.locator(part).boundingBox()),
  );
  assert.ok(slider.y + slider.height <= play.y && slider.width > 340, 'the slider has a row of its own');
});

test('at 1366 × 650 picture, replay and all optimizers are seen without scrolling', async () => {
  const page = await visit(QUICK, { viewport: { width: 1366, height: 650 } });
  const map = await page.locator('#landscape').boundingBox();
  assert.ok(map.height > 430, `the picture is ${map.height} px high`);
  const replay = await page.locator('#playback').boundingBox();
  assert.ok(replay.y + replay.height <= 650);
  const rows = await page
    .locator('.chip:visible')
    .evaluateAll((chips) => chips.map((chip) => chip.offsetTop));
  assert.equal(new Set(rows).size, 1, 'chips on one line');
});

for (const [width, order] of [
  [1440, ['task', 'picture', 'charts']],
  [820, ['task', 'picture', 'charts']],
]) {
  test(`the Tab key goes the way the eye goes: ${width} px`, async () => {
    const page = await visit(QUICK, { viewport: { width, height: 900 } });
    const places = await page.evaluate(() =>
      [...document.querySelectorAll('.stage > div')].map((part) => {
        const { top, left } = part.getBoundingClientRect();
        return { name: part.className, top, left };
      }),
    );
    assert.deepEqual(
      places.map(({ name }) => name),
      order,
    );
    for (const [i, { top, left }] of places.slice(1).entries()) {
      assert.ok(
        left > places[i].left || top > places[i].top + 100,
        `${order[i + 1]} comes after ${order[i]}`,
      );
    }
  });
}

test('on a phone the picture comes before the task', async () => {
  const page = await visit(QUICK, { ...PHONE, viewport: { width: 390, height: 844 } });
  const [picture, task] = await Promise.all(
    ['.picture', '#task'].map((part) => page.locator(part).boundingBox()),
  );
  assert.ok(picture.y < task.y);
});

test('icons and progress are seen where the system sets all colours', async () => {
  const page = await visit(QUICK, { forcedColors: 'active' });
  const colors = await page.evaluate(() => {
    const of = (selector, pseudo) =>
      getComputedStyle(document.querySelector(selector), pseudo).backgroundColor;
    return {
      icon: of('#train', '::before'),
      button: of('#train'),
      border: getComputedStyle(document.querySelector('progress')).borderTopWidth,
    };
  });
  assert.notEqual(colors.icon, colors.button);
  assert.equal(colors.border, '1px');
});

test('the axis of f has labels however large f is', async () => {
  const page = await visit('#v=1&start=1000,-1000&runs=20&eval_tasks=16', {
    script: () => {
      window.texts = new Set();
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
        window.texts.add(text);
        return fillText.call(this, text, ...place);
      };
    },
  });
  await page.waitForFunction(() => ['10²⁰', '10³⁰'].every((label) => window.texts.has(label)));
});
