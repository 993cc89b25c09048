// How much sooner the page's own pool of workers is done with independent runs when it has all processors.
import { Pool } from '../../www/src/engine/pool.ts';

/** The same runs, which differ in their seed, on one worker and on one per processor. */
export async function scaleOut(module, { link, optimizer, runs_per_worker }) {
  const workers = navigator.hardwareConcurrency;
  const seeds = Array.from({ length: workers * runs_per_worker }, (_, index) => index + 1);
  const runs = seeds.map((seed) => `${link}&seed=${seed}`);
  const one = await finishAll(module, runs, optimizer, 1);
  const all = await finishAll(module, runs, optimizer, workers);
  return {
    work: 'scale-out',
    workers,
    runs: runs.length,
    speedup: Number((one.time / all.time).toPrecision(3)),
    same_bits: one.hashes.every((hash, run) => hash === all.hashes[run]),
  };
}

/** Time until all runs are trained and evaluated, and the hash over all bits of each. */
function finishAll(module, links, optimizer, workers) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const hashes = new Map();
    const hear = (report) => {
      if (report.type === 'failed') reject(new Error(report.message));
      else if (report.summary) hashes.set(report.run, report.summary.hash);
      if (hashes.size < links.length) return;
      runs.forEach((run) => void pool.close(run));
      resolve({ time: performance.now() - start, hashes: runs.map((run) => hashes.get(run)) });
    };
    const pool = new Pool(module, hear, workers);
    const runs = links.map((link) => pool.open(link, optimizer, true, 1));
  });
}
