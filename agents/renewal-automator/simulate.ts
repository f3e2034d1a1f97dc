import { logit, percentile } from '../metrics/statistics.ts';

/** One contract of a book: renewed with `probability`; each addition is signed with its `chance`, if it is. */
export interface Stake {
  value: number;
  probability: number;
  additions: readonly { value: number; chance: number }[];
}

interface Range {
  p10: number;
  p50: number;
  p90: number;
}

export const RUNS = 1_000;
const SEED = 20_260_401;
/** How far a whole book does better or worse together, as a standard deviation in log-odds. */
export const SHARED_SPREAD = 0.3;

/** P10, P50 and P90 of what a book brings, over 1,000 simulated years with a fixed seed: the same book gives the same figures. */
export function simulateBook(stakes: readonly Stake[]): Range {
  const random = generator(SEED);
  // A run goes over every stake of a book: numbers side by side, without an object each.
  const values = Float64Array.from(stakes, ({ value }) => value);
  const odds = Float64Array.from(stakes, ({ probability }) => Math.exp(-logit(probability)));
  const more = stakes.flatMap(({ additions }) => additions);
  const moreValues = Float64Array.from(more, ({ value }) => value);
  const chances = Float64Array.from(more, ({ chance }) => chance);
  const moreUpTo = new Uint32Array(stakes.length);
  let count = 0;
  stakes.forEach(({ additions }, index) => {
    count += additions.length;
    moreUpTo[index] = count;
  });
  const totals = new Float64Array(RUNS);
  for (let run = 0; run < RUNS; run++) {
    const against = Math.exp(-SHARED_SPREAD * normal(random));
    let total = 0;
    for (let stake = 0, from = 0; stake < values.length; stake++) {
      const upTo = moreUpTo[stake] ?? 0;
      if (random() * (1 + (odds[stake] ?? 0) * against) < 1) {
        total += values[stake] ?? 0;
        for (let each = from; each < upTo; each++) if (random() < (chances[each] ?? 0)) total += moreValues[each] ?? 0;
      }
      from = upTo;
    }
    totals[run] = total;
  }
  const outcomes = [...totals];
  const at = (share: number) => Math.round(percentile(outcomes, share) ?? 0);
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/** Uniform in [0, 1); mulberry32. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const normal = (random: () => number): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
