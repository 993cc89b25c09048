// Links mean the same in WebAssembly as natively: what old ones decode to, and what is said of runs that they promise.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { BINARY, runNatively } from '../native.mjs';
import { engine, runInNode } from './engine.mjs';

const LINK =
  '#v=1&opt=l2o-tele,gd,oracle&oracle_lr=1e-3&jump_steps=20&hidden=3&runs=2&steps=20&eval_tasks=9&eval_steps=30';

test('links of every released version mean what they meant', () => {
  const file = new URL('../fixtures/v1.json', import.meta.url);
  const { defaults, links } = JSON.parse(readFileSync(file, 'utf8'));
  assert.ok(Object.keys(links).length > 200);
  for (const [link, changed] of Object.entries(links)) {
    const { values, problems } = engine.decode(link);
    assert.deepEqual(problems, [], link);
    assert.deepEqual({ ...values, ...defaults, ...changed }, values, link);
  }
});

/** The link with what receivers compare, and what is said of another link that promises the same. */
function inNode(link) {
  const { optimizers } = runInNode(link);
  const join = (key) => optimizers.map((summary) => summary[key]).join();
  return {
    sealed: engine.sealed(link, join('hash'), join('marks')),
    announce: (promising) => engine.compare(promising, join('hash'), join('marks')),
  };
}

/** What `l2o run` prints last, and its exit status. */
function toldNatively(link) {
  return new Promise((resolve) => {
    execFile(BINARY, ['run', link], (error, stdout) =>
      resolve({ status: error?.code ?? 0, sentence: stdout.trimEnd().split('\n').at(-1) }),
    );
  });
}

test('a run is promised in the same words, and judged in the same words, natively and here', async () => {
  const here = inNode(LINK);
  const { sealed } = await runNatively(LINK);
  assert.equal(here.sealed, sealed);
  const other = (await runNatively(LINK.replace('jump_steps=20', 'jump_steps=7'))).sealed.split('-');
  const own = sealed.split('-');
  const experiment = own.findIndex((part) => /^[0-9A-Za-z]{5}$/.test(part));
  const departing = [...own.slice(0, experiment + 1), ...other.slice(experiment + 1)].join('-');
  for (const [promising, kind, status] of [
    [sealed, 'reproduced', 0],
    [departing, 'departs', 1],
    [sealed.replace('hidden=3', 'hidden=4'), 'not-comparable', 1],
  ]) {
    const announced =
      kind === 'not-comparable' ? inNode(promising).announce(promising) : here.announce(promising);
    assert.equal(announced.kind, kind, promising);
    assert.deepEqual(await toldNatively(promising), { status, sentence: announced.sentence });
  }
  assert.match(here.announce(departing).sentence, /GD \+ oracle, on the unseen tasks, at step 7\./);
});

test('without a promise, or without all runs, nothing is compared', () => {
  assert.equal(inNode(LINK).announce(LINK), null);
  assert.equal(engine.compare(`${LINK}&fp=adc105069ef8bcbd`, '', ''), null);
  assert.equal(`#${engine.sealed(`${LINK}&fp=adc105069ef8bcbd`, '', '')}`, LINK);
});
