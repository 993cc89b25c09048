// Gecko, over WebDriver BiDi.
import { requireFromWww } from '../browser/chromium.mjs';

const puppeteer = requireFromWww('puppeteer-core');

export async function start() {
  const executablePath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  const page = await browser.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  const version = (await browser.version()).replace(/^firefox\//i, 'Firefox ');
  return {
    version,
    goto: (url) => page.goto(url),
    read: (expression) => page.evaluate(expression),
    stop: () => browser.close(),
  };
}
