// Usage: node scripts/check-wasm.mjs FILE.wasm
// Fails unless the module computes with SIMD, and with nothing whose result differs between machines.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [file] = process.argv.slice(2);
const wasmDis = fileURLToPath(new URL('../www/node_modules/.bin/wasm-dis', import.meta.url));
const text = execFileSync(wasmDis, ['--all-features', file], { encoding: 'utf8', maxBuffer: 2 ** 30 });

const count = (pattern) => text.match(pattern)?.length ?? 0;
// Compilers copy memory with v128 too, so only arithmetic shows that the kernels are vectorised.
const products = count(/\(f32x4\.mul\b/g);
const sums = count(/\(f32x4\.add\b/g);
const relaxed = count(/\([a-z]\d+x\d+\.relaxed_\w+/g);

console.log(
  `${file}: ${statSync(file).size} bytes, ${products} f32x4.mul, ${sums} f32x4.add, ${relaxed} relaxed SIMD`,
);
if (products === 0 || sums === 0) {
  console.error('No SIMD arithmetic. If RUSTFLAGS is set, it overrides .cargo/config.toml: unset it.');
  process.exitCode = 1;
}
if (relaxed > 0) {
  console.error('Relaxed SIMD rounds differently from machine to machine: remove it from src/simd.');
  process.exitCode = 1;
}
