import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Engine } from '../engine/engine';
import { interpolate, TerrainPainter } from './terrain';

/** An image of which only the data matters. */
class FakeImage {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}

/** A landscape whose pixels hold the number of their row; `link` says how many milliseconds a band takes. */
class FakePicture {
  static made: FakePicture[] = [];
  readonly bands: number[] = [];
  readonly pixels: number[] = [];
  ramp: Uint8Array = new Uint8Array();
  freed = 0;

  constructor(
    readonly link: string,
    readonly bounds: Float32Array,
    private readonly width: number,
    private readonly height: number,
  ) {
    FakePicture.made.push(this);
  }

  paint(count: number, ramp: Uint8Array): boolean {
    if (this.link === 'broken') throw new Error('no such landscape');
    if (this.freed > 0) throw new Error('used after it was freed');
    now += Number(this.link);
    const first = this.pixels.length / (4 * this.width);
    this.bands.push(first);
    this.ramp = ramp;
    const end = Math.min(this.height, first + count);
    for (let row = first; row < end; row += 1) this.pixels.push(...Array(4 * this.width).fill(row));
    return end < this.height;
  }

  free(): void {
    this.freed += 1;
  }
}

let now = 0;
let shown: FakeImage[];
let canvas: { width: number; height: number };
let painter: TerrainPainter;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.stubGlobal('ImageData', FakeImage);
  FakePicture.made = [];
  shown = [];
  canvas = { width: 300, height: 150 };
  const putImageData = (image: FakeImage) => shown.push(image);
  const pixels = (picture: FakePicture, length: number) =>
    Uint8ClampedArray.from(picture.pixels.slice(0, length));
  painter = new TerrainPainter(
    { Picture: FakePicture, pixels } as unknown as Pick<Engine, 'Picture' | 'pixels'>,
    { canvas, putImageData } as unknown as CanvasRenderingContext2D,
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const paint = (link: string, height: number, dark = false) =>
  painter.paint(link, [0, 1, 2, 3], 3, height, dark);
const made = (index: number): FakePicture => {
  const picture = FakePicture.made[index];
  if (!picture) throw new Error(`picture ${index} was not made`);
  return picture;
};

test('bands cover every row once, also where they do not divide the height', async () => {
  for (const height of [1, 16, 17, 40]) {
    await paint('0', height);
    const image = shown.at(-1);
    const rows = Array.from({ length: height }, (_, row) => Array(12).fill(row)).flat();
    expect([...(image?.data ?? [])], `${height} rows`).toEqual(rows);
    expect([image?.width, image?.height, canvas], `${height} rows`).toEqual([
      3,
      height,
      { width: 3, height },
    ]);
  }
});

test('the picture is asked for as it is shown', async () => {
  await paint('0', 8);
  expect([...made(0).bounds]).toEqual([0, 1, 2, 3]);
});

test('the page gets its turn as soon as a stretch of time is over', async () => {
  const done = paint('4', 80);
  expect(made(0).bands, 'before the first turn').toEqual([0, 16]);
  await vi.runOnlyPendingTimersAsync();
  expect(made(0).bands, 'before the second').toEqual([0, 16, 32, 48]);
  await vi.runAllTimersAsync();
  await done;
  expect(made(0).bands).toEqual([0, 16, 32, 48, 64]);
  expect(shown).toHaveLength(1);
});

test('what is drawn in one stretch waits for no timer', async () => {
  await paint('0', 800);
  expect([shown.length, vi.getTimerCount()]).toEqual([1, 0]);
});

test('a landscape under way is completed before a newer one: one that changes all the time is seen to change', async () => {
  const older = paint('10', 64);
  const newer = paint('10', 33);
  await vi.runAllTimersAsync();
  await Promise.all([older, newer]);
  expect(shown.map((image) => image.height)).toEqual([64, 33]);
  expect(canvas.height).toBe(33);
});

test('of those asked for meanwhile only the newest is painted', async () => {
  const all = [paint('10', 64), paint('10', 48), paint('0', 20)];
  await vi.runAllTimersAsync();
  await Promise.all(all);
  expect(shown.map((image) => image.height)).toEqual([64, 20]);
  expect(FakePicture.made).toHaveLength(2);
});

test('after a long one the next is not begun in the frame that asks for it, until they are quick again', async () => {
  const begun = async (link: string) => {
    const done = paint(link, 33);
    const bands = FakePicture.made.at(-1)?.link === link ? made(FakePicture.made.length - 1).bands.length : 0;
    await vi.runAllTimersAsync();
    await done;
    return bands;
  };
  expect([await begun('7'), await begun('1'), await begun('0')]).toEqual([1, 0, 3]);
});

test('a picture is freed once, also where it could not be drawn; then the next has its turn', async () => {
  const broken = paint('broken', 8);
  const next = paint('0', 20);
  await expect(broken).rejects.toThrow('no such landscape');
  await next;
  expect(FakePicture.made.map((picture) => picture.freed)).toEqual([1, 1]);
  expect(shown.map((image) => image.height)).toEqual([20]);
});

test('the valley glows in both themes, which differ', async () => {
  await paint('0', 8, false);
  await paint('0', 8, true);
  const [light, dark] = [made(0).ramp, made(1).ramp];
  const brightness = (color: Uint8Array) => color.reduce((sum, channel) => sum + channel, 0);
  for (const ramp of [light, dark]) {
    expect(brightness(ramp.subarray(0, 3))).toBeGreaterThan(brightness(ramp.subarray(-3)) + 100);
  }
  expect(brightness(light.subarray(-3))).toBeGreaterThan(brightness(dark.subarray(0, 3)));
});

describe('interpolate', () => {
  const at = (ramp: Uint8Array, i: number) => [...ramp.subarray(3 * i, 3 * i + 3)];

  test('makes 256 colours that begin and end with the outer stops', () => {
    const ramp = interpolate([
      [1, 2, 3],
      [90, 90, 90],
      [255, 254, 0],
    ]);
    expect([ramp.length, at(ramp, 0), at(ramp, 255)]).toEqual([768, [1, 2, 3], [255, 254, 0]]);
  });

  test('is linear between two stops', () => {
    const ramp = interpolate([
      [0, 255, 10],
      [255, 0, 10],
    ]);
    for (let i = 0; i < 256; i += 1) expect(at(ramp, i), `colour ${i}`).toEqual([i, 255 - i, 10]);
  });

  test('passes through the inner stops, equally spaced', () => {
    const ramp = interpolate([0, 30, 60, 90].map((level) => [level, 0, 0]));
    expect([0, 85, 170, 255].map((i) => at(ramp, i)[0])).toEqual([0, 30, 60, 90]);
  });
});
