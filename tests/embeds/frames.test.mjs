// embed.html in frames of other pages: sandboxed, as high as it is, and listened to only when it is who it says it is.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { launch, openPage } from '../browser/support.mjs';
import { fingerprintInNode, read, servePages, serveSite } from './support.mjs';

const LINK = '#v=1&task=booth-fixed&opt=l2o,gd&runs=20&eval_tasks=16';

let browser;
let site;
let pages;
before(async () => {
  browser = await launch();
  site = await serveSite();
  pages = await servePages(site);
});

const visit = async () => openPage(browser, `${pages}frames.html`, { reducedMotion: 'reduce' });
const heights = (page, id) => page.locator(`#${id}`).evaluate(({ clientHeight }) => clientHeight);

async function finished(page, id) {
  const frame = await (await page.locator(`#${id}`).elementHandle()).contentFrame();
  const result = await frame.waitForFunction(() => document.querySelector('l2o-playground')?.result ?? null);
  return { frame, result: await result.jsonValue() };
}

test('in a sandbox of another origin it trains to the bits of its link, and has the height of its playground', async () => {
  const { page, complaints } = await visit();
  const { frame, result } = await finished(page, 'sandboxed');
  assert.equal(await frame.evaluate(() => window.origin), 'null');
  assert.equal(result.fingerprint, fingerprintInNode(LINK));
  const inner = await frame
    .locator('l2o-playground')
    .evaluate((embed) => Math.ceil(embed.getBoundingClientRect().height));
  await page.waitForFunction(
    ([id, inner]) => document.querySelector(id).clientHeight === inner,
    ['#sandboxed', inner],
  );
  assert.ok(inner > 500);
  assert.ok(
    await frame.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight),
    'nothing is cut off',
  );
  assert.deepEqual(complaints, []);
});

test('the query says what attributes would', async () => {
  const { page } = await visit();
  const frame = await (await page.locator('#plain').elementHandle()).contentFrame();
  await frame.locator('.chip[data-optimizer=gd]').waitFor();
  const found = await frame.evaluate(() => {
    const { controls, theme, autoplay, link } = document.querySelector('l2o-playground');
    return { controls, theme, autoplay, link };
  });
  assert.deepEqual(found, {
    controls: 'none',
    theme: 'dark',
    autoplay: false,
    link: '#v=1&task=booth-fixed&opt=gd&eval_tasks=16',
  });
  assert.equal(await frame.locator('.transport').isVisible(), false);
});

test('another link in the address of the frame is another experiment', async () => {
  const { page } = await visit();
  const { frame } = await finished(page, 'sandboxed');
  const other = LINK.replace('runs=20', 'runs=10');
  await frame.evaluate((link) => {
    window.location.hash = link;
  }, other);
  await frame.waitForFunction(() => {
    const embed = document.querySelector('l2o-playground');
    return embed.link.includes('runs=10') && embed.result;
  });
  assert.equal((await read(frame, 'l2o-playground', 'result')).fingerprint, fingerprintInNode(other));
});

test('nobody else makes a frame higher', async () => {
  const { page } = await visit();
  await finished(page, 'sandboxed');
  assert.equal(await heights(page, 'stranger'), 150, 'a window that is no playground');
  const before = await heights(page, 'sandboxed');
  const message = { type: 'l2o-playground: height', height: 3000 };
  // From the page itself, and from a playground's window with heights that none has.
  await page.evaluate((message) => window.postMessage(message, '*'), message);
  const frame = await (await page.locator('#sandboxed').elementHandle()).contentFrame();
  for (const height of [-5, 1e9, '700px', Number.NaN, null]) {
    await frame.evaluate((message) => window.parent.postMessage(message, '*'), { ...message, height });
  }
  await page.waitForTimeout(200);
  assert.equal(await heights(page, 'sandboxed'), before);
  // The same window, once it shows something else, has another origin.
  await page.locator('#plain').evaluate((frame) => frame.contentWindow.location.replace('about:blank'));
  await page.waitForTimeout(200);
  const plain = await (await page.locator('#plain').elementHandle()).contentFrame();
  const now = await heights(page, 'plain');
  await plain.evaluate((message) => window.parent.postMessage(message, '*'), message);
  await page.waitForTimeout(200);
  assert.equal(await heights(page, 'plain'), now);
});

test('a playground becomes as high as it is when the script that listens comes late', async () => {
  const late = await servePages(site, (html) => html.replace(/<script type="module".*?<\/script>/, ''));
  const { page } = await openPage(browser, `${late}frames.html`);
  await finished(page, 'sandboxed');
  assert.equal(await heights(page, 'sandboxed'), 150);
  await page.addScriptTag({ type: 'module', url: `${site}embed.js` });
  await page.waitForFunction(() => document.querySelector('#sandboxed').clientHeight > 500);
});
