import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { REFUSED } from './start-worker';

const started: { url: string; type: string | undefined }[] = [];

beforeEach(() => {
  started.length = 0;
  vi.resetModules(); // the bridge is made once
  vi.doMock('./worker?worker&url', () => ({ default: 'https://playground.example/assets/worker-1.js' }));
  vi.stubGlobal(
    'Worker',
    class {
      constructor(url: string | URL, options?: WorkerOptions) {
        started.push({ url: String(url), type: options?.type });
      }
    },
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function start(origin: string): Promise<Worker> {
  vi.stubGlobal('window', { origin, location: { href: 'about:srcdoc' } });
  const { startWorker } = await import('./start-worker');
  return startWorker();
}

test('from the same server a worker is started by its address', async () => {
  await start('https://playground.example');
  expect(started).toEqual([{ url: 'https://playground.example/assets/worker-1.js', type: 'module' }]);
});

test('for another site, and for a sandboxed frame, it is some lines that import it', async () => {
  for (const origin of ['https://blog.example', 'null']) {
    vi.resetModules();
    started.length = 0;
    const made = vi.spyOn(URL, 'createObjectURL');
    await start(origin);
    const [blob] = made.mock.calls[0] ?? [];
    expect(await (blob as Blob).text()).toContain('import("https://playground.example/assets/worker-1.js")');
    expect(started).toEqual([{ url: made.mock.results[0]?.value, type: undefined }]);
    made.mockRestore();
  }
});

test('where a browser throws at once, it says what a policy must allow', async () => {
  vi.stubGlobal(
    'Worker',
    class {
      constructor() {
        throw new DOMException('blocked', 'SecurityError');
      }
    },
  );
  await expect(start('https://blog.example')).rejects.toThrow(REFUSED);
});
