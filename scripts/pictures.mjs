// Takes the pictures of the page that stand in the README, in previews of links, and where an embed cannot run, once all is trained:
// node --test scripts/pictures.mjs
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fingerprint, launch, openPage, serve } from '../tests/browser/support.mjs';

const PICTURES = [
  { file: 'www/screenshot.png', width: 1440, height: 900, link: '' },
  { file: 'www/public/card.png', width: 1200, height: 630, link: '' },
  { file: 'www/src/embed/still.jpg', width: 820, height: 900, link: '', part: '#landscape' },
];

test('pictures', async () => {
  const [site, browser] = [await serve(), await launch()];
  for (const { file, width, height, link, part } of PICTURES) {
    const options = { viewport: { width, height }, reducedMotion: 'reduce' };
    const { page } = await openPage(browser, site + link, options);
    await fingerprint(page);
    await page.waitForTimeout(500);
    const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
    if (part) {
      await page.locator('.hint').evaluate((hint) => hint.remove()); // nobody drags a picture
      await page.locator(part).screenshot({ path, quality: 70 });
    } else await page.screenshot({ path });
  }
});
