import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync, writeSync } from 'node:fs';
import type { Random } from '../support/random';

/** A bit of a file: byte by byte, the lowest bit of each first. */
export type Bit = number;

/** Turns one bit of a file over, as a disk, a cable or memory does. */
export function flipBit(path: string, bit: Bit): void {
  const file = openSync(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    const at = Math.floor(bit / 8);
    readSync(file, byte, 0, 1, at);
    byte.writeUInt8(byte.readUInt8() ^ (1 << (bit % 8)));
    writeSync(file, byte, 0, 1, at);
  } finally {
    closeSync(file);
  }
}

/** A bit anywhere in a file. */
export function anyBit(path: string, random: Random): Bit {
  return random.between(0, statSync(path).size * 8 - 1);
}

const PAGE_BYTES = 4_096;
/** Of an SQLite page: its header, and where its first entries lie. */
const HEAD_BYTES = 64;

/** A bit where SQLite keeps its pages' own order: few bytes of a file, and those that mislead it most. */
export function structuralBit(path: string, random: Random): Bit {
  const page = random.between(0, statSync(path).size / PAGE_BYTES - 1);
  return page * PAGE_BYTES * 8 + random.between(0, HEAD_BYTES * 8 - 1);
}

/** First byte of a page that holds the entries of an index. */
const INDEX_PAGE = 0x0a;

/** Lets two entries of an index of names lead to each other's row, in a file that no process has open. */
export function swapIndexEntries(path: string, one: string, other: string): void {
  const bytes = readFileSync(path);
  const places = [one, other].map((key) => rowNumbers(bytes, key));
  const [first, second] = places.map(([at]) => Buffer.from(at ?? []));
  for (const at of places[0] ?? []) second?.copy(at);
  for (const at of places[1] ?? []) first?.copy(at);
  writeFileSync(path, bytes);
}

/** The bytes of the row's number behind a key in pages of an index, also in what a page no longer uses. */
function rowNumbers(bytes: Buffer, key: string): Buffer[] {
  const found: Buffer[] = [];
  for (let at = bytes.indexOf(key); at >= 0; at = bytes.indexOf(key, at + 1)) {
    if (bytes[at - (at % PAGE_BYTES)] !== INDEX_PAGE) continue;
    const end = at + key.length;
    // The last byte before the key says how the number is stored: of small ones, how many bytes it has.
    found.push(bytes.subarray(end, end + (bytes[at - 1] ?? 0)));
  }
  return found;
}
