// “Copy embed” gives lines that work in somebody else's page, as they are.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fingerprint, launch, openPage } from '../browser/support.mjs';
import { read, resultOf, servePages, serveSite } from './support.mjs';

const LINK = '#v=1&task=rosenbrock-variable&opt=l2o,gd&runs=20&eval_tasks=16&start=0.5,-1.25';

let browser;
let site;
before(async () => {
  browser = await launch();
  site = await serveSite();
});

/** Opens a page, whose clipboard can be read. */
async function visit(url) {
  const { page } = await openPage(browser, url, {
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return page;
}

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

/** A blank page on another server, with these lines pasted into it. */
async function paste(code) {
  const pages = await servePages(site, (html) => html.replace('<!-- paste -->', () => code));
  return openPage(browser, `${pages}blank.html`);
}

test('of the playground: the same experiment, to the same bits', async () => {
  const page = await visit(site + LINK);
  const expected = await fingerprint(page);
  await page.getByRole('button', { name: 'Copy embed' }).first().click();
  await page.getByRole('button', { name: 'Embed copied' }).waitFor();
  const { page: other, complaints } = await paste(await clipboard(page));
  assert.equal(await resultOf(other), expected);
  assert.equal(await read(other, 'l2o-playground', 'link'), LINK);
  assert.deepEqual(complaints, []);
});

for (const name of ['orbit', 'newton', 'fly']) {
  test(`of a figure: ${name} as it is now`, async () => {
    const page = await visit(site);
    await page.locator(`[data-figure=${name}]`).scrollIntoViewIfNeeded();
    const figure = page.locator(`[data-figure=${name}]`);
    await figure.locator('.live').waitFor();
    await figure.getByRole('button', { name: /^Point/ }).press('Shift+ArrowRight');
    await figure.getByRole('button', { name: 'Copy embed' }).click();
    await figure.getByRole('button', { name: 'Embed copied' }).waitFor();
    const link = await figure.getAttribute('data-link');
    const { page: other, complaints } = await paste(await clipboard(page));
    const there = other.locator(`[data-figure=${name}]`);
    await there.locator('.live').waitFor();
    assert.equal(await there.getAttribute('data-link'), link);
    assert.equal(
      await there.locator('.finding').textContent(),
      await figure.locator('.finding').textContent(),
    );
    assert.deepEqual(complaints, []);
  });
}

test('of a study: what was recorded, which can be run there', async () => {
  const page = await visit(site);
  const figure = page.locator('[data-figure=families]');
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole('button', { name: 'Copy embed' }).click();
  await figure.getByRole('button', { name: 'Embed copied' }).waitFor();
  const { page: other, complaints } = await paste(await clipboard(page));
  const there = other.locator('[data-figure=families]');
  await there.getByRole('button', { name: 'Run it here' }).waitFor();
  // What was recorded comes when it is there.
  const recorded = await figure.locator('.finding', { hasText: 'Recorded' }).textContent();
  await there.getByText(recorded, { exact: true }).waitFor();
  for (const width of [1200, 760, 390]) {
    await other.setViewportSize({ width, height: 900 });
    const tooWide = await there.evaluate((root) => root.scrollWidth - root.clientWidth);
    assert.ok(tooWide <= 0, `${tooWide} px too wide in ${width} px`);
  }
  assert.deepEqual(complaints, []);
});

test('of an embed: it can be passed on', async () => {
  const pages = await servePages(site);
  const page = await visit(`${pages}article.html`);
  await page.locator('#full').scrollIntoViewIfNeeded();
  const expected = await resultOf(page, '#full');
  await page.locator('#full').getByRole('button', { name: 'Copy embed' }).click();
  await page.locator('#full').getByRole('button', { name: 'Embed copied' }).waitFor();
  const { page: other } = await paste(await clipboard(page));
  assert.equal(await resultOf(other), expected);
});

test('in a frame that may not use the clipboard it copies what is selected', async () => {
  const frame = `<iframe src="${site}embed.html${LINK}" style="width: 700px; height: 1500px"></iframe>`;
  const { page } = await paste(frame);
  const inside = page.frameLocator('iframe');
  await inside.getByRole('button', { name: 'Copy embed' }).click();
  await inside.getByRole('button', { name: 'Embed copied' }).waitFor();
});
