import type { Tensor } from '../engine/types';

/**
 * The safetensors format: the length of the header (8 bytes, little-endian), the header (JSON: of each tensor type, shape and
 * place), the data. Files come from strangers: whatever is not exactly so is refused with a sentence.
 */
export class FileError extends Error {}

/** The largest networks that the engine trains take less. */
export const MOST_BYTES = 100_000_000;
/** A header of the engine's own takes 3 kB. */
const MOST_HEADER = 1_000_000;
const MOST_TENSORS = 1000;
const MOST_SIZES = 8;
const LONGEST_NAME = 100;
/** Length of the number at the start, and what the data is aligned to. */
const WORD = 8;
const METADATA = '__metadata__';

type Place = { name: string; shape: number[]; begin: number; end: number };

/** The file of some tensors, with texts about them. */
export function encode(
  tensors: readonly Tensor[],
  metadata: Record<string, string>,
): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].sort((a, b) => (a.name < b.name ? -1 : 1));
  let end = 0;
  const entries = sorted.map(({ name, shape, values }) => {
    const begin = end;
    end += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }];
  });
  const text = JSON.stringify({ [METADATA]: metadata, ...Object.fromEntries(entries) });
  const bytes = new TextEncoder().encode(text);
  const length = Math.ceil(bytes.length / WORD) * WORD;
  const file = new Uint8Array(WORD + length + end).fill(0x20, WORD, WORD + length);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(bytes, WORD);
  let start = WORD + length;
  for (const { values } of sorted) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start);
    start += values.byteLength;
  }
  return file;
}

/** The tensors of a file. */
export function decode(file: ArrayBuffer): Tensor[] {
  const start = WORD + headerLength(file);
  const places = readHeader(new Uint8Array(file, WORD, start - WORD)).map(([name, entry]) =>
    place(name, entry),
  );
  refuseGaps(places, file.byteLength - start);
  return places.map(({ name, shape, begin, end }) => ({
    name,
    shape,
    values: new Float32Array(file.slice(start + begin, start + end)),
  }));
}

function headerLength(file: ArrayBuffer): number {
  if (file.byteLength > MOST_BYTES) throw new FileError(`The file is larger than ${MOST_BYTES / 1e6} MB.`);
  if (file.byteLength < WORD) throw new FileError('The file is too short to be a safetensors file.');
  const length = new DataView(file).getBigUint64(0, true);
  if (length > BigInt(Math.min(MOST_HEADER, file.byteLength - WORD))) {
    throw new FileError(
      'This is no safetensors file: its header would be longer than the file, or too long.',
    );
  }
  return Number(length);
}

/** Name and description of every tensor, none of them looked at yet. */
function readHeader(bytes: Uint8Array): [string, unknown][] {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new FileError('This is no safetensors file: its header is not JSON.');
  }
  if (!isObject(header)) throw new FileError('This is no safetensors file: its header is no object.');
  const entries = Object.entries(header).filter(([name]) => name !== METADATA);
  if (entries.length > MOST_TENSORS) {
    throw new FileError(`The file holds ${entries.length} tensors; at most ${MOST_TENSORS} are taken.`);
  }
  return entries;
}

function place(name: string, entry: unknown): Place {
  if (name.length > LONGEST_NAME) {
    throw new FileError(`A name has more than ${LONGEST_NAME} characters: ${name.slice(0, 40)}…`);
  }
  if (!isObject(entry)) throw new FileError(`${name} is not described in the header.`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== 'F32') throw new FileError(`${name} has another dtype than F32, which alone is taken.`);
  if (!isCounts(shape) || shape.length > MOST_SIZES) {
    throw new FileError(`${name} has a shape that is no list of at most ${MOST_SIZES} sizes.`);
  }
  if (!isCounts(offsets) || offsets.length !== 2) {
    throw new FileError(`${name} has data_offsets that are no two places in the file.`);
  }
  const [begin = 0, end = 0] = offsets;
  const bytes = shape.reduce((product, size) => product * size, Float32Array.BYTES_PER_ELEMENT);
  if (end - begin !== bytes) {
    throw new FileError(`${name} has data_offsets that do not fit its shape [${shape.join(', ')}].`);
  }
  return { name, shape, begin, end };
}

/** Tensors lie one after the other, from the first to the last byte of the data. */
function refuseGaps(places: readonly Place[], length: number): void {
  let reached = 0;
  for (const { name, begin, end } of [...places].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== reached)
      throw new FileError(`${name} overlaps another tensor, or there is a gap before it.`);
    if (end > length) throw new FileError(`${name} reaches beyond the end of the file.`);
    reached = end;
  }
  if (reached !== length) throw new FileError('The file is longer or shorter than its tensors.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whole numbers that no larger file could exceed. */
function isCounts(value: unknown): value is number[] {
  return (
    Array.isArray(value) && value.every((each) => Number.isInteger(each) && each >= 0 && each <= MOST_BYTES)
  );
}
