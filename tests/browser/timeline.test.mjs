// The two axes of time: the optimizer as it was earlier in its training, at any step of its way.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engine } from '../node/engine.mjs';
import { fingerprint, launch, openPage, serve } from './support.mjs';

const LINK = '#v=1&task=booth-fixed&runs=20&opt=l2o,gd&eval_tasks=16&eval_steps=30&start=1.5,0.5';

let site;
let browser;
let session;
before(async () => {
  site = await serve();
  browser = await launch();
  session = new engine.Session(LINK, 'l2o');
  while (session.run_for(50).phase !== 'done');
});

async function visit() {
  const { page } = await openPage(browser, site + LINK, { reducedMotion: 'reduce' });
  await fingerprint(page);
  return page;
}

/** f of L2O at the step that is shown, as the table of results has it. */
async function shownValue(page) {
  const row = page.locator('#results tr', { hasText: 'L2O' });
  const column = await page.locator('#results thead tr').last().locator('th').allTextContents();
  const cells = await row.locator('th, td').allTextContents();
  return cells[column.lastIndexOf('f')];
}

/** The first three digits of a number, in any notation. */
const digits = (text) =>
  text
    .replace(/(×10|e).*/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '')
    .slice(0, 3);

const slider = (page) => page.getByRole('slider', { name: 'Rewind training' });

test('the keys go back in the training, and what is shown is what the engine kept', async () => {
  const page = await visit();
  const times = [...session.checkpoints()];
  assert.equal(await slider(page).getAttribute('max'), String(times.length));
  const now = await shownValue(page);
  assert.equal(digits(now), digits(session.trajectory().f.at(-1).toExponential(2)));
  await slider(page).press('Home');
  await page.getByText('after 0 meta-updates').waitFor();
  const untrained = digits(session.trajectory_then(0).f.at(-1).toExponential(2));
  await page.waitForFunction(
    (before) => !document.querySelector('#results').textContent.includes(before),
    now,
  );
  assert.equal(digits(await shownValue(page)), untrained);
  await slider(page).press('ArrowRight');
  await slider(page).press('ArrowRight');
  await page.getByText(`after ${times[2]} meta-updates`).waitFor();
  await slider(page).press('End');
  await page.getByText('as it is now').waitFor();
  await page.waitForFunction((last) => document.querySelector('#results').textContent.includes(last), now);
});

test('another start is shown by the optimizer as it was, until it is trained again', async () => {
  const page = await visit();
  await slider(page).press('Home');
  await page.locator('#landscape .drag-handle:not(.axis)').press('ArrowRight');
  const start = await page.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => resolve(new URLSearchParams(location.hash.slice(1)).get('start')), 700);
      }),
  );
  session.adopt(LINK.replace('start=1.5,0.5', `start=${start}`));
  const expected = digits(session.trajectory_then(0).f.at(-1).toExponential(2));
  assert.equal(digits(await shownValue(page)), expected);
  await page.getByRole('button', { name: 'Train again' }).click();
  await page.getByText('as it is now').waitFor();
});
