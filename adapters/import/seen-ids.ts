import { hash } from 'node:crypto';

/** Remembers which ids were met, in 16 to 32 bytes each whatever their length: a million ids take about 32 MB. */
export class SeenIds {
  #slots = new Float64Array(2 ** 12);
  #count = 0;

  /** Adds an id. Returns whether it was there before (wrongly so for one in about 10^9 ids of a file of a million). */
  add(id: string): boolean {
    if (!this.#place(this.#slots, fingerprint(id))) return true;
    this.#count++;
    if (this.#count * 2 > this.#slots.length) this.#grow();
    return false;
  }

  #place(slots: Float64Array, hash: number): boolean {
    const mask = slots.length - 1;
    let slot = hash % slots.length;
    for (let found = slots[slot]; found !== 0; found = slots[slot]) {
      if (found === hash) return false;
      slot = (slot + 1) & mask;
    }
    slots[slot] = hash;
    return true;
  }

  #grow(): void {
    const larger = new Float64Array(this.#slots.length * 2);
    for (const hash of this.#slots) if (hash !== 0) this.#place(larger, hash);
    this.#slots = larger;
  }
}

/** 52 bits, never 0. */
const fingerprint = (id: string): number => hash('sha1', id, 'buffer').readUIntBE(0, 6) * 16 + 1;
