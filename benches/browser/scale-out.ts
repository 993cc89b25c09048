// How much sooner the page's own pool of workers is done with independent runs when it has all processors.
import { Pool } from '../../www/src/engine/pool';
import type { News, Parts } from '../../www/src/engine/protocol';

/** In benches/workloads.json. */
type Work = { link: string; optimizer: string; runs_per_worker: number };

/** The same runs, which differ in their seed, on one worker and on one per processor. */
export async function scaleOut(parts: Parts, { link, optimizer, runs_per_worker }: Work) {
  const workers = navigator.hardwareConcurrency;
  const seeds = Array.from({ length: workers * runs_per_worker }, (_, index) => index + 1);
  const runs = seeds.map((seed) => `${link}&seed=${seed}`);
  const one = await finishAll(parts, runs, optimizer, 1);
  const all = await finishAll(parts, runs, optimizer, workers);
  return {
    work: 'scale-out',
    workers,
    runs: runs.length,
    speedup: Number((one.time / all.time).toPrecision(3)),
    same_bits: one.hashes.every((hash, run) => hash === all.hashes[run]),
  };
}

/** Time until all runs are trained and evaluated, and the hash over all bits of each. */
function finishAll(parts: Parts, links: string[], optimizer: string, workers: number) {
  return new Promise<{ time: number; hashes: (string | undefined)[] }>((resolve, reject) => {
    const start = performance.now();
    const hashes = new Map<number, string>();
    const fail = (why: string) => reject(new Error(why));
    const hear = (news: News) => {
      if (news.type !== 'progress') fail(news.message);
      else if (news.summary) hashes.set(news.run, news.summary.hash);
      if (hashes.size < links.length) return;
      pool.end();
      resolve({ time: performance.now() - start, hashes: runs.map((run) => hashes.get(run)) });
    };
    const pool = new Pool(parts, hear, fail, null, workers);
    const runs = links.map((link) => pool.open(link, optimizer, true, 1));
  });
}
