// Mangled links in a browser: whatever they hold, the page stands, says what it left out, and asks nobody else for anything.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { launch, openPage, serve } from '../browser/support.mjs';
import { LINKS as VALID } from '../links.mjs';
import { chance, setting } from './support.mjs';

const LINKS = setting('LINKS', 500);

/** What would be seen in the page if it were taken for markup or a program. */
const POISON = [
  '<img src=x onerror=window.ran=1>',
  '%3Cscript%3Ewindow.ran=1%3C/script%3E',
  '"><svg onload=window.ran=1>',
  'javascript:window.ran=1',
  '</style><b class=poison>',
  "';window.ran=1;//",
  '\u202e\u0000\ufeff',
  '%',
  '&&==,,',
  'https://example.org/x.js',
  '__proto__',
  'constructor',
  'NaN',
  '1e999',
  '-0',
];

/** The links of the article. */
function ofFigures() {
  const folder = new URL('../../www/article/', import.meta.url);
  const text = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  return [...text.join('').matchAll(/#v=1[^"]*/g)].map(([link]) => link.replaceAll('&amp;', '&'));
}

/** A link with one to four things done to it. */
function mangled(link, { below, pick }) {
  let text = link;
  for (let i = below(4); i >= 0; i -= 1) {
    const at = below(text.length + 1);
    const parts = text.split('&');
    const part = below(parts.length);
    text = pick([
      () => text.slice(0, at) + pick(POISON) + text.slice(at),
      () => text.slice(0, at) + text.slice(at + 1 + below(6)),
      () => parts.with(part, `${parts[part].split('=')[0]}=${pick(POISON)}`).join('&'),
      () => [...parts, `${pick(POISON)}=${pick(POISON)}`].join('&'),
      () => [...parts, ...parts.slice(part)].join('&'),
      () => text + text.slice(at),
    ])();
  }
  return text.startsWith('#') ? text : `#${text}`;
}

test(`${LINKS} mangled links`, async (t) => {
  const site = await serve();
  const browser = await launch();
  const random = chance(1);
  const links = [...VALID, ...ofFigures()];
  const { page, complaints, requests } = await openPage(browser, 'about:blank', {
    script: () => {
      window.rejections = [];
      window.addEventListener('unhandledrejection', ({ reason }) => window.rejections.push(String(reason)));
    },
  });
  let faulty = 0;
  for (let i = 0; i < LINKS; i += 1) {
    const link = mangled(random.pick(links), random);
    await page.goto('about:blank');
    await page.goto(site + link);
    await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
    const found = await page.evaluate(() => ({
      ran: window.ran,
      rejections: window.rejections,
      poison: document.querySelectorAll(
        '.poison, [onerror], [onload], script:not([src]), iframe, object, embed',
      ).length,
      said: !document.querySelector('#problems').hidden,
    }));
    assert.deepEqual(
      { ...found, said: null },
      { ran: undefined, rejections: [], poison: 0, said: null },
      link,
    );
    assert.deepEqual(complaints, [], link);
    if (found.said) faulty += 1;
  }
  const strangers = requests.filter((url) => !/^(about|data|blob):/.test(url) && !url.startsWith(site));
  assert.deepEqual(strangers, []);
  assert.ok(faulty > LINKS / 4, `${faulty} faulty`);
  t.diagnostic(
    `${LINKS} links, ${faulty} with something to complain about; ${requests.length} requests, none to another server`,
  );
});
