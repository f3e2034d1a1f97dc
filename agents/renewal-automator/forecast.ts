import { logit, percentile, round, sum } from '../metrics/index.ts';
import { type BookEntry, stakeOf } from './book.ts';
import { BANDS } from './weights.ts';

const RUNS = 1_000;
const SEED = 20_260_401;
/** How far a whole book does better or worse together, as a standard deviation in log-odds. */
const SHARED_SPREAD = 0.3;

/** From which probability on a contract counts as commit, and as best case. */
export const [SURE = '', LIKELY = ''] = [BANDS.high, BANDS.medium].map((least) => `${100 * least} %`);

export const DEFINITION = `Expected: each contract × its probability, each addition × its own chance × that probability. Commit: base value of contracts at ${SURE} or more. Best case: base and additions of contracts at ${LIKELY} or more. P10–P90: ${RUNS.toLocaleString('en-US')} simulated outcomes with a fixed seed; a whole book does better or worse together by ${SHARED_SPREAD} in log-odds. People’s calls stand beside the model and are never mixed with it.`;

export type Book = ReturnType<typeof forecastBook>[number];
export type Group = Book['byMonth'][number];

/** The forecast of a book, one a currency, that of most contracts first: amounts of several are not compared. Pure and deterministic. */
export const forecastBook = (entries: readonly BookEntry[], months: readonly string[], nameOf: (ownerId: string) => string) =>
  [...Map.groupBy(entries, ({ contract }) => contract.currency)]
    .map(([currency, all]) => {
      const unknown = all.filter(({ expected }) => expected === null);
      const groups = (keyOf: (entry: BookEntry) => string | null, labelOf: (key: string) => string) =>
        [...Map.groupBy(all, (entry) => keyOf(entry) ?? '')]
          .map(([key, own]) => ({ key, label: labelOf(key), ...amountsOf(currency, own) }))
          .sort((a, b) => b.current - a.current || (a.key < b.key ? -1 : 1));
      const byMonth = Map.groupBy(all, ({ contract }) => contract.endAt.toISOString().slice(0, 7));
      return {
        ...amountsOf(currency, all),
        accounts: new Set(all.map(({ accountId }) => accountId)).size,
        expectedBase: cents(all, ({ expectedBase }) => expectedBase),
        proposed: cents(all, ({ proposed }) => proposed),
        ...simulateBook(all.flatMap(stakeOf)),
        /** Too little is known for a probability: up for renewal, and in nothing that is expected. */
        unassessed: { contracts: unknown.length, amount: cents(unknown, ({ contract }) => contract.annualValue) },
        byOwner: groups(
          ({ ownerId }) => ownerId,
          (key) => (key ? nameOf(key) : 'nobody'),
        ),
        bySegment: groups(
          ({ segment }) => segment,
          (key) => (key ? key.replace('_', '-') : 'unknown'),
        ),
        /** By the contract's end, every month of the window. */
        byMonth: months.map((month) => ({ key: month, label: month, ...amountsOf(currency, byMonth.get(month) ?? []) })),
      };
    })
    .sort((a, b) => b.contracts - a.contracts || (a.currency < b.currency ? -1 : 1));

const cents = <Entry>(entries: readonly Entry[], amount: (entry: Entry) => number | null): number =>
  round(sum(entries.map((each) => amount(each) ?? 0)), 2);

function amountsOf(currency: string, entries: readonly BookEntry[]) {
  const probable = (least: number) => entries.filter(({ contract }) => (contract.probability ?? 0) >= least);
  const calls = entries.flatMap(({ call }) => (call && call.currency === currency ? [call] : []));
  const called = (...categories: string[]) =>
    cents(
      calls.filter(({ category }) => categories.includes(category)),
      ({ amount }) => amount,
    );
  return {
    currency,
    contracts: entries.length,
    /** How many of them have a probability: what is expected rests on these. */
    scored: entries.filter(({ expected }) => expected !== null).length,
    current: cents(entries, ({ contract }) => contract.annualValue),
    expected: cents(entries, ({ expected }) => expected),
    commit: cents(probable(BANDS.high), ({ contract }) => contract.annualValue),
    bestCase: cents(probable(BANDS.medium), ({ proposed }) => proposed),
    /** What people said: of how many contracts, and the amounts of their calls; the total is of every call but at risk. */
    called: {
      contracts: calls.length,
      commit: called('commit'),
      bestCase: called('commit', 'best_case'),
      total: called('commit', 'best_case', 'pipeline'),
    },
  };
}

/** The months a window touches, "2027-03" style. */
export function monthsOf(from: Date, until: Date): string[] {
  const monthAt = (index: number) => new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + index, 1));
  const count = (until.getUTCFullYear() - from.getUTCFullYear()) * 12 + until.getUTCMonth() - from.getUTCMonth() + 1;
  return Array.from({ length: count }, (_, index) => monthAt(index).toISOString().slice(0, 7));
}

/** One contract of a book: renewed with `probability`; each addition is signed with its `chance`, if it is. */
export interface Stake {
  value: number;
  probability: number;
  additions: readonly { value: number; chance: number }[];
}

/** P10, P50 and P90 of what a book brings, over 1,000 simulated years with a fixed seed: the same book gives the same figures. */
export function simulateBook(stakes: readonly Stake[]) {
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
