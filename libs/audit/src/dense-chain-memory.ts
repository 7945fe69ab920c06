import { hash } from 'node:crypto';
import type { ChainLink, ChainMemory, StreamName } from '@ledger/event-store';

const KEY_BYTES = 12;
const HASH_BYTES = 32;
const REVISION_BYTES = 4;
const RECORD_BYTES = KEY_BYTES + HASH_BYTES + REVISION_BYTES;
const HASH_OFFSET = KEY_BYTES;
const REVISION_OFFSET = KEY_BYTES + HASH_BYTES;

/** The two flags take the top bits of the revision's word, which leaves 2^30 events for a stream. */
const CHAINED = 0x8000_0000;
const HASH_KNOWN = 0x4000_0000;
const REVISION_MASK = 0x3fff_ffff;

const RECORDS_PER_BLOCK = 16_384;
const FIRST_SLOTS = 1_024;
const HIGHEST_LOAD = 0.5;

/**
 * Chain links of millions of streams: 48 bytes each and 8 to 16 for the index, where a `Map` takes about 400 and ends
 * at 16.7 million. A stream is found by 96 bits of its name's SHA-256: among 100 million two share them with a
 * probability of about 10^-13, and the outcome would be a false alarm, never a break that is overlooked.
 */
export class DenseChainMemory implements ChainMemory {
  readonly #blocks: Buffer[] = [];
  /** Number of a record plus 1, or 0 for a free slot; open addressing with linear probing. */
  #index = new Uint32Array(FIRST_SLOTS);
  #size = 0;
  /** A verifier asks for a stream and then sets it: its key is computed once. */
  #lastKey: { readonly stream: string; readonly key: Buffer } = { stream: '', key: Buffer.alloc(0) };

  /** Streams kept. */
  get size(): number {
    return this.#size;
  }

  /** Bytes taken, whether in use already or kept free for growth. */
  get bytes(): number {
    return this.#blocks.length * RECORDS_PER_BLOCK * RECORD_BYTES + this.#index.byteLength;
  }

  get(stream: StreamName): ChainLink | undefined {
    const record = this.#index[this.#slotOf(this.#keyOf(stream))] ?? 0;
    if (record === 0) return undefined;
    const [block, at] = this.#place(record - 1);
    const word = block.readUInt32LE(at + REVISION_OFFSET);
    const known = (word & HASH_KNOWN) !== 0;
    return {
      nextRevision: BigInt(word & REVISION_MASK),
      lastHash: known ? block.toString('hex', at + HASH_OFFSET, at + HASH_OFFSET + HASH_BYTES) : undefined,
      chained: (word & CHAINED) !== 0,
    };
  }

  set(stream: StreamName, link: ChainLink): void {
    const key = this.#keyOf(stream);
    let slot = this.#slotOf(key);
    let record = this.#index[slot] ?? 0;
    if (record === 0) {
      if (this.#size + 1 > this.#index.length * HIGHEST_LOAD) {
        this.#grow();
        slot = this.#slotOf(key);
      }
      record = this.#add(key);
      this.#index[slot] = record;
    }
    const [block, at] = this.#place(record - 1);
    if (link.nextRevision > BigInt(REVISION_MASK)) throw new RangeError(`Stream ${stream} has more than 2^30 events.`);
    if (link.lastHash !== undefined) block.write(link.lastHash, at + HASH_OFFSET, HASH_BYTES, 'hex');
    const flags = (link.chained ? CHAINED : 0) + (link.lastHash === undefined ? 0 : HASH_KNOWN);
    block.writeUInt32LE(Number(link.nextRevision) + flags, at + REVISION_OFFSET);
  }

  /** Number of streams that one of the two lacks, or that end elsewhere: at another revision, or with another hash. */
  differingFrom(other: DenseChainMemory): number {
    let shared = 0;
    let differing = 0;
    for (let number = 0; number < this.#size; number++) {
      const [block, at] = this.#place(number);
      const record = other.#index[other.#slotOf(block.subarray(at, at + KEY_BYTES))] ?? 0;
      if (record === 0) {
        differing++;
        continue;
      }
      shared++;
      const [otherBlock, otherAt] = other.#place(record - 1);
      if (block.compare(otherBlock, otherAt, otherAt + RECORD_BYTES, at, at + RECORD_BYTES) !== 0) differing++;
    }
    return differing + other.#size - shared;
  }

  /** Slot that holds the key, or the free one where it belongs. */
  #slotOf(key: Buffer): number {
    const mask = this.#index.length - 1;
    for (let slot = key.readUInt32LE(0) & mask; ; slot = (slot + 1) & mask) {
      const record = this.#index[slot] ?? 0;
      if (record === 0) return slot;
      const [block, at] = this.#place(record - 1);
      if (block.compare(key, 0, KEY_BYTES, at, at + KEY_BYTES) === 0) return slot;
    }
  }

  #add(key: Buffer): number {
    if (this.#size % RECORDS_PER_BLOCK === 0) this.#blocks.push(Buffer.alloc(RECORDS_PER_BLOCK * RECORD_BYTES));
    const [block, at] = this.#place(this.#size);
    key.copy(block, at, 0, KEY_BYTES);
    this.#size++;
    return this.#size;
  }

  #grow(): void {
    this.#index = new Uint32Array(this.#index.length * 2);
    const mask = this.#index.length - 1;
    for (let number = 0; number < this.#size; number++) {
      const [block, at] = this.#place(number);
      let slot = block.readUInt32LE(at) & mask;
      while (this.#index[slot] !== 0) slot = (slot + 1) & mask;
      this.#index[slot] = number + 1;
    }
  }

  #place(number: number): readonly [block: Buffer, at: number] {
    const block = this.#blocks[Math.floor(number / RECORDS_PER_BLOCK)];
    if (block === undefined) throw new RangeError(`There is no record ${number}.`);
    return [block, (number % RECORDS_PER_BLOCK) * RECORD_BYTES];
  }

  #keyOf(stream: StreamName): Buffer {
    if (stream !== this.#lastKey.stream) this.#lastKey = { stream, key: hash('sha256', stream, 'buffer') };
    return this.#lastKey.key;
  }
}
