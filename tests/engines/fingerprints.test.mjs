// The same links give the same fingerprint in every engine: natively, in Node, and in the page in every browser that
// ENGINES names (chromium, firefox, webkit; all three if it names none).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../browser/support.mjs';
import { LINKS } from '../links.mjs';
import { runNatively } from '../native.mjs';
import { runInNode } from '../node/engine.mjs';
import { ENGINES, readUntil } from './reading.mjs';

const FINGERPRINT = "document.querySelector('#fingerprint')?.textContent ?? ''";

/** Columns of the table: what each engine says of every link. */
const table = new Map();
let site;

before(async () => {
  site = await serve();
  const native = [];
  for (const link of LINKS) native.push((await runNatively(link)).fingerprint);
  table.set('native', native);
  table.set(
    `Node ${process.versions.node}`,
    LINKS.map((link) => runInNode(link).fingerprint),
  );
});

for (const name of ENGINES) {
  test(`${name} gives the fingerprints of the binary for ${LINKS.length} links`, async () => {
    const { start } = await import(`./${name}.mjs`);
    const browser = await start();
    try {
      const found = [];
      // Another address each time, or only the fragment would change.
      for (const [i, link] of LINKS.entries())
        found.push(await fingerprintOf(browser, `${site}?${i}${link}`));
      table.set(browser.version, found);
      assert.deepEqual(found, table.get('native'));
    } finally {
      await browser.stop();
    }
  });
}

test('Node gives the fingerprints of the binary', () => {
  assert.deepEqual(table.get(`Node ${process.versions.node}`), table.get('native'));
});

async function fingerprintOf(browser, url) {
  await browser.goto(url);
  return readUntil(browser, FINGERPRINT, /^[0-9a-f]{16}$/);
}

after(() => {
  const names = [...table.keys()];
  const rows = LINKS.map((_, i) => {
    const native = table.get('native')[i];
    const cells = names.map((name) => (table.get(name)[i] === native ? native : `**${table.get(name)[i]}**`));
    return `| ${i + 1} | ${cells.join(' | ')} |`;
  });
  console.log(
    [`| link | ${names.join(' | ')} |`, `|---:|${names.map(() => '---|').join('')}`, ...rows].join('\n'),
  );
});
