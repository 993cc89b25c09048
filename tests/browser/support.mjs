// What every browser test needs: the built page on a local server, and a fresh Chromium.
// Whatever a test file opens here is closed when the file ends.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { constants, createGzip } from 'node:zlib';
import { launchChromium, requireFromWww } from './chromium.mjs';

export { requireFromWww };

const DIST = fileURLToPath(new URL('../../www/dist/', import.meta.url));
// As a blog would have it: the page must not assume that it stands at the root.
const SUB_PATH = '/some/sub/path/';
const MIME_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};
/** What static hosts send compressed. */
const COMPRESSED = /^text\/|javascript|json|wasm|svg/;
const closers = [];
after(async () => {
  for (const close of closers.reverse()) await close();
});

/**
 * Serves www/dist under a sub-path of a free port, as a plain static host does, or another folder. Gives its address. Options:
 * `headers` of every answer, `fill` to change the text of HTML files: it gives the whole, or its pieces one after the other.
 */
export async function serve({ folder = DIST, headers = {}, fill = (html) => html } = {}) {
  const server = createServer((request, response) => answer(request, response, { folder, headers, fill }));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${server.address().port}${SUB_PATH}`;
}

async function answer(request, response, { folder, headers, fill }) {
  const path = new URL(request.url, 'http://localhost').pathname; // has no `..` left
  const file = join(folder, path.slice(SUB_PATH.length), path.endsWith('/') ? 'index.html' : '');
  const found = path.startsWith(SUB_PATH) && (await stat(file).catch(() => undefined))?.isFile();
  if (!found) {
    response.writeHead(404).end();
    return;
  }
  const type = MIME_TYPES[extname(file)] ?? 'application/octet-stream';
  const packed = COMPRESSED.test(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  response.writeHead(200, {
    'content-type': type,
    ...(packed && { 'content-encoding': 'gzip' }),
    ...headers,
  });
  const content =
    extname(file) === '.html' ? pieces(fill(await readFile(file, 'utf8'))) : createReadStream(file);
  pipeline(content, ...(packed ? [createGzip({ flush: constants.Z_SYNC_FLUSH })] : []), response, () => {});
}

async function* pieces(filled) {
  if (typeof filled === 'string') yield filled;
  else yield* filled;
}

/** Starts Chromium with an empty profile of its own. */
export async function launch() {
  const browser = await launchChromium();
  closers.push(() => browser.close());
  return browser;
}

/**
 * Opens an address in a profile of its own. Gives the page, what it complained of (console errors, exceptions), and what
 * it requested. Options: those of a Playwright context, `script` to run before the page's own, `observe` to collect the
 * lengths of long tasks in `window.longTasks`.
 */
export async function openPage(browser, url, { script, observe, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  closers.push(() => context.close());
  const page = await context.newPage();
  const [complaints, requests] = [[], []];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  if (script) await page.addInitScript(script);
  if (observe) await page.addInitScript(observeLongTasks);
  await page.goto(url);
  return { page, complaints, requests };
}

function observeLongTasks() {
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.longTasks.push(entry.duration);
  }).observe({ type: 'longtask' });
}

/** Time in which what was changed is drawn. */
export const nextFrames = (page) => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));

/** Waits until all optimizers are trained and evaluated, and reads the fingerprint, in one look at the page. */
export async function fingerprint(page) {
  const shown = await page.waitForFunction(
    () => document.querySelector('#fingerprint')?.textContent.match(/^[0-9a-f]{16}$/)?.[0],
    undefined,
    { timeout: 60_000 },
  );
  return shown.jsonValue();
}

/** The numbers of a text, from 3.1×10⁻⁹ and −0.5 as from 12. */
export function numbersIn(text) {
  const digits = (superscript) =>
    [...superscript]
      .map((c) => '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'.indexOf(c))
      .map((i) => (i === 10 ? '-' : i))
      .join('');
  const found = text.replaceAll('−', '-').match(/-?[\d.]+(×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?/g) ?? [];
  return found.map((number) => {
    const [mantissa, exponent] = number.split('×10');
    return Number(mantissa) * 10 ** (exponent ? Number(digits(exponent)) : 0);
  });
}
