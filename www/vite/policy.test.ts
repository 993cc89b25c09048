import { expect, test } from 'vitest';
import { policyOf } from './policy';

test('the styles that stand in a page are allowed, and no others', () => {
  const policy = policyOf('<style>a{}</style><noscript><style>b{}</style></noscript>');
  const [, styles = ''] = policy.match(/style-src ([^;]*)/) ?? [];
  expect(styles.split(' ')).toEqual([
    "'self'",
    "'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='",
    expect.stringMatching(/^'sha256-[\w+/]{43}='$/),
  ]);
  expect(policy).not.toContain('unsafe-inline');
});

test('a page with what its policy would forbid is not built', () => {
  expect(() => policyOf('<script>alert(1)</script>')).toThrow('an inline script');
  expect(() => policyOf('<p style="color: red">')).toThrow('a style attribute');
  expect(() => policyOf('<img src="./a.png" onerror="alert(1)">')).toThrow('an event handler');
  expect(policyOf('<script type="module" src="./a.js"></script>')).toContain("script-src 'self'");
});
