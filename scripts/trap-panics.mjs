// Usage: node scripts/trap-panics.mjs FILE.wasm
// Makes each function that begins a panic trap at once, and empties the places in the source that panics would name. A panic's
// message goes to a standard error that WebAssembly has not, and then it traps: all that composes the message is downloaded for
// nothing. wasm-opt then drops it, and the arguments of the calls.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { blankPlaces } from './panic-places.mjs';

const { default: binaryen } = await import(
  createRequire(new URL('../www/package.json', import.meta.url)).resolve('binaryen')
);

// Functions that do not return, or that only messages of panics call, by path; a crate's name may carry its hash.
const PANICS = [
  /^core(\[\w+\])?::panicking::/,
  /^core(\[\w+\])?::(option|result)::(unwrap|expect)_failed\b/,
  /^core(\[\w+\])?::(slice::index::slice_index|slice::copy_from_slice_impl::len_mismatch|str::slice_error)_fail/,
  /^core(\[\w+\])?::cell::panic_already_/,
  /^alloc(\[\w+\])?::(raw_vec::handle_error|raw_vec::capacity_overflow|alloc::handle_alloc_error)\b/,
  / as core(\[\w+\])?::(fmt::Debug>::fmt\b|panic::PanicPayload>::)/,
  /^std(\[\w+\])?::alloc::default_alloc_error_hook\b/,
];

const [file] = process.argv.slice(2);
binaryen.setDebugInfo(true); // the names of functions stay: what comes next knows them by these
const module = binaryen.readBinary(blankPlaces(readFileSync(file)));
const functions = Array.from({ length: module.getNumFunctions() }, (_, i) => module.getFunctionByIndex(i));
const panics = functions.filter((each) => {
  const { name, module: importedFrom } = binaryen.getFunctionInfo(each);
  return importedFrom === '' && PANICS.some((pattern) => pattern.test(name));
});
for (const each of panics) new binaryen.Function(each).body = module.unreachable();
if (panics.length < PANICS.length) {
  console.error(`${file} names only ${panics.length} functions that panic: has the compiler renamed them?`);
  process.exitCode = 1;
}
writeFileSync(file, module.emitBinary());
