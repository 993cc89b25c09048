// The built page, as a static host sends it.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';

/** As GitHub Pages has it; what is preloaded must be allowed to be kept. */
const CACHED = { 'cache-control': 'max-age=600' };
const DIST = fileURLToPath(new URL('../www/dist/', import.meta.url));
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** As a static host that compresses. */
function answer({ url }, response) {
  const { pathname } = new URL(url, 'http://localhost');
  const file = join(DIST, pathname === '/' ? 'index.html' : pathname);
  if (!file.startsWith(DIST) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', ...CACHED });
  createReadStream(file)
    .pipe(createGzip({ level: 9 }))
    .pipe(response);
}

/** Its address, and how to end it. */
export async function serveBuilt() {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
