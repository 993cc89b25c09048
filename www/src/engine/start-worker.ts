import { EngineError } from './load';
import workerAddress from './worker?worker&url';

/** Why there are no workers, as far as a page can know. */
export const REFUSED =
  'This browser started no worker, and the training would run in one. If this page has a Content-Security-Policy, its worker-src must allow blob:, or this server where the script comes from it.';

let bridge: string | null = null;

/**
 * Starts a worker. Browsers refuse the script of another origin, so where this script came from elsewhere (an embed in a blog,
 * a sandboxed frame), the worker is a line that imports it: the page must allow `worker-src blob:`, and the other server says
 * `Access-Control-Allow-Origin`, as it must for this script.
 */
export function startWorker(): Worker {
  const address = new URL(workerAddress, import.meta.url);
  const near = address.origin === window.origin;
  try {
    return new Worker(near ? address : bridgeTo(address), { type: 'module' });
  } catch {
    throw new EngineError(REFUSED); // most browsers tell it later, by an event
  }
}

/** Kept for ever: nothing says when a worker has read it. */
function bridgeTo({ href }: URL): string {
  const line = `import ${JSON.stringify(href)};`;
  bridge ??= URL.createObjectURL(new Blob([line], { type: 'text/javascript' }));
  return bridge;
}
