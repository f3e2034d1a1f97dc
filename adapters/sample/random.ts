/** Numbers that look random and are the same for the same seed, on every machine. */
export interface Random {
  /** 0 (included) to 1 (excluded). */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number; both ends are included. */
  whole(low: number, high: number): number;
  normal(mean: number, deviation: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** A key, as often as its weight says. */
  weighted<Key extends string>(weights: Readonly<Partial<Record<Key, number>>>): Key;
  /** `count` different items, in random order; fewer when there are not as many. */
  some<Item>(items: readonly Item[], count: number): Item[];
  /** An independent stream: what one part of a document draws does not shift another part. */
  fork(label: string): Random;
}

/** A stream for a seed of any length. Generator: mulberry32. */
export function createRandom(seed: string): Random {
  let state = hash(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const random: Random = {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
    normal: (mean, deviation) => mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    chance: (probability) => next() < probability,
    pick(items) {
      const index = Math.floor(next() * items.length);
      if (index >= items.length) throw new RangeError('nothing to pick from');
      return items[index] as (typeof items)[number];
    },
    weighted(weights) {
      const entries = Object.entries(weights) as [keyof typeof weights, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      throw new RangeError('no weight is above 0');
    },
    some(items, count) {
      const pool = [...items];
      for (let place = 0; place < Math.min(count, pool.length); place++) {
        const other = place + Math.floor(next() * (pool.length - place));
        [pool[place], pool[other]] = [pool[other] as (typeof pool)[number], pool[place] as (typeof pool)[number]];
      }
      return pool.slice(0, count);
    },
    fork: (label) => createRandom(`${seed}/${label}`),
  };
  return random;
}

/**
 * The item number `index` is dealt from `deck`: every run of `deck.length` numbers gets each card once, in an order
 * of its own. Unlike drawing, this leaves no kind out of a small portfolio.
 */
export function deal<Item>(seed: string, index: number, deck: readonly Item[]): Item {
  const hand = createRandom(`${seed}/${Math.floor(index / deck.length)}`).some(deck, deck.length);
  return hand[index % deck.length] as Item;
}

/** FNV-1a with a final mix, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return value ^ (value >>> 13);
}
