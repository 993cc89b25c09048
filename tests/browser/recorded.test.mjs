// What was recorded natively is repeated by the page: the links of the headline runs give their fingerprints.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { HEADLINES } from '../recorded.mjs';
import { fingerprint, launch, openPage, serve } from './support.mjs';

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});

for (const { link, fingerprint: recorded } of HEADLINES) {
  test(`the recorded fingerprint in the page: ${link}`, async () => {
    const { page, complaints } = await openPage(browser, site + link);
    assert.equal(await fingerprint(page), recorded);
    assert.deepEqual(complaints, []);
  });
}
