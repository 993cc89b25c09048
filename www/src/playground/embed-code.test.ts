import { expect, test } from 'vitest';
import { embedCode } from './embed-code';

test('an experiment is two lines, from beside its page, and a link where no script runs', () => {
  expect(embedCode('https://a.example/l2o/?x#v=1&task=booth&start=1,-2', true)).toBe(
    '<script type="module" src="https://a.example/l2o/embed.js"></script>\n' +
      '<l2o-playground link="#v=1&amp;task=booth&amp;start=1,-2" autoplay><a href="https://a.example/l2o/?x#v=1&amp;task=booth&amp;start=1,-2">An experiment in the L2O Playground</a></l2o-playground>\n',
  );
});

test('what does not train does not begin to', () => {
  expect(embedCode('https://a.example/#v=1&fig=newton', false)).toContain('link="#v=1&amp;fig=newton"><a');
});

test('no address leaves its attribute', () => {
  const code = embedCode('https://a.example/l2o/#"><script>alert(1)</script>', false);
  expect(code.match(/<script/g)).toHaveLength(1);
});
