// The binary `l2o`, which the tests compare the other engines with.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL('../target', import.meta.url));

export const BINARY = `${TARGET}/release/l2o`;

/** What `l2o run LINK --json` prints. JSON has the shortest digits of an `f32`: rounding gives the number back. */
export async function runNatively(link) {
  const { stdout } = await promisify(execFile)(BINARY, ['run', link, '--json'], {
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout, (_, value) => (typeof value === 'number' ? Math.fround(value) : value));
}
