// A run is the same in WebAssembly as natively, bit for bit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LINKS } from '../links.mjs';
import { runNatively } from '../native.mjs';
import { runInNode } from './engine.mjs';

for (const link of LINKS) {
  test(`the same bits natively and in Node: ${link}`, async () => {
    const [native, node] = [await runNatively(link), runInNode(link)];
    for (const [index, summary] of native.optimizers.entries()) {
      assert.deepEqual(node.optimizers[index], summary, summary.optimizer);
    }
    assert.equal(node.fingerprint, native.fingerprint);
  });
}

test('some of these runs diverge, so that freezing is compared too', async () => {
  const runs = await Promise.all(LINKS.map(runNatively));
  const diverged = runs.flatMap((run) => run.optimizers).reduce((sum, { diverged }) => sum + diverged, 0);
  assert.ok(diverged > 0);
});
