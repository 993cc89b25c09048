// What leaves the page as a file is what the engine computed, and weights come back as they went.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { engine } from '../node/engine.mjs';
import { fingerprint, launch, openPage, requireFromWww, serve } from './support.mjs';

const LINK = '#v=1&opt=l2o,l2o-tele,gd&hidden=6&runs=10&eval_tasks=16&eval_steps=30';

let site;
let browser;
/** The same experiment in Node: sessions by optimizer. */
let sessions;
before(async () => {
  site = await serve();
  browser = await launch();
  sessions = new Map(
    engine.plan(LINK).map(({ optimizer }) => {
      const session = new engine.Session(LINK, optimizer);
      while (session.run_for(50).phase !== 'done');
      return [optimizer, session];
    }),
  );
});

async function visit(link = LINK, options = {}) {
  const { page } = await openPage(browser, site + link, { reducedMotion: 'reduce', ...options });
  const print = await fingerprint(page);
  return { page, print };
}

const summary = (page) => page.locator('#export summary');
const items = (page) => page.locator('#export .items');

async function open(page) {
  if (!(await items(page).isVisible())) await summary(page).click();
  await items(page).waitFor();
}

/** Saves a file by its name in the menu. */
async function save(page, name) {
  await open(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click(),
  ]);
  await items(page).waitFor({ state: 'hidden' });
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Header lines by name, and rows as objects. */
function parse({ bytes }) {
  const lines = bytes.toString('utf8').trimEnd().split('\n');
  const about = lines.filter((line) => line.startsWith('# ')).map((line) => line.slice(2).split(/: (.*)/));
  const [columns, ...rows] = lines.slice(about.length).map((line) => line.split(','));
  const named = rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])));
  return { about: Object.fromEntries(about), rows: named };
}

const bits = (values) => [...new Uint32Array(Float32Array.from(values).buffer)];
/** The numbers of a column, as bits. */
const column = (rows, name) => bits(rows.map((row) => Number(row[name])));

function readWeights(bytes) {
  const length = Number(bytes.readBigUInt64LE(0));
  const { __metadata__: metadata, ...entries } = JSON.parse(bytes.subarray(8, 8 + length));
  const tensors = Object.entries(entries).map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [begin, end],
      },
    ]) => {
      assert.equal(dtype, 'F32');
      const data = Uint8Array.from(bytes.subarray(8 + length + begin, 8 + length + end));
      return { name, shape, values: new Float32Array(data.buffer) };
    },
  );
  return { metadata, tensors };
}

async function importFile(page, buffer) {
  await open(page);
  const file = { name: 'weights.safetensors', mimeType: 'application/octet-stream', buffer };
  await page.locator('#export input[type="file"]').setInputFiles(file);
}

test('trajectories read back to the engine’s bits, with where they come from', async () => {
  const { page, print } = await visit();
  const file = await save(page, 'Trajectories (CSV)');
  assert.equal(file.name, 'l2o-trajectories.csv');
  const { about, rows } = parse(file);
  assert.deepEqual(about, { link: page.url(), version: engine.version(), fingerprint: print });
  for (const [optimizer, session] of sessions) {
    const own = rows.filter((row) => row.optimizer === optimizer);
    const expected = session.trajectory();
    const pairs = own.flatMap(({ x, y }) => [Number(x), Number(y)]);
    assert.deepEqual(bits(pairs), bits(expected.x), optimizer);
    assert.deepEqual(column(own, 'f'), bits(expected.f), optimizer);
    assert.deepEqual(column(own, 'gradient_norm'), bits(expected.gradient_norm), optimizer);
    for (const name of ['alpha', 'beta', 'element', 'invariance']) {
      const given = own.filter((row) => row[name] !== '');
      assert.deepEqual(column(given, name), bits(expected[name]), `${optimizer} ${name}`);
    }
  }
  assert.equal(rows.length, 3 * 31);
});

test('curves hold every meta-loss of every learned optimizer, and the spread on unseen tasks', async () => {
  const { page } = await visit();
  const { rows } = parse(await save(page, 'Curves (CSV)'));
  for (const [optimizer, session] of sessions) {
    const of = (curve) =>
      column(
        rows.filter((row) => row.curve === curve && row.optimizer === optimizer),
        'value',
      );
    const losses = session.meta_losses(0);
    assert.equal(losses.length, optimizer === 'gd' ? 0 : 50);
    assert.deepEqual(of('meta_loss'), bits(losses), optimizer);
    const expected = session.summary();
    for (const curve of ['median', 'q1', 'q3']) assert.deepEqual(of(curve), bits(expected[curve]), curve);
  }
});

test('the menu is operated by keyboard alone', async () => {
  const { page } = await visit();
  await summary(page).focus();
  await page.keyboard.press('Enter');
  await items(page).waitFor();
  const names = [];
  for (let i = 0; i < 6; i += 1) {
    await page.keyboard.press('Tab');
    names.push(await page.evaluate(() => document.activeElement.textContent));
  }
  assert.deepEqual(names, [
    'Trajectories (CSV)',
    'Curves (CSV)',
    'Picture (PNG)',
    'Picture (SVG)',
    'Weights (safetensors)',
    'Import weights…',
  ]);
  const chosen = page.waitForEvent('filechooser');
  await page.waitForTimeout(100); // until the browser asks the test, not the desktop, for files
  await page.keyboard.press('Enter');
  const chooser = await chosen;
  assert.equal(chooser.isMultiple(), false);
  await page.keyboard.press('Shift+Tab');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Space')]);
  assert.equal(download.suggestedFilename(), 'l2o-weights.safetensors');
  await items(page).waitFor({ state: 'hidden' });
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  assert.equal(await focused(), 'Export', 'the focus is where it was');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  assert.equal(await items(page).isVisible(), false);
  assert.equal(await focused(), 'Export');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await items(page).isVisible(), false, 'it closes when the focus leaves');
  await open(page);
  await page.locator('h1').click();
  assert.equal(await items(page).isVisible(), false, 'and at a click elsewhere');
});

test('who scrolls on while a file is being made is not thrown back', async () => {
  const { page } = await visit();
  await open(page);
  const png = page.getByRole('button', { name: 'Picture (PNG)' });
  const [at] = await Promise.all([
    png.evaluate((button) => {
      button.focus();
      button.click();
      window.scrollTo({ top: 2000, behavior: 'instant' });
      return window.scrollY;
    }),
    page.waitForEvent('download'),
  ]);
  await items(page).waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Export');
  // Formulas that get their font move the text by some pixels.
  assert.ok(Math.abs((await page.evaluate(() => window.scrollY)) - at) < 100);
});

test('the PNG has twice the size that the picture has on the page', async () => {
  const { page } = await visit();
  const shown = await page.locator('#landscape').evaluate(({ clientWidth }) => clientWidth);
  const png = await save(page, 'Picture (PNG)');
  const svg = await save(page, 'Picture (SVG)');
  const [, width, height] = /<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg.bytes.toString());
  assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
  assert.deepEqual([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)], [2 * shown, 2 * Number(height)]);
  assert.ok(Number(width) === shown && Number(height) > shown + 30, 'the legend is below the picture');
});

for (const [link, ground] of [
  [LINK, 'image/png'],
  ['#v=1&task=mlp&mlp_widths=3,4,2&opt=lr,gd&hidden=4&runs=2&eval_tasks=4', 'image/png'],
]) {
  test(`the SVG is one that programs read, with the lines of every optimizer: ${link}`, async () => {
    const { page } = await visit(link);
    const names = engine.plan(link).map(({ optimizer, label }) => ({ optimizer, label }));
    const text = (await save(page, 'Picture (SVG)')).bytes.toString();
    // The page itself makes nothing from markup: its policy forbids that.
    const { page: reader } = await openPage(browser, 'about:blank');
    const found = await reader.evaluate((text) => {
      const svg = new DOMParser().parseFromString(text, 'image/svg+xml');
      return {
        errors: svg.querySelectorAll('parsererror').length,
        scripts: svg.querySelectorAll('script, foreignObject').length,
        ground: svg.querySelector('image').getAttribute('href').slice(0, 22),
        lines: [...svg.querySelectorAll('[data-optimizer]')].map((part) => ({
          optimizer: part.dataset.optimizer,
          lines: part.querySelectorAll('path[fill="none"]').length > 0,
          markers: part.querySelectorAll('path:not([fill="none"])').length > 0,
        })),
        texts: [...svg.querySelectorAll('a text')].map((part) => part.textContent),
        link: svg.querySelector('a').getAttribute('href'),
      };
    }, text);
    assert.deepEqual([found.errors, found.scripts, found.link], [0, 0, page.url()]);
    assert.equal(found.ground, `data:${ground};base64,`);
    assert.deepEqual(
      found.lines,
      names.map(({ optimizer }) => ({ optimizer, lines: true, markers: true })).reverse(),
    );
    for (const { label } of names) assert.ok(found.texts.includes(label), label);
    const { formula } = engine.scene(link);
    assert.ok(found.texts.join('').includes(`${formula} · step`), found.texts.join('|'));
    assert.ok(found.texts.join('').endsWith(page.url()), 'the whole link is to be read');
  });
}

test('weights that leave one browser give the same trajectories and results in another', async () => {
  const { page } = await visit();
  const weights = await save(page, 'Weights (safetensors)');
  const here = {
    trajectories: parse(await save(page, 'Trajectories (CSV)')),
    curves: parse(await save(page, 'Curves (CSV)')),
  };
  const { metadata, tensors } = readWeights(weights.bytes);
  assert.deepEqual(metadata, { link: page.url(), version: engine.version(), optimizers: 'l2o,l2o-tele' });
  const expected = ['l2o', 'l2o-tele'].flatMap((optimizer) => sessions.get(optimizer).tensors());
  assert.deepEqual(tensors.map(({ name }) => name).sort(), expected.map(({ name }) => name).sort());
  for (const { name, shape, values } of expected) {
    const found = tensors.find((tensor) => tensor.name === name);
    assert.deepEqual([found.shape, bits(found.values)], [shape, bits(values)], name);
  }

  // Another profile, where these optimizers would be trained for minutes.
  const slow = LINK.replace('runs=10', 'runs=20000');
  const { page: other } = await openPage(browser, site + slow, { reducedMotion: 'reduce' });
  await other.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  await importFile(other, weights.bytes);
  await other.getByText('L2O and L2O + teleport imported, not trained here', { exact: true }).waitFor();
  await other.getByText('Imported weights: no fingerprint').waitFor();
  assert.equal(await other.locator('#fingerprint').isVisible(), false);
  assert.match(await other.locator('tr[data-optimizer="l2o"]').textContent(), /imported/);
  const there = {
    trajectories: parse(await save(other, 'Trajectories (CSV)')),
    curves: parse(await save(other, 'Curves (CSV)')),
  };
  assert.deepEqual(there.trajectories.rows, here.trajectories.rows);
  assert.deepEqual(
    there.curves.rows,
    here.curves.rows.filter(({ curve }) => curve !== 'meta_loss'),
  );
  assert.equal(there.trajectories.about.fingerprint, 'none, weights were imported');
  assert.equal(there.trajectories.about.imported, 'l2o l2o-tele');
  assert.deepEqual(
    readWeights((await save(other, 'Weights (safetensors)')).bytes).tensors,
    readWeights(weights.bytes).tensors,
  );
});

test('imported weights stay for another start; training again forgets them', async () => {
  const { page, print } = await visit();
  const { bytes } = await save(page, 'Weights (safetensors)');
  await importFile(page, bytes);
  await page.getByText('imported, not trained here').waitFor();
  await page.getByRole('button', { name: 'Start of all trajectories' }).press('ArrowRight');
  await page.waitForFunction(() => location.hash.includes('start='));
  assert.match(await page.textContent('.status'), /imported, not trained here$/);
  await page.waitForTimeout(500); // a click right after the end is not taken for one on “Train again”
  await page.locator('#train').filter({ hasText: 'Train again' }).click();
  assert.equal(await fingerprint(page), print);
  assert.equal(await page.getByText('Imported weights').isVisible(), false);
});

test('weights as they were earlier are exported as such', async () => {
  const { page } = await visit();
  await page.getByRole('slider', { name: 'Rewind training' }).press('Home');
  await page.getByText('after 0 meta-updates').waitFor();
  const { metadata, tensors } = readWeights((await save(page, 'Weights (safetensors)')).bytes);
  assert.equal(metadata['meta-updates'], '0');
  const [expected] = sessions.get('l2o').tensors_then(0);
  const found = tensors.find(({ name }) => name === expected.name);
  assert.deepEqual(bits(found.values), bits(expected.values));
  assert.equal(parse(await save(page, 'Trajectories (CSV)')).about['shown after meta-updates'], '0');
});

test('what cannot be taken is said in a sentence, and nothing changes', async () => {
  const { page, print } = await visit();
  const { page: wide } = await visit(LINK.replace('hidden=6', 'hidden=7'));
  const { bytes } = await save(wide, 'Weights (safetensors)');
  const complaint = page.locator('#export .complaint');
  const refuse = async (buffer, sentence) => {
    await importFile(page, buffer);
    await complaint.getByText(sentence, { exact: true }).waitFor();
    assert.ok(await items(page).isVisible(), 'the menu stays to say so');
    assert.equal(await page.textContent('#fingerprint'), print);
  };
  await refuse(bytes, 'l2o.m1.weight_ih_l0 has shape [28, 2], expected [24, 2]');
  await refuse(
    Buffer.from('<b>no</b>'),
    'This is no safetensors file: its header would be longer than the file, or too long.',
  );
  const { bytes: own } = await save(page, 'Weights (safetensors)');
  await refuse(own.subarray(0, -4), 'l2o.m1.weight_ih_l1 reaches beyond the end of the file.');
  const nan = Buffer.from(own);
  nan.writeUInt32LE(0x7fc00000, nan.length - 4);
  await refuse(nan, 'l2o.m1.weight_ih_l1 holds a value that is not finite');
});

const axe = readFileSync(requireFromWww.resolve('axe-core/axe.min.js'), 'utf8');

for (const colorScheme of ['light', 'dark']) {
  test(`the open menu fits a phone, for fingers and for everybody: ${colorScheme}`, async () => {
    const phone = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
    const { page } = await visit(LINK, { ...phone, colorScheme });
    await open(page);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('#export summary, #export button')]
        .filter((target) => target.getBoundingClientRect().height < 44)
        .map((target) => target.textContent),
    );
    assert.deepEqual(small, []);
    assert.ok((await items(page).boundingBox()).x >= 0);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - 320);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run('.masthead'));
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
      [],
    );
  });
}

test('what only exports need is loaded when the menu is opened', async () => {
  const { page, requests } = await openPage(browser, site + LINK, { serviceWorkers: 'block' });
  await fingerprint(page);
  const isMenu = (url) => /\/menu-[^/]*\.js$/.test(url);
  assert.ok(!requests.some(isMenu));
  await open(page);
  assert.ok(requests.some(isMenu), requests.join(' '));
});
