// What the benchmark does in its page.
import { measureRows } from './rows.mjs';
import { scaleOut } from './scale-out.ts';

/** Measures everything; `report` is called with one object per line. */
export async function main(table, report) {
  // Compiled once, and in two parts, as in the page: all workers share the machine code.
  const addresses = [
    new URL('../../www/src/engine/pkg/l2o_playground_first.wasm', import.meta.url),
    new URL('../../www/src/engine/pkg/l2o_playground_rest.wasm', import.meta.url),
  ];
  const [first, rest] = await Promise.all(addresses.map((part) => WebAssembly.compileStreaming(fetch(part))));
  await measureRows({ first, rest }, table, report);
  report(await scaleOut({ first, rest: addresses[1].href }, table.scale_out));
}
