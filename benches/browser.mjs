// The workloads in headless Chromium, in a dedicated worker, and how well independent runs share the processors.
//
// The sources are served as they are: Vite only strips the types of the page's pool and worker.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchChromium, requireFromWww } from '../tests/browser/chromium.mjs';

const { createServer } = await import(requireFromWww.resolve('vite'));
const table = JSON.parse(readFileSync(new URL('workloads.json', import.meta.url)));
const root = fileURLToPath(new URL('..', import.meta.url));

const server = await createServer({
  root,
  configFile: false,
  appType: 'mpa',
  cacheDir: `${root}www/node_modules/.vite-bench`,
  logLevel: 'error',
  optimizeDeps: { noDiscovery: true },
  server: { host: '127.0.0.1', port: 0, hmr: false, ws: false },
});
await server.listen();
const browser = await launchChromium();
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.exposeFunction('report', (line) => {
    console.log(JSON.stringify({ peer: 'l2o-playground wasm chromium', ...line }));
  });
  await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/benches/browser/index.html`);
  await page.evaluate(async (table) => {
    const { main } = await import('/benches/browser/main.mjs');
    await main(table, window.report);
  }, table);
} finally {
  await browser.close();
  await server.close();
}
