import { expect, test } from 'vitest';
import { folder, oEmbed } from './metadata';

test('the address of the site is that of a folder', () => {
  for (const address of ['https://a.example/l2o', 'https://a.example/l2o/']) {
    expect(folder(address)).toBe('https://a.example/l2o/');
  }
  expect(() => folder('somewhere')).toThrow();
});

test('whoever asks how the page is embedded gets a frame of its own address, as high as it says', () => {
  const { type, version, width, height, html } = oEmbed('https://a.example/l2o/');
  expect([type, version]).toEqual(['rich', '1.0']);
  expect(html).toContain('<iframe src="https://a.example/l2o/embed.html?controls=minimal"');
  expect(html).toContain(`width="${width}" height="${height}"`);
});
