import { trustedProgram } from '../trusted';
import { EngineError } from './load';
import type { Report } from './protocol';
import workerAddress from './worker?worker&url';

/** Why there are no workers, as far as a page can know. */
export const REFUSED =
  'This browser started no worker, and the training would run in one. If this page has a Content-Security-Policy, its worker-src must allow blob:, or this server where the script comes from it.';

let bridge: string | null = null;

/**
 * Starts a worker. Browsers refuse the script of another origin, so where this script came from elsewhere (an embed in a blog,
 * a sandboxed frame), the worker is some lines that import it: the page must allow `worker-src blob:`, and the other server says
 * `Access-Control-Allow-Origin`, as it must for this script.
 */
export function startWorker(): Worker {
  const address = new URL(workerAddress, window.location.href);
  try {
    if (address.origin === window.origin) return new Worker(trustedProgram(address), { type: 'module' });
    // Kept for ever: nothing says when a worker has read it.
    bridge ??= URL.createObjectURL(new Blob([linesThatImport(address)], { type: 'text/javascript' }));
    return new Worker(trustedProgram(bridge));
  } catch {
    throw new EngineError(REFUSED); // most browsers tell it later, by an event
  }
}

/** No module: sandboxed frames may start none from a blob. Messages that come before the import is done are kept until then. */
function linesThatImport({ href }: URL): string {
  const failed: Report = { type: 'failed', run: null, message: REFUSED };
  return `const early = [];
self.onmessage = (event) => early.push(event);
import(${JSON.stringify(href)}).then(
  () => { for (const event of early) self.onmessage(event); },
  () => self.postMessage(${JSON.stringify(failed)}),
);`;
}
