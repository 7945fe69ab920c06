import { createHash } from 'node:crypto';

const WORDS = 4;
const FULLEST = 0.6;

/** Texts met before, in 16 bytes each (128 bits of SHA-256): an export may name millions of customers. */
export class DistinctTexts {
  #slots = new Uint32Array(1024 * WORDS);
  #count = 0;

  /** True the first time that this text is given. */
  add(text: string): boolean {
    if (this.#count >= (this.#slots.length / WORDS) * FULLEST) this.#grow();
    const digest = createHash('sha256').update(text).digest();
    const key = new Uint32Array(WORDS);
    // A slot of zeros is an empty one.
    for (let word = 0; word < WORDS; word += 1) key[word] = digest.readUInt32LE(word * 4) || 1;
    return this.#put(key, 0);
  }

  #put(key: Uint32Array, at: number): boolean {
    const slots = this.#slots.length / WORDS;
    for (let slot = (key[at] ?? 0) % slots; ; slot = (slot + 1) % slots) {
      const start = slot * WORDS;
      if (this.#slots[start] === 0) {
        for (let word = 0; word < WORDS; word += 1) this.#slots[start + word] = key[at + word] ?? 0;
        this.#count += 1;
        return true;
      }
      let same = true;
      for (let word = 0; same && word < WORDS; word += 1) same = this.#slots[start + word] === key[at + word];
      if (same) return false;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    this.#count = 0;
    for (let start = 0; start < old.length; start += WORDS) if (old[start] !== 0) this.#put(old, start);
  }
}
