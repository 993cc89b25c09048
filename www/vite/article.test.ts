import { describe, expect, it } from 'vitest';
import { formulas } from './article';

describe('formulas', () => {
  it('become MathML', () => {
    const html = formulas('<p>Let <tex>f(x) = \\lVert h(x) \\rVert^2</tex>.</p>');
    expect(html).toMatch(/^<p>Let <math.*<msup>.*<\/math>\.<\/p>$/s);
    expect(html).not.toContain('tex>');
    expect(html).not.toContain('style=');
  });
  it('stand on a line of their own if asked to', () => {
    expect(formulas('<tex display>x</tex>')).toMatch(/^<math[^>]*display="block"/);
  });
  it('may compare', () => {
    expect(formulas('<tex>a &lt; b</tex>')).toContain('&lt;');
  });
  it('stop the build where they are wrong', () => {
    expect(() => formulas('<tex>\\frac{1</tex>')).toThrow();
  });
});
