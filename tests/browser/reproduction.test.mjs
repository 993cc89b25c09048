// A link that carries the fingerprint of its sender's run: copied, opened, altered, kept and dropped.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engine } from '../node/engine.mjs';
import { fingerprint, launch, openPage, serve } from './support.mjs';

const LINK = '#v=1&task=booth&opt=l2o,gd&hidden=4&runs=10&eval_tasks=16&eval_steps=30';
const NOTE = '#reproduction';

/** What a sender's page would copy. */
function sealed(link) {
  const summaries = engine.plan(link).map(({ optimizer }) => {
    const session = new engine.Session(link, optimizer);
    while (session.run_for(50).phase !== 'done');
    const summary = session.summary();
    session.free();
    return summary;
  });
  const join = (key) => summaries.map((summary) => summary[key]).join();
  return `#${engine.sealed(link, join('hash'), join('marks'))}`;
}

let site;
let browser;
let sent;
before(async () => {
  site = await serve();
  browser = await launch();
  sent = sealed(LINK);
});

const visit = async (link, options = {}) => {
  const { page } = await openPage(browser, site + link, { reducedMotion: 'reduce', ...options });
  return page;
};

/** What is said once the runs are finished. */
async function said(page) {
  await fingerprint(page);
  const note = page.locator(`${NOTE}:not([data-kind=waiting])`);
  await note.waitFor();
  return { kind: await note.getAttribute('data-kind'), text: await note.textContent() };
}

test('a run of the same bits is said to be reproduced, once', async () => {
  const page = await visit(sent, {
    script: () => {
      window.announced = [];
      document.addEventListener('DOMContentLoaded', () => {
        new MutationObserver(() => {
          const text = document.querySelector('#reproduction')?.textContent;
          if (text && text !== window.announced.at(-1)) window.announced.push(text);
        }).observe(document.body, { childList: true, characterData: true, subtree: true });
      });
    },
  });
  const { kind, text } = await said(page);
  assert.equal(kind, 'reproduced');
  assert.match(text, /^Reproduced bit for bit/);
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForTimeout(300);
  const announced = await page.evaluate(() => window.announced);
  assert.equal(announced.length, 2, announced.join('\n'));
  assert.match(announced[0], /^This link has the fingerprint/);
  assert.equal(await page.locator(NOTE).getAttribute('role'), 'status');
});

test('a link without a fingerprint says nothing, and the address bar gets none', async () => {
  const page = await visit(LINK);
  await fingerprint(page);
  assert.equal(await page.locator(NOTE).isVisible(), false);
  assert.equal(new URL(page.url()).hash, LINK);
});

test('a run that departs is told with optimizer and step, as by the engine elsewhere', async () => {
  const departing =
    '#v=1&task=rosenbrock&opt=gd,oracle&oracle_lr=1e-3&jump_steps=20&eval_tasks=16&eval_steps=30';
  const theirs = sealed(departing.replace('jump_steps=20', 'jump_steps=7')).split('fp=')[1].split('-');
  const own = sealed(departing).split('fp=')[1].split('-');
  const page = await visit(`${departing}&fp=${[theirs[0], own[1], ...theirs.slice(2)].join('-')}`);
  assert.deepEqual(await said(page), {
    kind: 'departs',
    text: 'Not reproduced. First to depart: GD + oracle, on the unseen tasks, at step 7. The same in every bit: GD.',
  });
});

test('marks of which one step is altered point to that step', async () => {
  const parts = sent.split('fp=')[1].split('-');
  const other = (mark) => (mark === 'x' ? 'y' : 'x');
  // GD's run comes last; it is said to end otherwise, and the step at which the sums depart is 12.
  parts[2] = parts[2].slice(0, -1) + other(parts[2].at(-1));
  parts[3] = parts[3].slice(0, 12) + other(parts[3][12]) + parts[3].slice(13);
  parts[4] = '0123456789abcdef';
  const page = await visit(`${LINK}&fp=${parts.join('-')}`);
  assert.deepEqual(await said(page), {
    kind: 'departs',
    text: 'Not reproduced. First to depart: GD, on the unseen tasks, at step 12. The same in every bit: L2O.',
  });
});

test('a fingerprint of another experiment is not compared', async () => {
  const page = await visit(sent.replace('hidden=4', 'hidden=5'));
  const { kind, text } = await said(page);
  assert.equal(kind, 'not-comparable');
  assert.match(text, /an experiment with other settings/);
});

test('a malformed fingerprint is reported by name, and all the rest of the link is used', async () => {
  const page = await visit(sent.slice(0, -3));
  const items = await page.locator('#problems li').allTextContents();
  assert.equal(items.length, 1);
  assert.match(items[0], /^fp = 0\..* — takes what Copy link writes/);
  await fingerprint(page);
  assert.equal(await page.locator(NOTE).isVisible(), false);
  assert.equal(await page.getByLabel('Hidden units', { exact: true }).inputValue(), '4');
});

test('the fingerprint is copied once there is one, and what was copied is reproduced elsewhere', async () => {
  const page = await visit(LINK.replace('runs=10', 'runs=100000'), {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const copied = async () => {
    await page.getByRole('button', { name: 'Copy link' }).first().click();
    await page.getByRole('button', { name: 'Link copied' }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy link' }).first().waitFor();
    return text;
  };
  assert.equal(new URL(await copied()).hash, LINK.replace('runs=10', 'runs=100000'));
  await page.evaluate((hash) => {
    location.hash = hash;
  }, LINK);
  await page.waitForFunction(() => document.querySelector('.status')?.textContent.startsWith('Trained'));
  await fingerprint(page);
  const address = await copied();
  assert.equal(new URL(address).hash, sent);
  assert.equal(new URL(page.url()).hash, LINK, 'the address bar holds none');
  const { page: other } = await openPage(browser, address);
  assert.equal((await said(other)).kind, 'reproduced');
});

test('the fingerprint of a link stays while only the view changes and over a reload, and goes with the runs', async () => {
  const page = await visit(sent);
  const holds = () => page.evaluate(() => location.hash.includes('&fp='));
  await said(page);
  await page.getByLabel('Steps per second').selectOption('50');
  await page.waitForFunction(() => location.hash.includes('speed=50'));
  assert.ok(await holds());
  await page.reload();
  assert.equal((await said(page)).kind, 'reproduced');
  await page.getByRole('button', { name: 'GD', exact: true }).click();
  await page.waitForFunction(() => location.hash.includes('opt=l2o&'));
  assert.ok(!(await holds()));
  await page.locator(NOTE).waitFor({ state: 'hidden' });
  await page.goBack();
  assert.ok(await holds());
  assert.equal((await said(page)).kind, 'reproduced');
  await page.goForward();
  await page.waitForFunction(() => document.querySelector('#reproduction').hidden);
  assert.ok(!(await holds()));
});

test('a fingerprint that is added to or taken from the address by hand counts at once', async () => {
  const page = await visit(LINK);
  const print = await fingerprint(page);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `${LINK}&fp=${print}`);
  assert.equal((await said(page)).kind, 'reproduced');
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `${LINK}&fp=0000000000000000`);
  await page.waitForSelector(`${NOTE}[data-kind=departs]`);
  await page.goBack();
  await page.waitForSelector(`${NOTE}[data-kind=reproduced]`);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('#reproduction').hidden);
});
