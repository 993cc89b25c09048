// The places in the source that panics name, as they lie in the data of a WebAssembly file: `core::panic::Location` is the address
// and length of a path, a line and a column, four words.

const DATA = 11;
const PATH = /(?:src|\/rustc?|\/root|cargo)\/[\w./@-]+?\.rs/g;
const [LINES, COLUMNS] = [100_000, 1_000];

/** The file with zeros for every place and every path that a place names: zeros are not stored. */
export function blankPlaces(file) {
  const bytes = Buffer.from(file);
  const segments = dataSegments(bytes);
  const paths = new Map(segments.flatMap(pathsIn));
  for (const { data } of segments) {
    for (const at of placesIn(data, paths)) data.fill(0, at, at + 16);
  }
  for (const path of paths.values()) path.fill(0);
  return bytes;
}

/** Every segment of data: its first address, and its bytes in the file, which can be written to. */
function dataSegments(bytes) {
  const reader = new Reader(bytes, 8);
  while (!reader.atEnd()) {
    const id = reader.byte();
    const size = reader.number();
    if (id === DATA) return Array.from({ length: reader.number() }, () => reader.segment());
    reader.skip(size);
  }
  return [];
}

class Reader {
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  atEnd() {
    return this.at >= this.bytes.length;
  }

  byte() {
    return this.bytes[this.at++];
  }

  /** LEB128; addresses lie below 2³¹ and so read the same signed or not. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  skip(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** An active segment of memory 0, as the linker writes it: `0, i32.const address, end, length, bytes`. */
  segment() {
    this.skip(2);
    const first = this.number();
    this.skip(1);
    return { first, data: this.skip(this.number()) };
  }
}

/** Paths of sources by the address at which they begin. */
function pathsIn({ first, data }) {
  const found = [...data.toString('latin1').matchAll(PATH)];
  return found.map(({ index, 0: path }) => [first + index, data.subarray(index, index + path.length)]);
}

/** Where in `data` a place lies: words are aligned. */
function placesIn(data, paths) {
  const places = [];
  for (let at = 0; at + 16 <= data.length; at += 4) {
    const [path, length, line, column] = [0, 4, 8, 12].map((word) => data.readUInt32LE(at + word));
    if (paths.get(path)?.length === length && line < LINES && column < COLUMNS) places.push(at);
  }
  return places;
}
