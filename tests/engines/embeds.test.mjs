// Embeds from another origin, under a strict policy and in a sandbox, in every browser that ENGINES names.
import { test } from 'node:test';
import { fingerprintInNode, servePages, serveSite } from '../embeds/support.mjs';
import { ENGINES, readUntil } from './reading.mjs';

const LINK = '#v=1&task=booth-fixed&opt=l2o,gd&runs=20&eval_tasks=16';
const RESULT = "document.querySelector('l2o-playground')?.result?.fingerprint ?? ''";
const HEIGHT = "document.getElementById('sandboxed').clientHeight";

for (const name of ENGINES) {
  test(`${name} runs embeds from another origin`, async () => {
    const pages = await servePages(await serveSite());
    const { start } = await import(`./${name}.mjs`);
    const browser = await start();
    try {
      await browser.goto(`${pages}policy.html`);
      await readUntil(browser, RESULT, new RegExp(`^${fingerprintInNode(LINK)}$`));
      await browser.goto(`${pages}frames.html`);
      // It is as high as a playground, and so it has told how high it is.
      await readUntil(browser, HEIGHT, /^([5-9]|1\d)\d\d$/);
    } finally {
      await browser.stop();
    }
  });
}
