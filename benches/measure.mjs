// What is measured of the engine, in Node and in browsers alike: one object per line of the output.

/** Milliseconds: before the clock counts, and while it does. */
const WARM_UP = 500;
const LENGTH = 2000;
/** Of one measurement; the median is over those of LENGTH. */
const SLICE = 40;
const CREATIONS = 50;
const MIB = 2 ** 20;

/** What concerns the engine as a whole and, in between, every row of the table. `memory`: that of a fresh instance. */
export function* measurements(engine, memory, table) {
  yield { work: 'memory', ...memoryOfALongTraining(engine, memory, table) };
  yield { work: 'create W1', ms: creation(engine, table) };
  for (const { row, fields, optimizer } of table.rows) {
    yield { ...row, ...measure(engine, `${table.links[row.work]}&${fields}`, optimizer) };
  }
  const peaks = Array.from({ length: 7 }, () => engine.peak_gflops(10_000_000));
  yield { work: 'peak', gflops: round(median(peaks)) };
}

/** Time per meta-update, how many were timed, and billions of operations per second, as src/nn/operations.rs counts them. */
export function measure(engine, link, optimizer) {
  const session = open(engine, link, optimizer);
  session.run_for(WARM_UP);
  let before = finishUpdate(session);
  let n = 0;
  const times = [];
  for (const end = performance.now() + LENGTH; performance.now() < end; ) {
    const start = performance.now();
    session.run_for(SLICE);
    const after = finishUpdate(session);
    times.push(((performance.now() - start) * 1000) / (after - before));
    n += after - before;
    before = after;
  }
  const us = median(times);
  const gflops = session.operations_per_update() / us / 1000;
  session.free();
  return { us_per_meta_update: round(us), n, gflops: round(gflops) };
}

/** Milliseconds from a link to a session that is ready to train. */
function creation(engine, { links, memory }) {
  const times = Array.from({ length: CREATIONS }, () => {
    const start = performance.now();
    const session = new engine.Session(`${links[memory.work]}&${memory.fields}`, memory.optimizer);
    const time = performance.now() - start;
    session.free();
    return time;
  });
  return round(median(times));
}

/** Size of the engine's memory once the first meta-updates are done, and after many more. */
function memoryOfALongTraining(engine, memory, { links, memory: { work, fields, optimizer, updates } }) {
  const session = open(engine, `${links[work]}&${fields}`, optimizer);
  session.run_for(WARM_UP);
  const first = session.progress().done;
  const before = memory.buffer.byteLength;
  while (session.progress().done < first + updates) session.run_for(SLICE);
  const done = session.progress().done - first;
  session.free();
  return { mib_before: before / MIB, mib_after: memory.buffer.byteLength / MIB, updates: done };
}

/** A session of exactly this link: one that the engine had to mend would measure something else. */
function open(engine, link, optimizer) {
  const { problems } = engine.decode(link);
  if (problems.length > 0) throw new Error(`${link}: ${JSON.stringify(problems)}`);
  return new engine.Session(link, optimizer);
}

/** Works to the end of the meta-update under way, so that a slice holds whole ones; how many are done then. */
function finishUpdate(session) {
  const { done } = session.progress();
  for (;;) {
    const progress = session.run_for(0);
    if (progress.phase !== 'training') throw new Error('the training is too short to be measured');
    if (progress.done > done) return progress.done;
  }
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function round(value) {
  return Number(value.toPrecision(4));
}
