// Pages of other people, on a server of their own, that embed what www/dist offers.
import { fileURLToPath } from 'node:url';
import { serve } from '../browser/support.mjs';
import { runInNode } from '../node/engine.mjs';

const PAGES = fileURLToPath(new URL('pages/', import.meta.url));
/** As static hosts for everybody send them, GitHub Pages among them. */
const FOR_ALL = { 'access-control-allow-origin': '*' };

/** The address of the playground, for other origins too. */
export const serveSite = () => serve({ headers: FOR_ALL });

/** The address of the pages, which embed from `site`; `change` changes them. */
export function servePages(site, change = (html) => html) {
  const fill = (html) =>
    change(html).replaceAll('{{site}}', site).replaceAll('{{origin}}', new URL(site).origin);
  return serve({ folder: PAGES, fill });
}

/** What a property of an embed is. */
export const read = (page, selector, name) =>
  page.locator(selector).evaluate((embed, name) => embed[name], name);

/** Waits until an embed has a result, and gives its fingerprint. */
export async function resultOf(page, selector = 'l2o-playground') {
  const result = await page.waitForFunction(
    (selector) => document.querySelector(selector)?.result ?? null,
    selector,
    { timeout: 30_000 },
  );
  return (await result.jsonValue()).fingerprint;
}

export const fingerprintInNode = (link) => runInNode(link).fingerprint;

/** What readers are told where nothing runs, and whether they see a picture. */
export async function failureOf(page, selector = 'l2o-playground') {
  const embed = page.locator(selector);
  const text = await embed.locator('.failure').textContent({ timeout: 20_000 });
  return { text, picture: await isShown(embed.locator('.still')) };
}

/** Whether a picture is seen, as soon as it has arrived. */
export async function isShown(picture) {
  await picture.waitFor();
  return picture.evaluate(async (image) => {
    if (!image.complete) await new Promise((done) => image.addEventListener('load', done));
    return image.naturalWidth > 0;
  });
}
