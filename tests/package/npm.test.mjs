// The package for npm, as it is packed: for Node, for a bundler, and for a page without one. `./build.sh package` first.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, openPage, serve } from '../browser/support.mjs';
import { resultOf } from '../embeds/support.mjs';
import { engine, runInNode } from '../node/engine.mjs';

const WWW = fileURLToPath(new URL('../../www/', import.meta.url));
const CONSUMER = fileURLToPath(new URL('consumer/', import.meta.url));
const LINK = '#v=1&task=booth-fixed&opt=l2o,gd&runs=20&eval_tasks=16';
const QUICK = '#v=1&task=booth-fixed&opt=gd&eval_tasks=16';

let folder;
let browser;
let packed;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'l2o-'));
  const [about] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], WWW));
  packed = about.files.map(({ path }) => path);
  cpSync(CONSUMER, folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${about.filename}`]);
  browser = await launch();
});
after(() => rmSync(folder, { recursive: true }));

/** What a program says, which runs in the folder of the consumer. */
function run(program, args, cwd = folder) {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

const bin = (name) => join(WWW, 'node_modules/.bin', name);

test('what is packed is modules, WebAssembly, types and licences, and nothing else', () => {
  const odd = packed.filter(
    (path) => !/^lib\/.*\.(js|wasm|jpg|d\.ts)$|^(lib\/LICENSE-\w+|README\.md|package\.json)$/.test(path),
  );
  assert.deepEqual(odd, []);
  assert.equal(packed.filter((path) => path.endsWith('.wasm')).length, 3); // whole for programs, in two parts for embeds
  assert.deepEqual(
    readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
    ['l2o-playground'],
  );
});

test('a program for Node gets the results of a link, bit for bit, and refusals in sentences', () => {
  const told = JSON.parse(run('node', ['node.mjs', LINK]));
  const expected = runInNode(LINK);
  assert.equal(told.fingerprint, expected.fingerprint);
  assert.deepEqual(told.optimizers, JSON.parse(JSON.stringify(expected.optimizers)));
  assert.ok(told.steps >= 2);
  assert.equal(told.version, engine.version());
  assert.equal(
    told.refusal,
    'RangeError: the link asks for what cannot be: hidden = 4096 (takes a whole number from 1 to 300)',
  );
});

test('the types say what there is', () => {
  run(bin('tsc'), ['--project', 'tsconfig.json']);
  const wrong = [
    "import 'l2o-playground';",
    "import { run } from 'l2o-playground/engine';",
    'run(7);',
    "document.createElement('l2o-playground').step = 'x';",
  ];
  writeFileSync(join(folder, 'wrong.ts'), wrong.join('\n'));
  writeFileSync(join(folder, 'wrong.json'), '{ "extends": "./tsconfig.json", "files": ["wrong.ts"] }');
  assert.throws(
    () => run(bin('tsc'), ['--project', 'wrong.json']),
    ({ stdout }) => {
      assert.deepEqual(stdout.match(/^wrong\.ts\(\d+/gm), ['wrong.ts(3', 'wrong.ts(4']);
      return true;
    },
  );
});

test('a page that Vite bundled runs the element and the engine', async () => {
  run(bin('vite'), ['build', '--base', './', '--target', 'es2022']);
  const site = await serve({ folder: join(folder, 'dist') });
  const { page, complaints } = await openPage(browser, site);
  assert.equal(await resultOf(page), runInNode(LINK).fingerprint);
  await page.waitForFunction(() => window.done && window.outcome);
  assert.equal(await page.evaluate(() => window.done.fingerprint), runInNode(LINK).fingerprint);
  assert.equal(await page.evaluate(() => window.outcome.fingerprint), runInNode(QUICK).fingerprint);
  assert.deepEqual(await page.evaluate(() => window.minimum.map(Math.round)), [1, 3]);
  assert.deepEqual(complaints, []);
});

test('a page without a bundler runs them from a static server', async () => {
  const site = await serve({ folder });
  const { page, complaints } = await openPage(browser, `${site}plain.html`);
  assert.equal(await resultOf(page), runInNode(LINK).fingerprint);
  await page.waitForFunction(() => window.outcome);
  assert.equal(await page.evaluate(() => window.outcome.fingerprint), runInNode(QUICK).fingerprint);
  // A package knows no page that links could lead to.
  assert.equal(await page.getByRole('button', { name: 'Copy embed' }).isVisible(), false);
  assert.deepEqual(complaints, []);
});
