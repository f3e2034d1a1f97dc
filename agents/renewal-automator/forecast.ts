import { z } from 'zod';
import { round } from '../metrics/statistics.ts';
import { type BookEntry, stakeOf } from './book.ts';
import { RUNS, SHARED_SPREAD, simulateBook } from './simulate.ts';
import { BANDS } from './weights.ts';

const [SURE, LIKELY] = [BANDS.high, BANDS.medium].map((least) => `${100 * least} %`);

const amounts = {
  currency: z.string(),
  contracts: z.number(),
  current: z.number().describe('Yearly value up for renewal, of contracts with a probability'),
  expected: z.number().describe('Base by its probability, additions by theirs'),
  commit: z.number().describe(`Base value of contracts at ${SURE} or more`),
  bestCase: z.number().describe(`Base and additions of contracts at ${LIKELY} or more`),
  called: z.object({
    contracts: z.number().describe('How many have a person’s call'),
    commit: z.number().describe('Amounts people called commit'),
    bestCase: z.number().describe('Amounts called commit or best case'),
    total: z.number().describe('Amounts of every call but at risk'),
  }),
};

export const groupSchema = z.object({ key: z.string(), label: z.string(), ...amounts });
export type Group = z.infer<typeof groupSchema>;

export const bookSchema = z.object({
  ...amounts,
  accounts: z.number(),
  expectedBase: z.number(),
  proposed: z.number(),
  p10: z.number(),
  p50: z.number(),
  p90: z.number(),
  unassessed: z.object({ contracts: z.number(), amount: z.number() }).describe('Too little is known for a probability: in no figure'),
  byOwner: z.array(groupSchema),
  bySegment: z.array(groupSchema),
  byMonth: z.array(groupSchema).describe('Month of the contract’s end, every month of the window'),
});
export type Book = z.infer<typeof bookSchema>;

export const DEFINITION = `Expected: each contract × its probability, each addition × its own chance × that probability. Commit: base value of contracts at ${SURE} or more. Best case: base and additions of contracts at ${LIKELY} or more. P10–P90: ${RUNS.toLocaleString('en-US')} simulated outcomes with a fixed seed; a whole book does better or worse together by ${SHARED_SPREAD} in log-odds. People’s calls stand beside the model and are never mixed with it.`;

/** The forecast of a book, one a currency, that of most contracts first: amounts of several are not compared. Pure and deterministic. */
export function forecastBook(entries: readonly BookEntry[], months: readonly string[], nameOf: (ownerId: string) => string): Book[] {
  return [...Map.groupBy(entries, ({ contract }) => contract.currency)]
    .map(([currency, all]): Book => {
      const known = all.filter(({ expected }) => expected !== null);
      const unknown = all.filter(({ expected }) => expected === null);
      const groups = (keyOf: (entry: BookEntry) => string, labelOf: (key: string) => string) =>
        [...Map.groupBy(known, keyOf)]
          .map(([key, own]): Group => ({ key, label: labelOf(key), ...amountsOf(currency, own) }))
          .sort((a, b) => b.current - a.current || (a.key < b.key ? -1 : 1));
      const byMonth = Map.groupBy(known, ({ contract }) => contract.endAt.toISOString().slice(0, 7));
      return {
        ...amountsOf(currency, known),
        accounts: new Set(all.map(({ accountId }) => accountId)).size,
        expectedBase: cents(known, ({ expectedBase }) => expectedBase ?? 0),
        proposed: cents(known, ({ proposed }) => proposed),
        ...simulateBook(known.flatMap(stakeOf)),
        unassessed: { contracts: unknown.length, amount: cents(unknown, ({ contract }) => contract.annualValue) },
        byOwner: groups(
          ({ ownerId }) => ownerId ?? '',
          (key) => (key ? nameOf(key) : 'nobody'),
        ),
        bySegment: groups(
          ({ segment }) => segment ?? '',
          (key) => (key ? key.replace('_', '-') : 'unknown'),
        ),
        byMonth: months.map((month) => ({ key: month, label: month, ...amountsOf(currency, byMonth.get(month) ?? []) })),
      };
    })
    .sort((a, b) => b.contracts - a.contracts || (a.currency < b.currency ? -1 : 1));
}

const cents = (entries: readonly BookEntry[], amount: (entry: BookEntry) => number): number =>
  round(
    entries.reduce((sum, each) => sum + amount(each), 0),
    2,
  );

function amountsOf(currency: string, entries: readonly BookEntry[]): Omit<Group, 'key' | 'label'> {
  const probable = (least: number) => entries.filter(({ contract }) => (contract.probability ?? 0) >= least);
  const calls = entries.flatMap(({ call }) => (call && call.currency === currency ? [call] : []));
  const called = (...categories: string[]) =>
    round(
      calls.filter(({ category }) => categories.includes(category)).reduce((sum, { amount }) => sum + amount, 0),
      2,
    );
  return {
    currency,
    contracts: entries.length,
    current: cents(entries, ({ contract }) => contract.annualValue),
    expected: cents(entries, ({ expected }) => expected ?? 0),
    commit: cents(probable(BANDS.high), ({ contract }) => contract.annualValue),
    bestCase: cents(probable(BANDS.medium), ({ proposed }) => proposed),
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
  const months: string[] = [];
  for (
    let at = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), 1));
    at <= until;
    at = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1))
  )
    months.push(at.toISOString().slice(0, 7));
  return months;
}
