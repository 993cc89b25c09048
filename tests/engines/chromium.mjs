// Blink, over the DevTools protocol.
import { launchChromium } from '../browser/chromium.mjs';

export async function start() {
  const browser = await launchChromium();
  const page = await browser.newPage();
  return {
    version: `Chromium ${browser.version()}`,
    goto: (url) => page.goto(url),
    read: (expression) => page.evaluate(expression),
    stop: () => browser.close(),
  };
}
