// Where an embed cannot run, its readers are told why, and see a picture. Each reason has a sentence of its own.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch, openPage } from '../browser/support.mjs';
import { failureOf, fingerprintInNode, isShown, read, resultOf, servePages, serveSite } from './support.mjs';

const LINK = '#v=1&task=booth-fixed&opt=l2o,gd&runs=20&eval_tasks=16';
const DIST = new URL('../../www/dist/', import.meta.url);

let browser;
let site;
before(async () => {
  browser = await launch();
  site = await serveSite();
});

/** The page with a strict policy, changed by `change`. */
async function underPolicy(change, options = {}) {
  const pages = await servePages(site, change);
  return openPage(browser, `${pages}policy.html`, options);
}

test('under the strictest policy that allows them, embeds run, and nobody complains', async () => {
  const { page, complaints } = await underPolicy((html) => html);
  assert.equal(await resultOf(page), fingerprintInNode(LINK));
  assert.deepEqual(complaints, []);
});

test('from the same server the policy is shorter', async () => {
  const policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; worker-src 'self'";
  const { page, complaints } = await openPage(browser, site);
  await page.route(`${site}blog.html`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': policy },
      body: `<script type="module" src="embed.js"></script><l2o-playground link="${LINK}" autoplay></l2o-playground>`,
    }),
  );
  await page.goto(`${site}blog.html`);
  assert.equal(await resultOf(page), fingerprintInNode(LINK));
  assert.deepEqual(complaints, []);
});

for (const [what, without, sentence] of [
  ['compiles no WebAssembly', " 'wasm-unsafe-eval'", /script-src must allow 'wasm-unsafe-eval'/],
  ['fetches nothing', 'connect-src {{origin}};', /connect-src must allow http:\/\/127\.0\.0\.1/],
  ['starts no workers', 'worker-src blob:;', /worker-src must allow blob:/],
]) {
  test(`a policy that ${what} is named, beside a picture and what the element holds`, async () => {
    const { page } = await underPolicy((html) => html.replace(without, ''));
    const { text, picture } = await failureOf(page);
    assert.match(text, sentence);
    assert.ok(picture);
    assert.ok(await page.getByRole('link', { name: 'The experiment' }).isVisible());
    assert.equal(page.workers().length, 0);
  });
}

test('a policy that allows embed.js alone is named too', async () => {
  const pinned = 'script-src {{site}}embed.js';
  const { page } = await underPolicy((html) => html.replace('script-src {{origin}}', pinned));
  assert.match((await failureOf(page)).text, /could not be downloaded.*script-src must allow http/);
});

test('without SIMD the browsers that have it are named', async () => {
  const script = () => {
    WebAssembly.validate = () => false;
  };
  const { page } = await underPolicy((html) => html, { script });
  const { text, picture } = await failureOf(page);
  assert.match(text, /lacks WebAssembly SIMD.*Firefox 114/);
  assert.ok(picture);
});

test('an engine that does not arrive is told from one that is refused', async () => {
  const { page } = await openPage(browser, 'about:blank');
  await page.route('**/*.wasm', (route) =>
    route.fulfill({ status: 503, headers: { 'access-control-allow-origin': '*' } }),
  );
  await page.goto(`${await servePages(site)}policy.html`);
  assert.match((await failureOf(page)).text, /the server answered 503/);
});

test('a picture of one’s own takes the place of ours', async () => {
  const own = '<svg viewBox="0 0 2 1" width="200" role="img" aria-label="my own"></svg>';
  const { page } = await underPolicy((html) =>
    html.replace(" 'wasm-unsafe-eval'", '').replace('<a href', `${own}<a href`),
  );
  await page.locator('.failure').waitFor();
  assert.ok(await page.getByRole('img', { name: 'my own' }).isVisible());
  assert.equal(await page.locator('.still').count(), 0);
});

test('an embed that failed tries again with another link', async () => {
  const { page } = await openPage(browser, 'about:blank');
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(`${await servePages(site)}policy.html`);
  assert.match((await failureOf(page)).text, /could not be downloaded/);
  await page.unroute('**/*.wasm');
  const other = LINK.replace('runs=20', 'runs=10');
  await page.locator('l2o-playground').evaluate((embed, link) => {
    embed.link = link;
  }, other);
  assert.equal(await resultOf(page), fingerprintInNode(other));
});

for (const [name, sentence] of [
  ['index.html', /opened as a file.*Serve its folder over HTTP/],
  ['embed.html', /opened as a file.*Serve its folder over HTTP/],
]) {
  test(`${name}, opened as a file, says what to do, and shows a picture`, async () => {
    const { page } = await openPage(browser, new URL(name, DIST).href);
    await page.getByText(sentence).waitFor();
    assert.ok(await isShown(page.locator('img[src="./card.png"]')));
  });
}

test('an article that is opened as a file embeds from a server', async (t) => {
  const path = fileURLToPath(new URL('pages/article.html', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'l2o-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'article.html'), readFileSync(path, 'utf8').replaceAll('{{site}}', site));
  const { page } = await openPage(browser, pathToFileURL(join(folder, 'article.html')).href);
  await page.locator('#full').scrollIntoViewIfNeeded();
  assert.equal(await resultOf(page, '#full'), fingerprintInNode(await read(page, '#full', 'link')));
});

test('where nothing may be stored the page still works', async () => {
  const { page, complaints } = await openPage(browser, `${await servePages(site)}frames.html`);
  await page.locator('#page').scrollIntoViewIfNeeded(); // frames of other origins that nobody sees draw nothing
  const frame = page.frameLocator('#page');
  await frame.locator('#fingerprint', { hasText: /^[0-9a-f]{16}$/ }).waitFor();
  assert.deepEqual(complaints, []);
});
