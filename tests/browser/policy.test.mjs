// What the pages are allowed to do: nothing is run, styled, fetched or made from markup but what they bring along.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fingerprint, launch, openPage, serve } from './support.mjs';

const QUICK = '#v=1&runs=20&eval_tasks=16';

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

/** Notes what the page's policy refuses, in `window.refused`. */
const watchPolicy = () => {
  window.refused = [];
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    window.refused.push([violatedDirective, blockedURI, sample]);
  });
};

const refused = (page) => page.evaluate(() => window.refused);

test('the page does all that it does within its policy', async () => {
  const { page, complaints } = await openPage(browser, site + QUICK, { script: watchPolicy });
  await fingerprint(page);
  for (const summary of ['Who beats whom', 'More settings']) await page.getByText(summary).click();
  await page.locator('#export summary').click();
  await page.getByRole('button', { name: /PNG/ }).click();
  for (const figure of await page.locator('[data-figure]').all()) {
    await figure.scrollIntoViewIfNeeded();
    await figure.locator('canvas').first().waitFor();
  }
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  assert.deepEqual(await refused(page), []);
  assert.deepEqual(complaints, []);
});

test('an embed in a frame does, too', async () => {
  const { page, complaints } = await openPage(browser, `${site}embed.html${QUICK}`, { script: watchPolicy });
  await page.waitForFunction(() => document.querySelector('l2o-playground').result);
  assert.deepEqual(await refused(page), []);
  assert.deepEqual(complaints, []);
});

test('whatever gets into the page does not run, and leads nowhere else', async () => {
  const { page } = await openPage(browser, site + QUICK, { script: watchPolicy });
  const attempts = await page.evaluate(async () => {
    const outcome = async (attempt) => {
      // What is evaluated from outside of the page may do more than the page: this is the page's own.
      await new Promise((resolve) => setTimeout(resolve));
      try {
        await attempt();
        return 'done';
      } catch (error) {
        return error.name;
      }
    };
    const inline = (text) => {
      const script = document.createElement('script');
      script.append(text);
      document.body.append(script);
    };
    return {
      markup: await outcome(() => {
        document.body.innerHTML = '<img src=x onerror="window.ran = 1">';
      }),
      code: await outcome(() => new Function('window.ran = 1')()),
      inline: await outcome(() => inline('window.ran = 1')),
      worker: await outcome(() => new Worker('data:text/javascript,1')),
      request: await outcome(() => fetch('https://example.org/')),
      policy: await outcome(() => window.trustedTypes.createPolicy('another', {})),
    };
  });
  assert.deepEqual(attempts, {
    ...{ markup: 'TypeError', code: 'EvalError', inline: 'done' },
    ...{ worker: 'TypeError', request: 'TypeError', policy: 'TypeError' },
  });
  assert.equal(await page.evaluate(() => window.ran), undefined);
  const directives = new Set((await refused(page)).map(([directive]) => directive));
  for (const directive of ['require-trusted-types-for', 'connect-src', 'trusted-types']) {
    assert.ok(
      [...directives].some((each) => each.startsWith(directive)),
      `${directive} of ${[...directives]}`,
    );
  }
});
