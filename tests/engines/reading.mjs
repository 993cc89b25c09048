// What every test in every engine needs: which engines, and looking at a page until it shows something.

/** Those that ENGINES names, or all three. */
export const ENGINES = (process.env.ENGINES ?? 'chromium,firefox,webkit').split(',');
/** How long a browser may take, in milliseconds. */
const PATIENCE = 60_000;

/** Runs an expression in the page until its text matches, and gives the text. */
export async function readUntil(browser, expression, pattern) {
  const end = Date.now() + PATIENCE;
  let text = '';
  while (Date.now() < end) {
    text = String(await browser.read(expression));
    if (pattern.test(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`after ${PATIENCE} ms ${expression} is still "${text}"`);
}
