// Figures of what was recorded over many seeds: they show what `l2o reproduce` wrote, and a run here is that of the engine.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { engine, runInNode } from '../node/engine.mjs';
import { launch, nextFrames, numbersIn, openPage, serve } from './support.mjs';

const RESULTS = JSON.parse(readFileSync(new URL('../reproduction/results.json', import.meta.url), 'utf8'));
const EXPERIMENTS = RESULTS.studies.flatMap(({ experiments }) => experiments);
/** An experiment that nobody recorded, and that takes no time. */
const TINY =
  'v=1&task=booth-fixed&opt=l2o,l2o-tele&hidden=3&runs=4&steps=20&eval_tasks=16&eval_steps=20&fig=families';

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

async function visit(link, name) {
  const { page, complaints } = await openPage(browser, `${site}#${link}`, { reducedMotion: 'reduce' });
  const figure = page.locator(`[data-figure=${name}]`);
  await figure.locator('.live').waitFor();
  return { page, figure, complaints };
}

/** What the export menu of a figure saves. */
async function save(page, figure, name) {
  await figure.locator('summary', { hasText: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    figure.getByRole('button', { name }).click(),
  ]);
  return readFileSync(await download.path());
}

/** The link with which an experiment was recorded, in a figure. */
const linkOf = ({ seeds }, name) => engine.change(seeds[0].link, 'fig', name).link;
const cellsOf = (figure, optimizer) => figure.getByRole('row', { name: optimizer }).locator('td');

async function assertShown(figure, optimizer, column, value) {
  const [shown] = numbersIn(await cellsOf(figure, optimizer).nth(column).textContent());
  assert.ok(Math.abs(shown - value) <= 0.06 * Math.abs(value), `${optimizer}: ${shown}, recorded ${value}`);
}

const LABELS = { l2o: /^L2O –|^L2O \d/, 'l2o-tele': /^L2O \+ teleport/ };

for (const name of ['fig3', 'fig4', 'fig5', 'fig6']) {
  test(`the medians of ${name} are those that were recorded`, async () => {
    const experiment = EXPERIMENTS.find((each) => each.name === name);
    const { figure } = await visit(linkOf(experiment, 'families'), 'families');
    await figure.getByText(`Recorded with ${experiment.seeds.length} seed`).waitFor();
    for (const { optimizer, final } of experiment.optimizers)
      await assertShown(figure, LABELS[optimizer], 0, final.median);
  });
}

test('no number is left open in the article’s text', async () => {
  const { page } = await visit(
    linkOf(
      EXPERIMENTS.find(({ name }) => name === 'fig3'),
      'families',
    ),
    'families',
  );
  assert.equal(await page.locator('recorded').count(), 0);
});

test('the later half of the curves can be looked at alone; a file has them all', async () => {
  const experiment = EXPERIMENTS.find(({ name }) => name === 'fig7');
  const { page, figure } = await visit(linkOf(experiment, 'perceptrons'), 'perceptrons');
  await figure.getByText('Recorded with').waitFor();
  await figure.getByRole('button', { name: 'table' }).click();
  const first = figure.getByRole('region', { name: 'Values by step' }).locator('tbody th').first();
  assert.equal(await first.textContent(), '0');
  await figure.getByRole('button', { name: 'later half' }).press('Enter');
  assert.equal(await first.textContent(), '50');
  assert.match((await save(page, figure, /CSV/)).toString(), /^recorded,adam,0,/m);
  await figure.getByRole('button', { name: 'all steps' }).press('Enter');
  assert.equal(await first.textContent(), '0');
});

test('the family is chosen by the keyboard, and what is shown is what was recorded of it', async () => {
  const { figure } = await visit(
    linkOf(
      EXPERIMENTS.find(({ name }) => name === 'fig3'),
      'families',
    ),
    'families',
  );
  const choice = figure.getByRole('combobox', { name: 'Functions' });
  await choice.press('ArrowDown');
  assert.equal(await choice.inputValue(), 'booth-variable');
  const experiment = EXPERIMENTS.find(({ name }) => name === 'fig4');
  for (const { optimizer, final } of experiment.optimizers)
    await assertShown(figure, LABELS[optimizer], 0, final.median);
});

test('a run here ends where the engine ends, and says that these settings were not recorded', async () => {
  const { page, figure, complaints } = await visit(TINY, 'families');
  await figure.getByText('These settings were not recorded').waitFor();
  await figure.getByRole('button', { name: 'Run it here' }).click();
  await figure.getByRole('button', { name: 'Run again, with a new seed' }).waitFor();
  for (const summary of runInNode(TINY).optimizers)
    await assertShown(figure, LABELS[summary.optimizer], 2, summary.median_final);
  const seed = engine.decode(await figure.getAttribute('data-link')).values.seed;
  await figure.getByRole('button', { name: 'Run again, with a new seed' }).click();
  await page.waitForFunction(
    (link) => document.querySelector('[data-figure=families]').dataset.link !== link,
    await engine.decode(TINY).link,
  );
  await figure.getByRole('button', { name: 'Run again, with a new seed' }).waitFor();
  const link = await figure.getAttribute('data-link');
  assert.notEqual(engine.decode(link).values.seed, seed);
  for (const summary of runInNode(link).optimizers)
    await assertShown(figure, LABELS[summary.optimizer], 2, summary.median_final);
  assert.deepEqual(complaints, []);
});

test('ingredients are fields of the link', async () => {
  const link = linkOf(
    EXPERIMENTS.find(({ name }) => name === 'better-rosenbrock-variable'),
    'ingredients',
  );
  const { figure } = await visit(link, 'ingredients');
  const field = async (key) => {
    await nextFrames(figure.page());
    return engine.decode(await figure.getAttribute('data-link')).values[key];
  };
  for (const [label, key, off] of [
    ['jumps are bounded', 'jump_bound', '0'],
    ['θ starts at zero', 'theta_init', 'random'],
    ['a learned gate', 'gate', '0'],
    ['the meta learning rate falls', 'decay', 'none'],
  ]) {
    await figure.getByRole('checkbox', { name: label }).press('Space');
    assert.equal(await field(key), off, label);
  }
  await figure.getByRole('combobox', { name: 'The meta-loss is' }).selectOption('f');
  assert.equal(await field('loss'), 'f');
  await figure.getByRole('button', { name: 'Reset' }).click();
  assert.equal(await field('jump_bound'), '1');
});

test('a figure saves its numbers with its address, and its picture at twice its size', async () => {
  const { page, figure } = await visit('v=1&start=1.2,0.7&fig=newton&quad=0.7,2.5,40', 'newton');
  const lines = (await save(page, figure, 'Numbers (CSV)')).toString('utf8').trimEnd().split('\n');
  const link = await figure.getAttribute('data-link');
  assert.equal(lines[0], `# link: ${site}#${link}`);
  const { vectors } = engine.newton(link);
  const row = lines.find((line) => line.startsWith('orthogonal')).split(',');
  row.slice(1).forEach((cell, i) => {
    assert.ok(Math.abs(Number(cell) - vectors.orthogonal[i]) <= 1e-8 * Math.abs(vectors.orthogonal[i]), cell);
  });
  const png = await save(page, figure, 'Picture (PNG)');
  const width = await figure.locator('.landscape').evaluate((element) => element.clientWidth);
  assert.equal(png.readUInt32BE(16), 2 * width);
  const svg = (await save(page, figure, 'Picture (SVG)')).toString('utf8');
  assert.match(svg, new RegExp(`^<svg [^>]*width="${width}"`));
  assert.match(svg, /<image href="data:image\/png;base64,/, 'the level sets');
  for (const name of ['v₁', 'v₂', 'v∥', 'v⊥', 'w', 'x*']) assert.ok(svg.includes(`>${name}</text>`), name);
});

test('the curves of a figure are lines of an SVG, in the colours of the page, with their axes', async () => {
  const recorded = EXPERIMENTS.find(({ name }) => name === 'fig3');
  const { page, figure } = await visit(linkOf(recorded, 'families'), 'families');
  await figure.getByText(`Recorded with ${recorded.seeds.length} seed`).waitFor();
  const svg = (await save(page, figure, 'Picture (SVG)')).toString('utf8');
  const steps = Number(engine.decode(linkOf(recorded, 'families')).values.eval_steps);
  const curves = [...svg.matchAll(/<path d="([^"]*)"[^>]*stroke="([^"]*)"/g)].filter(
    ([, path]) => path.split('L').length === steps + 1,
  );
  assert.equal(curves.length, recorded.optimizers.length);
  assert.equal(new Set(curves.map(([, , color]) => color)).size, curves.length);
  for (const text of ['step', '10⁰', '100']) assert.ok(svg.includes(`>${text}</text>`), text);
});
