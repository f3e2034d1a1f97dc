import type { ExchangeRate } from '../../models/exchange-rate.ts';
import { rows } from '../../models/kit/rows.ts';
import type { Read } from '../../models/kit/together.ts';
import type { AccountFacts } from './account-facts.ts';
import type { FactScope } from './load.ts';
import { DAY } from './time.ts';

/** What one unit of each currency is worth in `into`, and the oldest day of the rates used; null where one is missing. */
export interface Rates {
  into: string;
  worth: Readonly<Record<string, number>>;
  at: Date | null;
}

/** What the tenant recorded of a day's rate. */
export type DayRate = Pick<ExchangeRate, 'base' | 'quote' | 'rate' | 'at' | 'ingestedAt'>;

/** Rates older than this are of another time. */
const USABLE_DAYS = 45;
const FIELDS = { _id: 0, base: 1, quote: 1, rate: 1, at: 1, ingestedAt: 1 } as const;

/** The tenant's rates as recorded by the instant, of what is usable then and on so many days before, oldest first. */
export const loadRates = ({ tenant, models, asOf }: FactScope, back = 0, of: object = {}): Promise<DayRate[]> =>
  rows<DayRate>(models.exchangeRates as never, tenant, { ...of, ...usable(asOf, back) }, { fields: FIELDS, sort: { at: 1 } });

/** The same, to be read together with others. */
export const ratesRead = ({ models, asOf }: FactScope, back = 0): Read<DayRate> => ({
  model: models.exchangeRates,
  filter: usable(asOf, back),
  stages: [{ $sort: { at: 1 } }, { $project: FIELDS }],
});

const usable = (asOf: Date, back: number): object => ({
  at: { $lte: asOf, $gte: new Date(asOf.getTime() - (USABLE_DAYS + back) * DAY) },
  ingestedAt: { $lte: asOf },
});

/** The rates that turn some currencies into one, as known at the instant: direct, turned round, or by way of a shared base. Pure. */
export function ratesOf(recorded: readonly DayRate[], currencies: readonly string[], into: string, asOf: Date): Rates | null {
  const others = currencies.filter((each) => each !== into);
  if (others.length === 0) return { into, worth: { [into]: 1 }, at: null };
  const least = asOf.getTime() - USABLE_DAYS * DAY;
  const known = recorded.filter(({ at, ingestedAt }) => at <= asOf && at.getTime() >= least && ingestedAt <= asOf);
  return worthOf(new Map(known.map((row) => [`${row.base}/${row.quote}`, row])), others, into);
}

/** The tenant's rates at the instant of an account's facts. Pure. */
export const ratesOfFacts = ({ rates = [], asOf }: AccountFacts, currencies: readonly string[], into: string): Rates | null =>
  ratesOf(rates, currencies, into, asOf);

function worthOf(newest: ReadonlyMap<string, DayRate>, others: readonly string[], into: string): Rates | null {
  const days: number[] = [];
  const direct = (from: string, to: string): number | null => {
    if (from === to) return 1;
    const straight = newest.get(`${from}/${to}`);
    const turned = newest.get(`${to}/${from}`);
    const row = straight ?? turned;
    if (!row || !(row.rate > 0)) return null;
    days.push(row.at.getTime());
    return straight ? row.rate : 1 / row.rate;
  };
  const bases = [...new Set([...newest.values()].map(({ base }) => base))].sort();
  const rate = (from: string): number | null =>
    direct(from, into) ??
    bases.reduce<number | null>((found, base) => {
      if (found !== null) return found;
      const [up, down] = [direct(from, base), direct(base, into)];
      return up === null || down === null ? null : up * down;
    }, null);
  const worth: Record<string, number> = { [into]: 1 };
  for (const each of others) {
    const found = rate(each);
    if (found === null) return null;
    worth[each] = found;
  }
  return { into, worth, at: new Date(Math.min(...days)) };
}
