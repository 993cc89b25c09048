// Random visitors: a thousand things done to the page, one after the other, and a model of what it must then be.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fingerprint, launch, openPage, serve } from '../browser/support.mjs';
import { engine, runInNode } from '../node/engine.mjs';
import { chance, setting, spread } from './support.mjs';

const SEEDS = setting('SEEDS', 20);
const OPERATIONS = setting('OPERATIONS', 1000);
const LINK = '#v=1&opt=l2o,l2o-tele,gd&hidden=8&runs=40&eval_tasks=16&eval_steps=30';
/** Things are done in bursts; after each, when the address bar has caught up, the page is compared with the model. */
const BURST = 40;
/** The address bar is written at most every 350 ms. */
const SETTLED = 450;
/** From the press to the answer, in milliseconds. */
const PROMPT = 100;

/** Fields that the visitor types in, and what they type. */
const FIELDS = {
  'Hidden units': ['hidden', ['4', '8', '12']],
  Runs: ['runs', ['10', '40', '400']],
  Batch: ['batch', ['1', '3']],
  Unroll: ['unroll', ['5', '20']],
  'Learning rate': ['lr', ['0.01', '0.001']],
  Seed: ['seed', ['1', '2', '77']],
};
const TASKS = ['rosenbrock', 'booth', 'rosenbrock-variable', 'booth-fixed'];
const SIZES = [
  [1440, 900],
  [820, 1180],
  [1000, 640],
];

const valuesOf = (link) => engine.decode(link).values;
const linkOf = (page) => page.evaluate(() => location.hash);

/** Lets the test hide the page, and answers how long the page takes to answer a press. */
const instrument = () => {
  let hidden = false;
  Object.defineProperty(Document.prototype, 'visibilityState', {
    get: () => (hidden ? 'hidden' : 'visible'),
  });
  window.hide = (now) => {
    hidden = now;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  window.press = () =>
    new Promise((resolve) => {
      const button = document.querySelector('#train');
      const before = button.textContent;
      const start = performance.now();
      button.click();
      const look = () => {
        if (button.textContent !== before)
          resolve({ before, after: button.textContent, took: performance.now() - start });
        else if (performance.now() - start > 2000)
          resolve({ before, after: before, took: performance.now() - start });
        else setTimeout(look, 1);
      };
      look();
    });
};

/** One visitor, and what they know: the values of all fields, and the links that they were at. */
class Visitor {
  constructor(page, random) {
    this.page = page;
    this.random = random;
    this.values = valuesOf(LINK);
    this.been = new Set();
    this.presses = [];
    this.halts = [];
  }

  /** Something; what it does to the fields is noted. */
  async act() {
    const { page, random } = this;
    const { pick } = random;
    await pick([
      () => this.press(),
      () => this.press(),
      () => this.type(),
      () => this.type(),
      () => this.choose(),
      () => this.toggle(),
      () => this.drag(),
      () => page.getByLabel('Step shown').fill(String(random.below(31))),
      () => this.rewind(),
      () => page.locator('#transport').getByRole('button', { name: 'Reset' }).click(),
      () => this.reseed(),
      () => this.resize(),
      () => page.emulateMedia({ colorScheme: pick(['light', 'dark']) }),
      () => page.evaluate((now) => window.hide(now), pick([true, false])),
      () => page.mouse.wheel(0, pick([-900, 700])),
    ])();
  }

  async press() {
    const { before, after, took } = await this.page.evaluate(() => window.press());
    // Just ended, "Train again" is not taken for the "Pause" that was there.
    if (before === 'Train again' && after === before) return;
    assert.notEqual(after, before, 'the button answers');
    this.presses.push(took);
    if (before !== 'Pause') return;
    const status = () => this.page.locator('#transport .status').textContent();
    await this.page.waitForTimeout(PROMPT);
    const halted = await status();
    await this.page.waitForTimeout(30);
    if (/^Paused at/.test(halted)) this.halts.push(halted === (await status()) ? 0 : 1);
  }

  async type() {
    const label = this.random.pick(Object.keys(FIELDS));
    const [key, texts] = FIELDS[label];
    const text = this.random.pick(texts);
    const field = this.page.getByLabel(label, { exact: true });
    await field.fill(text);
    await field.press('Enter');
    this.values = { ...this.values, [key]: valuesOf(`#v=1&${key}=${text}`)[key] };
  }

  async choose() {
    const task = this.random.pick(TASKS);
    if (task === this.values.task) return;
    await this.page.getByLabel('Task', { exact: true }).selectOption(task);
    // The start of another task is its own.
    this.values = { ...this.values, task, start: null };
  }

  async toggle() {
    const name = this.random.pick(['gd', 'l2o-tele']);
    await this.page.locator(`.chip[data-optimizer=${name}]`).click();
    this.values = { ...this.values, opt: null };
  }

  async drag() {
    const map = this.page.locator('#landscape');
    await map.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await map.boundingBox();
    const place = () => [
      x + width * (0.2 + 0.6 * this.random.next()),
      y + height * (0.2 + 0.6 * this.random.next()),
    ];
    await this.page.mouse.move(...place());
    await this.page.mouse.down();
    await this.page.mouse.move(...place(), { steps: 3 });
    await this.page.mouse.up();
    this.values = { ...this.values, start: null };
  }

  async rewind() {
    const slider = this.page.getByRole('slider', { name: 'Rewind training' });
    if (await slider.isEnabled()) await slider.press(this.random.pick(['Home', 'ArrowLeft', 'End']));
  }

  async reseed() {
    await this.page.locator('#transport').getByRole('button', { name: 'New seed' }).click();
    this.values = { ...this.values, seed: null };
  }

  async resize() {
    const [width, height] = this.random.pick(SIZES);
    await this.page.setViewportSize({ width, height });
  }

  /** Back or forward in the history, once the address bar is settled: to where they were. */
  async travel() {
    await this.page.waitForTimeout(SETTLED);
    this.been.add(await linkOf(this.page));
    await this.page.evaluate((by) => history.go(by), this.random.pick([-1, -2, 1]));
    await this.page.waitForTimeout(80);
    const link = await linkOf(this.page);
    if (this.page.url().startsWith('about:')) throw new Error('the history began before the page');
    this.values = valuesOf(link);
  }

  /** The page shows what its address says, and that is what the visitor made of it. */
  async compare() {
    await this.page.waitForTimeout(SETTLED);
    const link = await linkOf(this.page);
    this.been.add(link);
    const found = valuesOf(link);
    for (const [key, value] of Object.entries(this.values)) {
      if (value !== null) assert.equal(found[key], value, `${key} in ${link}`);
    }
    const shown = await this.page.evaluate(
      (labels) =>
        Object.fromEntries(
          labels.map((label) => {
            const mark = [...document.querySelectorAll('label')].find(
              ({ textContent }) => textContent === label,
            );
            return [label, document.getElementById(mark.htmlFor).value];
          }),
        ),
      ['Task', ...Object.keys(FIELDS)],
    );
    assert.equal(shown.Task, found.task);
    for (const [label, [key]] of Object.entries(FIELDS)) assert.equal(shown[label], found[key], label);
    this.values = found;
  }

  /** Trains to the end: to the bits that the address promises. */
  async finish() {
    const { page } = this;
    await page.evaluate(() => {
      window.hide(false);
      window.scrollTo(0, 0);
    });
    await page.getByLabel('Runs', { exact: true }).fill('10');
    await page.keyboard.press('Enter');
    for (let tries = 0; tries < 3; tries += 1) {
      if (/^(Train|Continue)$/.test(await page.locator('#train').textContent()))
        await page.locator('#train').click();
      await page.waitForTimeout(50);
    }
    const reached = await fingerprint(page);
    await page.waitForTimeout(SETTLED);
    const link = await linkOf(page);
    assert.equal(reached, runInNode(link).fingerprint, link);
    this.values = valuesOf(link);
    return link;
  }
}

// Two at a time: a visitor waits more than the page works.
describe(`${SEEDS} visitors`, { concurrency: 2 }, () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    test(`visitor ${seed}: ${OPERATIONS} operations`, { timeout: 600_000 }, async (t) => {
      const site = await serve();
      const browser = await launch();
      const { page, complaints } = await openPage(browser, site + LINK, {
        script: instrument,
        reducedMotion: 'reduce',
      });
      await fingerprint(page);
      const visitor = new Visitor(page, chance(seed));
      let finished = 0;
      for (let done = 0; done < OPERATIONS; ) {
        for (let i = 0; i < BURST && done < OPERATIONS; i += 1, done += 1) await visitor.act();
        await visitor.compare();
        if (visitor.random.next() < 0.5) {
          await visitor.travel();
          await visitor.compare();
          done += 1;
        }
        if (visitor.random.next() < 0.1) {
          await visitor.finish();
          finished += 1;
        }
        assert.deepEqual(complaints, [], `after ${done} operations`);
      }
      await visitor.finish();
      const late =
        visitor.presses.filter((took) => took > PROMPT).length + visitor.halts.filter(Boolean).length;
      t.diagnostic(
        `${visitor.presses.length} presses answered: ${spread(visitor.presses, 'ms')}; ${visitor.halts.length} pauses, ${late} late; ${finished + 1} runs to the bits of their links`,
      );
      assert.equal(late, 0, 'every pause is answered within 100 ms');
      await browser.close();
    });
  }
});
