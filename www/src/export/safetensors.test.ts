import { expect, test } from 'vitest';
import type { Tensor } from '../engine/types';
import { decode, encode, FileError } from './safetensors';

const TENSORS: Tensor[] = [
  { name: 'l2o.m1.head_weight', shape: [1, 2], values: Float32Array.of(-0, 1e-45) },
  { name: 'l2o.m1.head_bias', shape: [1], values: Float32Array.of(Number.NaN) },
];
const FILE = encode(TENSORS, { link: '#v=1' });

/** A file with this header and so much data. */
function file(header: unknown, data = 0): ArrayBuffer {
  const bytes = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const all = new Uint8Array(8 + bytes.length + data);
  new DataView(all.buffer).setBigUint64(0, BigInt(bytes.length), true);
  all.set(bytes, 8);
  return all.buffer;
}

const entry = (begin: number, end: number, shape: unknown = [(end - begin) / 4]) => ({
  ...{ dtype: 'F32', shape, data_offsets: [begin, end] },
});

function refused(buffer: ArrayBuffer): string {
  try {
    decode(buffer);
  } catch (error) {
    if (error instanceof FileError) return error.message;
    throw error;
  }
  throw new Error('it was taken');
}

test('what is written is read, to the bit, in the order of names', () => {
  const read = decode(FILE.buffer);
  expect(read.map(({ name, shape }) => [name, shape])).toEqual([
    ['l2o.m1.head_bias', [1]],
    ['l2o.m1.head_weight', [1, 2]],
  ]);
  expect(Object.is(read[1]?.values[0], -0)).toBe(true);
  expect([read[1]?.values[1], read[0]?.values[0]]).toEqual([TENSORS[0]?.values[1], Number.NaN]);
});

test('the file is laid out as others expect it: aligned, sorted, with texts about it', () => {
  const length = Number(new DataView(FILE.buffer).getBigUint64(0, true));
  expect(length % 8).toBe(0);
  expect(JSON.parse(new TextDecoder().decode(FILE.subarray(8, 8 + length)))).toEqual({
    __metadata__: { link: '#v=1' },
    'l2o.m1.head_bias': { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
    'l2o.m1.head_weight': { dtype: 'F32', shape: [1, 2], data_offsets: [4, 12] },
  });
});

test('a file that is cut short anywhere is refused', () => {
  for (let length = 0; length < FILE.length; length += 1) refused(FILE.buffer.slice(0, length));
  expect(refused(new ArrayBuffer(3))).toMatch(/too short/);
  expect(refused(FILE.buffer.slice(0, FILE.length - 1))).toMatch(/beyond the end/);
});

test('a header of any length is not believed', () => {
  for (const length of [2n ** 64n - 1n, 2n ** 63n, 2n ** 53n, 1_000_001n, BigInt(FILE.length - 7)]) {
    const copy = FILE.slice();
    new DataView(copy.buffer).setBigUint64(0, length, true);
    expect(refused(copy.buffer)).toMatch(/header would be longer/);
  }
});

test('a header that is not what it should be is refused in words', () => {
  expect(refused(file('{"a"'))).toMatch(/not JSON/);
  for (const header of ['[]', 'null', '7', '"a"']) expect(refused(file(header))).toMatch(/no object/);
  expect(refused(file({ a: null }))).toBe('a is not described in the header.');
  expect(refused(file({ a: { ...entry(0, 4), dtype: 'F16' } }, 4))).toMatch(/^a has another dtype than F32/);
  for (const shape of [undefined, 1, [1.5], [-1], ['1'], [1e300], [Number.NaN], Array(9).fill(1)]) {
    expect(refused(file({ a: { ...entry(0, 4), shape: shape ?? null } }, 4))).toMatch(/^a has a shape that/);
  }
  for (const offsets of [null, [0], [0, 4, 8], ['0', '4'], [-4, 0]]) {
    const place = { ...entry(0, 4), data_offsets: offsets };
    expect(refused(file({ a: place }, 4))).toMatch(/^a has data_offsets that are no/);
  }
  expect(refused(file({ a: entry(0, 8, [1]) }, 8))).toBe('a has data_offsets that do not fit its shape [1].');
  expect(refused(file({ a: entry(8, 4, [1]) }, 8))).toMatch(/do not fit/);
  expect(refused(file({ ['a'.repeat(101)]: entry(0, 4) }, 4))).toMatch(/more than 100 characters/);
  const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`t${i}`, entry(0, 0, [0])]));
  expect(refused(file(many))).toMatch(/1001 tensors/);
});

test('tensors neither overlap nor leave gaps', () => {
  expect(refused(file({ a: entry(0, 8), b: entry(4, 12) }, 12))).toMatch(/^b overlaps/);
  expect(refused(file({ a: entry(0, 8), b: entry(0, 8) }, 8))).toMatch(/^b overlaps/);
  expect(refused(file({ a: entry(0, 4), b: entry(8, 12) }, 12))).toMatch(/gap before it/);
  expect(refused(file({ a: entry(0, 4) }, 8))).toMatch(/longer or shorter/);
  expect(refused(file({ a: entry(0, 8) }, 4))).toMatch(/^a reaches beyond/);
  expect(decode(file({ b: entry(4, 8), a: entry(0, 4) }, 8)).map(({ name }) => name)).toEqual(['b', 'a']);
});

test('names are data, whatever they are', () => {
  const header = '{"__proto__":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"<b>":{}}';
  expect(refused(file(header))).toMatch(/^<b> has another dtype/);
  expect({}).not.toHaveProperty('dtype');
});

test('of a thousand random changes to a file none does anything but be taken or refused', () => {
  let state = 1;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let taken = 0;
  for (let round = 0; round < 1000; round += 1) {
    const copy = FILE.slice();
    for (let i = 0; i <= random(4); i += 1) copy[random(copy.length)] = random(256);
    try {
      decode(copy.buffer);
      taken += 1;
    } catch (error) {
      expect(error, `round ${round}`).toBeInstanceOf(FileError);
    }
  }
  expect(taken, 'changes to the data alone').toBeGreaterThan(20);
});
