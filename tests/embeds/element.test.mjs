// The element as a page drives it: attributes, properties, methods, events; and what stays behind when it is gone.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { launch, openPage } from '../browser/support.mjs';
import { engine } from '../node/engine.mjs';
import { fingerprintInNode, read, resultOf, servePages, serveSite } from './support.mjs';

const LINK = '#v=1&task=booth-fixed&opt=l2o,gd&runs=20&eval_tasks=16&eval_steps=40';
const FIGURE = '#v=1&start=1.2,0.7&fig=newton&quad=0.7,2.5,40';

let browser;
let site;
let pages;
before(async () => {
  browser = await launch();
  site = await serveSite();
  pages = await servePages(site);
});

/** A page with one embed that has these attributes, and the events that it told. */
async function visit(attributes = {}) {
  const opened = await openPage(browser, `${pages}blank.html`, { reducedMotion: 'reduce' });
  const { page } = opened;
  await page.addScriptTag({ type: 'module', url: `${site}embed.js` });
  await page.evaluate((attributes) => {
    const embed = document.createElement('l2o-playground');
    for (const [name, value] of Object.entries(attributes)) embed.setAttribute(name, value);
    window.told = [];
    for (const type of ['progress', 'done', 'problem']) {
      embed.addEventListener(type, ({ detail }) => window.told.push({ type, detail }));
    }
    document.body.append(embed);
    window.embed = embed;
  }, attributes);
  return opened;
}

const told = (page, type) =>
  page.evaluate(
    (type) => window.told.filter((event) => event.type === type).map(({ detail }) => detail),
    type,
  );
const loaded = (page) => page.locator('l2o-playground .landscape').first().waitFor();
/** The first digits that count, from 3.1×10⁻⁹ as from 3.1e-9. */
const digits = (text) => text.split(/[×e]/)[0].replace(/\D/g, '').replace(/^0+/, '').slice(0, 3);
const run = (page) => page.evaluate(() => window.embed.run());

test('without autoplay it waits for run, tells how far it is, and what came out', async () => {
  const { page, complaints } = await visit({ link: LINK });
  await page.locator('#train', { hasText: 'Train' }).waitFor();
  await page.waitForTimeout(300);
  assert.equal(await read(page, 'l2o-playground', 'metaProgress'), 0);
  await run(page);
  const fingerprint = await resultOf(page);
  assert.equal(fingerprint, fingerprintInNode(LINK));
  const progress = (await told(page, 'progress')).map((detail) => detail.progress);
  assert.deepEqual(
    progress,
    [...progress].sort((a, b) => a - b),
    'never back',
  );
  assert.equal(progress.at(-1), 1);
  const [done, ...more] = await told(page, 'done');
  assert.deepEqual(more, []);
  assert.deepEqual([done.fingerprint, done.link], [fingerprint, LINK]);
  assert.deepEqual(
    done.optimizers.map(({ optimizer, label, tasks }) => [optimizer, label, tasks]),
    [
      ['l2o', 'L2O', 16],
      ['gd', 'GD', 16],
    ],
  );
  assert.deepEqual(await told(page, 'problem'), []);
  assert.deepEqual(complaints, []);
});

test('run before it is loaded is kept, pause holds, reset forgets', async () => {
  const { page } = await visit({ link: LINK.replace('runs=20', 'runs=20000') });
  await run(page);
  await page.waitForFunction(() => window.embed.metaProgress > 0);
  await page.evaluate(() => window.embed.pause());
  await page.locator('.status', { hasText: /^Paused/ }).waitFor();
  const held = await read(page, 'l2o-playground', 'metaProgress');
  await page.waitForTimeout(300);
  assert.equal(await read(page, 'l2o-playground', 'metaProgress'), held);
  await page.evaluate(() => window.embed.reset());
  await page.waitForFunction(() => window.embed.metaProgress === 0);
  assert.equal(await page.locator('#train').textContent(), 'Train');
});

test('step and metaProgress show any step of any time of the training', async () => {
  const { page } = await visit({ link: LINK, autoplay: '' });
  await resultOf(page);
  assert.deepEqual(
    [await read(page, 'l2o-playground', 'steps'), await read(page, 'l2o-playground', 'step')],
    [40, 40],
  );
  await page.evaluate(() => {
    window.embed.step = 7;
  });
  assert.equal(await read(page, 'l2o-playground', 'step'), 7);
  await page.locator('.results thead', { hasText: 'at step 7' }).waitFor();
  await page.evaluate(() => {
    window.embed.metaProgress = 0;
    window.embed.step = 40;
  });
  await page.getByText('after 0 meta-updates').waitFor();
  assert.equal(await read(page, 'l2o-playground', 'metaProgress'), 0);
  const session = new engine.Session(LINK, 'l2o');
  while (session.run_for(50).phase !== 'done');
  const expected = digits(session.trajectory_then(0).f.at(-1).toExponential(2));
  session.free();
  await page.waitForFunction(() => window.told.at(-1).detail.step === 40);
  for (let i = 0; i < 50; i += 1) {
    const cell = await page.locator('.results [data-optimizer="l2o"] td').nth(6).textContent();
    if (digits(cell) === expected) break;
    assert.ok(i < 49, `f is shown as ${cell}, and is ${expected}`);
    await page.waitForTimeout(50);
  }
  await page.evaluate(() => {
    window.embed.metaProgress = 1;
  });
  await page.getByText('as it is now').waitFor();
});

test('what a property does not take is refused by name', async () => {
  const { page } = await visit({ link: LINK });
  const attempt = (name, value) =>
    page.evaluate(
      ([name, value]) => {
        try {
          window.embed[name] = value;
          return 'taken';
        } catch (error) {
          return `${error.name}: ${error.message}`;
        }
      },
      [name, value],
    );
  assert.equal(await attempt('step', -1), 'RangeError: step takes a whole number from 0 on, not -1');
  assert.equal(await attempt('step', 'x'), 'RangeError: step takes a whole number from 0 on, not x');
  assert.equal(
    await attempt('metaProgress', 1.5),
    'RangeError: metaProgress takes a number from 0 to 1, not 1.5',
  );
});

test('bad links and attributes are told as problems, and the rest is taken', async () => {
  const { page } = await visit({ link: `${LINK}&hidden=4096`, controls: 'some', theme: 'pink' });
  await loaded(page);
  await page.waitForFunction(() => window.told.filter(({ type }) => type === 'problem').length === 3);
  const problems = await told(page, 'problem');
  assert.deepEqual(
    problems.map(({ kind, message }) => [kind, message]),
    [
      ['attribute', 'controls takes one of full, minimal, none, not some: it is full.'],
      ['attribute', 'theme takes one of auto, light, dark, not pink: it is auto.'],
      ['link', 'Parts of this link could not be used: hidden = 4096 (takes a whole number from 1 to 300).'],
    ],
  );
  assert.deepEqual(problems[2].fields, [
    { field: 'hidden', given: '4096', takes: 'a whole number from 1 to 300' },
  ]);
  assert.ok(await page.locator('#problems').isVisible());
});

test('controls and theme change while it runs', async () => {
  const { page } = await visit({ link: LINK, autoplay: '' });
  await resultOf(page);
  const set = (name, value) =>
    page.evaluate(([name, value]) => window.embed.setAttribute(name, value), [name, value]);
  const visible = async () => {
    const parts = [
      '.transport',
      '.task',
      '.playback:not(.timeline)',
      '.landscape',
      '.drag-handle:not(.axis)',
    ];
    return Promise.all(parts.map((part) => page.locator(part).first().isVisible()));
  };
  assert.deepEqual(await visible(), [true, true, true, true, true]);
  await set('controls', 'minimal');
  assert.deepEqual(await visible(), [true, false, true, true, true]);
  await set('controls', 'none');
  assert.deepEqual(await visible(), [false, false, false, true, false]);
  assert.deepEqual(await page.locator('.chip:visible').allTextContents(), ['L2O', 'GD'], 'the legend stays');
  assert.ok(await page.locator('.chip[data-optimizer=gd]').isDisabled());
  const paper = () =>
    page.locator('.frame').evaluate((frame) => getComputedStyle(frame).getPropertyValue('--dark').trim());
  const pixel = () =>
    page.locator('.terrain').evaluate((canvas) => [...canvas.getContext('2d').getImageData(9, 9, 1, 1).data]);
  const [light] = [await pixel(), assert.equal(await paper(), '0')];
  await set('theme', 'dark');
  assert.equal(await paper(), '1');
  await page.waitForFunction((before) => {
    const canvas = window.embed.shadowRoot.querySelector('.terrain');
    return canvas.getContext('2d').getImageData(9, 9, 1, 1).data[0] < before - 60;
  }, light[0]);
});

test('an element that is moved goes on, one that is taken out ends, and can begin again', async () => {
  const { page } = await visit({ link: LINK, autoplay: '' });
  const first = await resultOf(page);
  const workers = page.workers().length;
  assert.ok(workers > 0);
  await page.evaluate(() => {
    document.body.append(document.createElement('div'));
    document.body.lastChild.append(window.embed);
  });
  await page.waitForTimeout(100);
  assert.equal(page.workers().length, workers);
  assert.ok(await read(page, 'l2o-playground', 'result'));
  await page.evaluate(() => window.embed.remove());
  await page.waitForFunction(() => window.embed.result === null);
  for (let i = 0; i < 50 && page.workers().length > 0; i += 1) await page.waitForTimeout(20);
  assert.equal(page.workers().length, 0);
  await page.evaluate(() => document.body.append(window.embed));
  assert.equal(await resultOf(page), first);
});

test('a link to a figure shows the figure, and a link to an experiment the playground', async () => {
  const { page } = await visit({ link: LINK });
  await loaded(page);
  const go = (link) =>
    page.evaluate((link) => {
      window.embed.link = link;
    }, link);
  await go(FIGURE);
  await page.locator('[data-figure=newton] .live').waitFor();
  assert.equal(await read(page, 'l2o-playground', 'link'), `#${engine.decode(FIGURE).link}`);
  assert.equal(page.workers().length, 0);
  await page.locator('[data-figure] [role=img], [data-figure] .drag-handle').first().waitFor();
  await page.getByRole('button', { name: /^Point w/ }).press('ArrowRight');
  await page.waitForFunction((link) => window.embed.link !== link, `#${engine.decode(FIGURE).link}`);
  await go(LINK);
  await page.locator('.transport').waitFor();
});

test('fifty embeds that came and went leave no worker, and no memory', async () => {
  const { page } = await visit({ link: LINK, autoplay: '' });
  await resultOf(page);
  await page.evaluate(() => window.embed.remove());
  const client = await page.context().newCDPSession(page);
  const comeAndGo = (times) =>
    page.evaluate(
      async ([link, times]) => {
        for (let i = 0; i < times; i += 1) {
          const embed = document.createElement('l2o-playground');
          embed.link = i % 5 === 4 ? link.figure : link.experiment;
          embed.autoplay = true;
          const ready = new Promise((resolve) => embed.addEventListener('progress', resolve, { once: true }));
          document.body.append(embed);
          await ready;
          await new Promise((resolve) => setTimeout(resolve, 60));
          embed.remove();
        }
      },
      [{ experiment: LINK, figure: FIGURE }, times],
    );
  const measure = async () => {
    // Workers that end, and what was dropped, take some turns to be gone.
    for (let i = 0; i < 5; i += 1) {
      await page.waitForTimeout(100);
      await client.send('HeapProfiler.collectGarbage');
    }
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await client.send('Memory.getDOMCounters');
    return { bytes: usedSize, nodes, listeners: jsEventListeners, workers: page.workers().length };
  };
  await comeAndGo(10);
  const before = await measure();
  await comeAndGo(50);
  const after = await measure();
  console.log(`before ${JSON.stringify(before)}, after 50 more ${JSON.stringify(after)}`);
  assert.equal(after.workers, 0);
  assert.ok(after.bytes - before.bytes < 500_000, `${after.bytes - before.bytes} bytes more`);
  assert.ok(after.nodes - before.nodes < 200, `${after.nodes - before.nodes} nodes more`);
  assert.ok(after.listeners - before.listeners < 50, `${after.listeners - before.listeners} listeners more`);
});
