/** A failure to start that the visitor can do something about; its message is shown as it is. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** By its name: a page that loads embed.js under two addresses has two such classes. */
export function isEngineError(error: unknown): error is EngineError {
  return error instanceof Error && error.name === 'EngineError';
}

// (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)): valid only where SIMD is.
const SIMD_PROBE = Uint8Array.of(
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  5,
  1,
  96,
  0,
  1,
  123,
  3,
  2,
  1,
  0,
  10,
  10,
  1,
  8,
  0,
  65,
  0,
  253,
  15,
  253,
  98,
  11,
);

/** Whether this browser runs 128-bit WebAssembly SIMD. */
export function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(SIMD_PROBE);
}

/** What loading needs from its surroundings, so that its failures can be tested. */
export type Surroundings = {
  simd: boolean;
  fetch: (url: URL) => Promise<Response>;
};

/** Fetches and compiles the engine once; the module is then shared with every worker. */
export async function loadEngine(url: URL, around: Surroundings): Promise<WebAssembly.Module> {
  if (!around.simd) {
    throw new EngineError(
      'This browser lacks WebAssembly SIMD, which the training needs. Chrome or Edge 105, Firefox 114 and Safari 16.4, or anything newer, have all that it takes.',
    );
  }
  if (url.protocol === 'file:') {
    throw new EngineError(
      'This page was opened as a file, and browsers do not let files load WebAssembly. Serve its folder over HTTP and open that address.',
    );
  }
  const response = await fetchEngine(url, around.fetch);
  const bytes = await response.arrayBuffer().catch(() => {
    throw new EngineError('The engine stopped halfway while downloading. Reload the page to try again.');
  });
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new EngineError(
      `The engine arrived but could not be compiled (${reason(error)}). If this page has a Content-Security-Policy, its script-src must allow 'wasm-unsafe-eval'.`,
    );
  }
}

async function fetchEngine(url: URL, fetch: Surroundings['fetch']): Promise<Response> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new EngineError(
      `The engine could not be downloaded (${reason(error)}). Check the connection and reload the page. If this page has a Content-Security-Policy, its connect-src must allow ${url.origin}.`,
    );
  });
  if (!response.ok) {
    throw new EngineError(
      `The engine could not be downloaded: the server answered ${response.status} for ${url.pathname}.`,
    );
  }
  return response;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
