// A run is the same in WebAssembly as natively, bit for bit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LINKS } from '../links.mjs';
import { runNatively } from '../native.mjs';
import { runInNode } from './engine.mjs';

for (const link of LINKS) {
  test(`the same bits natively and in Node: ${link}`, async () => {
    const [native, node] = [await runNatively(link), runInNode(link)];
    assert.equal(node.optimizers.length, native.optimizers.length);
    for (const [index, summary] of node.optimizers.entries()) {
      // The binary also prints details that the page has no use for.
      const all = native.optimizers[index];
      const same = Object.fromEntries(Object.keys(summary).map((key) => [key, all[key]]));
      assert.deepEqual(summary, same, summary.optimizer);
    }
    assert.equal(node.fingerprint, native.fingerprint);
  });
}

test('some of these runs diverge, so that freezing is compared too', async () => {
  const runs = await Promise.all(LINKS.map(runNatively));
  const diverged = runs.flatMap((run) => run.optimizers).reduce((sum, { diverged }) => sum + diverged, 0);
  assert.ok(diverged > 0);
});
