import address from 'virtual:math-font';

/** Sets the formulas of the page in their font. */
export async function setFormulas(): Promise<void> {
  if (address === null) return;
  const font = new FontFace('Formulas', `url("${address}")`);
  document.fonts.add(await font.load());
}
