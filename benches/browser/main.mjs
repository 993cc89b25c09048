// What the benchmark does in its page.
import { measureRows } from './rows.mjs';
import { scaleOut } from './scale-out.ts';

/** Measures everything; `report` is called with one object per line. */
export async function main(table, report) {
  const wasm = new URL('../../www/src/engine/pkg/l2o_playground_bg.wasm', import.meta.url);
  // Compiled once, as in the page: all workers share the machine code.
  const module = await WebAssembly.compileStreaming(fetch(wasm));
  await measureRows(module, table, report);
  report(await scaleOut(module, table.scale_out));
}
