// What was recorded natively is repeated by WebAssembly.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEADLINES } from '../recorded.mjs';
import { runInNode } from './engine.mjs';

test('there is a headline run per distribution', () => assert.equal(HEADLINES.length, 4));

for (const { link, fingerprint } of HEADLINES) {
  test(`the recorded fingerprint in Node: ${link}`, () => {
    assert.equal(runInNode(link).fingerprint, fingerprint);
  });
}
