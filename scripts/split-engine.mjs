// Usage: node scripts/split-engine.mjs WHOLE.wasm FIRST.wasm REST.wasm
// Divides the engine. FIRST does all that the page does before its first result; REST what only other experiments and the figures
// of the article ask for: perceptrons, evolution strategies, the theory. REST imports memory, globals and functions of FIRST;
// FIRST calls REST through a table of doors, which REST fills when it is instantiated: a call before that traps.
// WHOLE must name its functions, and keeps the names, as the parts do: all are to be optimized once more.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { default: binaryen } = await import(
  createRequire(new URL('../www/package.json', import.meta.url)).resolve('binaryen')
);

// Functions that the first result does without, by path. What only they call goes with them.
const LATER = [
  /^<?l2o_playground::symmetry::gl::/,
  /^<?l2o_playground::objective::mlp::MlpTasks?::(evaluate|hessian_times|value_and_gradient)::/,
  /^<?l2o_playground::meta::evolution::/,
  /^<?l2o_playground::optimizer::(on_the_fly|jumping|newton)::/,
  /^<?l2o_playground::experiment::figures::(newton|turning)::/,
  /^l2o_playground::wasm::(newton|turning|weights::Weights::owners)::/,
  /^l2o_playground::experiment::weights::owners::/,
  /^l2o_playground::(nn|optimizer::learned)::tensors::<impl .*>::from_tensors::/,
  /^(weights_owners|peak_gflops)$/,
];
// Exports behind which the rest is needed: sessions of more than the first result, and what the page waits for the rest with.
const WAITED_FOR = /^(session_.*|__wbg_session_free|weights_owners|newton|turning|peak_gflops)$/;
// What FIRST is to REST, in its imports; and the table of doors.
const FIRST = 'first';
const DOORS = 'doors';

const [wholeFile, firstFile, restFile] = process.argv.slice(2);
const bytes = readFileSync(wholeFile);
binaryen.setDebugInfo(true);
const read = () => binaryen.readBinary(bytes);
const prune = (module) => module.runPasses(['remove-unused-module-elements']);
const each = (count, item, info) => Array.from({ length: count }, (_, i) => info(item(i)));
const functionsOf = (module) =>
  each(module.getNumFunctions(), (i) => module.getFunctionByIndex(i), binaryen.getFunctionInfo);
const globalsOf = (module) =>
  each(module.getNumGlobals(), (i) => module.getGlobalByIndex(i), binaryen.getGlobalInfo);
const tablesOf = (module) =>
  each(module.getNumTables(), (i) => module.getTableByIndex(i), binaryen.getTableInfo);
const exportsOf = (module) =>
  each(module.getNumExports(), (i) => module.getExportByIndex(i), binaryen.getExportInfo);
const elementsOf = (module) =>
  each(
    module.getNumElementSegments(),
    (i) => module.getElementSegmentByIndex(i),
    binaryen.getElementSegmentInfo,
  );

const functions = functionsOf(read());
const chosen = functions
  .map(({ name }) => name)
  .filter((name) => LATER.some((pattern) => pattern.test(name)));
for (const pattern of LATER) {
  if (!chosen.some((name) => pattern.test(name)))
    throw new Error(`${wholeFile} names no function like ${pattern}`);
}
const later = new Set([...chosen, ...functions.map(({ name }) => name).filter(lostWithout(chosen))]);
const unseen = lostWithout([...later]);
const doors = [...later].filter((name) => !unseen(name));
const rest = theRest();
const hasty = doors.filter(reachedWithoutWaiting());
if (hasty.length > 0) throw new Error(`the page calls without waiting for the rest: ${hasty.join(', ')}`);
writeFileSync(restFile, rest.emitBinary());
writeFileSync(firstFile, theFirst().emitBinary());

/** Tells functions that nobody can reach once some are empty. */
function lostWithout(names) {
  const module = read();
  for (const name of names) new binaryen.Function(module.getFunction(name)).body = module.unreachable();
  prune(module);
  const left = new Set(functionsOf(module).map(({ name }) => name));
  return (name) => !left.has(name);
}

/** Tells functions that exports call, directly or through others, for which the page does not wait. */
function reachedWithoutWaiting() {
  const module = read();
  for (const { name } of exportsOf(module)) if (WAITED_FOR.test(name)) module.removeExport(name);
  for (const { name } of elementsOf(module)) module.removeElementSegment(name);
  prune(module);
  const reached = new Set(functionsOf(module).map(({ name }) => name));
  return (name) => reached.has(name);
}

/** The later functions alone; all else that they use is imported. */
function theRest() {
  const module = read();
  for (const { name } of exportsOf(module)) module.removeExport(name);
  for (const { name } of elementsOf(module)) module.removeElementSegment(name);
  module.runPasses(['remove-memory-init']);
  module.addMemoryImport('0', FIRST, 'memory');
  functions.forEach(({ name, params, results }, i) => {
    if (later.has(name)) return;
    module.removeFunction(name);
    module.addFunctionImport(name, FIRST, `f${i.toString(36)}`, params, results);
  });
  globalsOf(module).forEach(({ name, type, mutable }, i) => {
    module.removeGlobal(name);
    module.addGlobalImport(name, FIRST, `g${i}`, type, mutable);
  });
  for (const [i, { name }] of tablesOf(module).entries()) module.addTableImport(name, FIRST, `t${i}`);
  module.addTable(DOORS, doors.length, doors.length);
  module.addTableImport(DOORS, FIRST, DOORS);
  module.addActiveElementSegment(DOORS, DOORS, doors, module.i32.const(0));
  prune(module);
  return module;
}

/** All but the bodies of later functions; exports what the rest imports. */
function theFirst() {
  const module = read();
  module.addTable(DOORS, doors.length, doors.length);
  for (const { name, params, results } of functions.filter(({ name }) => later.has(name))) {
    const operands = binaryen.expandType(params).map((type, i) => module.local.get(i, type));
    const door = module.i32.const(doors.indexOf(name));
    new binaryen.Function(module.getFunction(name)).body = module.call_indirect(
      DOORS,
      door,
      operands,
      params,
      results,
    );
  }
  const imported = ({ module }) => module === FIRST;
  for (const { name, base } of functionsOf(rest).filter(imported)) module.addFunctionExport(name, base);
  for (const { name, base } of globalsOf(rest).filter(imported)) module.addGlobalExport(name, base);
  for (const { name, base } of tablesOf(rest).filter(imported)) module.addTableExport(name, base);
  prune(module);
  return module;
}
