// Headless Chromium, for tests and benchmarks.
import { createRequire } from 'node:module';

/** Finds packages where the front end has them: in www/node_modules. */
export const requireFromWww = createRequire(new URL('../../www/package.json', import.meta.url));
const { chromium } = requireFromWww('playwright-core');

export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium with an empty profile of its own. */
export function launchChromium(args = FLAGS) {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
}
