import { afterEach, describe, expect, test, vi } from 'vitest';
import { EngineError, hasSimd, loadEngine, type Surroundings } from './load';

const URL_OF_ENGINE = new URL('https://example.org/l2o/engine.wasm');
/** The smallest module: magic number and version. */
const MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const answer = (response: Response) => vi.fn(async () => response);

/** Loads where all is well but for what is given. */
function load(around: Partial<Surroundings>, url = URL_OF_ENGINE): Promise<WebAssembly.Module> {
  const well = { simd: true, fetch: answer(new Response(MODULE)) };
  return loadEngine(url, { ...well, ...around });
}

/** The sentence that the visitor is shown. */
async function sentence(around: Partial<Surroundings>, url = URL_OF_ENGINE): Promise<string> {
  const error: unknown = await load(around, url).then(
    () => new Error('loading did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof EngineError) return error.message;
  throw error;
}

describe('loading the engine', () => {
  test('fetches the address once and compiles what comes', async () => {
    const fetch = answer(new Response(MODULE));
    await expect(load({ fetch })).resolves.toBeInstanceOf(WebAssembly.Module);
    expect(fetch).toHaveBeenCalledExactlyOnceWith(URL_OF_ENGINE);
  });

  test('without SIMD it names browsers that have it, and downloads nothing', async () => {
    const fetch = answer(new Response(MODULE));
    expect(await sentence({ simd: false, fetch })).toMatch(/lacks WebAssembly SIMD.*Firefox 114/);
    expect(fetch).not.toHaveBeenCalled();
  });

  test('from a file it says to serve the folder, and downloads nothing', async () => {
    const fetch = answer(new Response(MODULE));
    expect(await sentence({ fetch }, new URL('file:///l2o/engine.wasm'))).toMatch(
      /opened as a file.*over HTTP/,
    );
    expect(fetch).not.toHaveBeenCalled();
  });

  test('without a network it says to check the connection, and why', async () => {
    const fetch = vi.fn(async () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await sentence({ fetch })).toBe(
      'The engine could not be downloaded (Failed to fetch). Check the connection and reload the page. If this page has a Content-Security-Policy, its connect-src must allow https://example.org.',
    );
  });

  test('a reason that is no error is said too', async () => {
    const fetch = vi.fn(async () => Promise.reject('offline'));
    expect(await sentence({ fetch })).toMatch(/\(offline\)/);
  });

  test('what the server has not is told with status and path', async () => {
    for (const status of [404, 500]) {
      expect(await sentence({ fetch: answer(new Response('', { status })) })).toBe(
        `The engine could not be downloaded: the server answered ${status} for /l2o/engine.wasm.`,
      );
    }
  });

  test('a download that breaks off says to reload', async () => {
    const body = new ReadableStream({
      start: (controller) => {
        controller.enqueue(MODULE.subarray(0, 4));
        controller.error(new TypeError('network error'));
      },
    });
    expect(await sentence({ fetch: answer(new Response(body)) })).toMatch(/stopped halfway.*Reload/);
  });

  test('where the policy of the page forbids compiling, it names what must be allowed', async () => {
    const refusal = new WebAssembly.CompileError('Refused by Content Security Policy');
    vi.spyOn(WebAssembly, 'compile').mockRejectedValue(refusal);
    const text = await sentence({});
    expect(text).toContain('(Refused by Content Security Policy)');
    expect(text).toContain("Content-Security-Policy, its script-src must allow 'wasm-unsafe-eval'");
  });

  test('a page that comes in place of the engine is not compiled, and the reason is said', async () => {
    const fetch = answer(new Response('<!doctype html><title>Welcome</title>'));
    expect(await sentence({ fetch })).toMatch(/arrived but could not be compiled \(.*magic/);
  });
});

describe('the probe for SIMD', () => {
  test('finds it where it is', () => {
    expect(hasSimd()).toBe(true);
  });

  test('misses it where it is not, and where there is no WebAssembly at all', () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    expect(hasSimd()).toBe(false);
    vi.stubGlobal('WebAssembly', undefined);
    expect(hasSimd()).toBe(false);
  });

  test('is a module that would be valid without SIMD but for its SIMD instructions', () => {
    const validate = vi.spyOn(WebAssembly, 'validate');
    hasSimd();
    const probe = Uint8Array.from(validate.mock.calls[0]?.[0] as Uint8Array);
    validate.mockRestore();
    const at = probe.indexOf(253);
    expect([...probe.subarray(at, at + 4)], 'i8x16.splat, i8x16.popcnt').toEqual([253, 15, 253, 98]);
    const withoutSimd = probe.with(14, 127).fill(1, at, at + 4); // i32 for v128, nop for both instructions
    expect(WebAssembly.validate(withoutSimd)).toBe(true);
  });
});
