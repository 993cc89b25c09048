// The page as a visitor meets it: it trains by itself, stays responsive, and its address reproduces what it shows.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fingerprint, launch, openPage, serve } from './support.mjs';

const QUICK = '#v=1&task=rosenbrock-variable&runs=20&eval_tasks=32';

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

/** A page with a profile of its own. */
const visit = (link = '', options = {}) => openPage(browser, site + link, options);

test('the first visit trains by itself, and the L2O that teleports ends far below all others', async () => {
  const { page, complaints } = await visit();
  await fingerprint(page);
  const median = async (name) =>
    Number((await cell(page, name, 'median')).replace('×10', 'e').replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/g, plainDigit));
  const [best, ...others] = await Promise.all(['l2o-tele', 'l2o', 'gd', 'momentum', 'adam'].map(median));
  assert.ok(best < Math.min(...others) / 1000, `L2O + teleport ${best}, others ${others}`);
  assert.match(
    await page.textContent('#headline [aria-hidden]'),
    /^On 256 unseen tasks L2O \+ teleport .* times lower than \w+ .*, the best tuned baseline. L2O/,
  );
  assert.deepEqual(complaints, []);
});

test('a reload and a second profile show the same experiment and the same fingerprint', async () => {
  const { page } = await visit(QUICK);
  await page.getByRole('button', { name: 'Momentum' }).click();
  await page.getByLabel('Hidden units', { exact: true }).fill('9');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.includes('hidden=9'));
  const first = await fingerprint(page);
  await page.reload();
  assert.equal(await fingerprint(page), first);
  const { page: other } = await visit(new URL(page.url()).hash);
  assert.equal(await fingerprint(other), first);
  assert.equal(await other.getByRole('button', { name: 'Momentum' }).getAttribute('aria-pressed'), 'false');
});

// As in the paper: 20 × 20 weights, two LSTMs of 300 hidden units, 100 steps.
const PAPER_SCALE =
  '#v=1&task=mlp&opt=lr-tele,lr-tele-mom,gd&hidden=300&features=raw&runs=10&unroll=10&batch=1&lr=1e-4&lr2=1e-3&loss=f&eval_tasks=5';

for (const [what, link] of [
  ['it trains', ''],
  ['a perceptron of the size in the paper trains', PAPER_SCALE],
]) {
  test(`no task on the main thread takes longer than 50 ms while ${what}`, async () => {
    const { page } = await visit(link, { observe: true });
    await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
    await page.waitForTimeout(500);
    // A machine that is busy with other things stretches every task: what the page itself needs shows in the best training.
    const counts = [];
    while (counts.length < 5 && !counts.includes(0)) {
      await page.evaluate(() => {
        window.longTasks.length = 0;
      });
      await page.getByRole('button', { name: 'New seed' }).click();
      await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 90_000 });
      counts.push(await page.evaluate(() => window.longTasks.length));
    }
    console.log(`main-thread tasks over 50 ms, training by training: ${counts.join(', ')}`);
    assert.equal(Math.min(...counts), 0);
  });
}

test('pause holds the training, train goes on, reset forgets it, and the same seed gives the same run', async () => {
  const { page } = await visit('#v=1&task=booth-fixed&runs=6000&batch=1&opt=l2o&eval_tasks=16');
  const status = page.locator('.status');
  // Before the first meta-update there is nothing yet that a pause could hold.
  await page.getByText(/^Meta-update [1-9]/).waitFor();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.waitForTimeout(200);
  const held = await status.textContent();
  assert.match(held, /^Paused at meta-update [\d,]+ of 30,000$/);
  assert.match(await page.textContent('#headline [aria-live]'), /^Paused/);
  await page.waitForTimeout(300);
  assert.equal(await status.textContent(), held);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  const first = await fingerprint(page);
  await page.getByRole('button', { name: 'Reset' }).click();
  assert.match(await status.textContent(), /^Paused at meta-update 0 of 30,000$/);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  assert.equal(await fingerprint(page), first);
});

test('what needs no training does not train again', async () => {
  const { page } = await visit(QUICK);
  await fingerprint(page);
  await page.evaluate(() => {
    window.sawTraining = false;
    const watch = new MutationObserver(() => {
      window.sawTraining ||= /Meta-update/.test(document.querySelector('.status').textContent);
    });
    watch.observe(document.querySelector('.status'), { childList: true, characterData: true, subtree: true });
  });
  await page.getByRole('button', { name: 'L2O', exact: true }).click();
  await page.getByRole('button', { name: 'L2O', exact: true }).click();
  await page.getByLabel('Task shown: more').click();
  await page.getByLabel('Start, x coordinate').fill('0.25');
  await page.keyboard.press('Enter');
  await page.getByLabel('Steps per second').selectOption('50');
  await page.waitForFunction(() => location.hash.includes('speed=50'));
  await fingerprint(page);
  assert.equal(await page.evaluate(() => window.sawTraining), false);
});

async function cell(page, optimizer, column) {
  const index = { f: 6, theta: 8, median: 0 }[column];
  return page.locator(`tr[data-optimizer="${optimizer}"] td`).nth(index).textContent();
}

function plainDigit(character) {
  return character === '⁻' ? '-' : String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(character));
}
