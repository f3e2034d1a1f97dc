import type { ExchangeRate } from '../../models/exchange-rate.ts';
import type { Models } from '../../models/index.ts';

/** What one unit of each currency is worth in `into`, and the oldest day of the rates used; null where one is missing. */
export interface Rates {
  into: string;
  worth: Readonly<Record<string, number>>;
  at: Date | null;
}

/** An amount as it is recorded. */
export interface Amount {
  amount: number;
  currency: string | null | undefined;
}

/** What an amount is worth in the rates' currency; null of one that they do not turn into it: it compares with no other. */
export function worthAt({ worth }: Rates, { amount, currency }: Amount): number | null {
  const rate = worth[currency ?? ''];
  return rate === undefined ? null : amount * rate;
}

/** The largest first, at the rates, and last what they do not turn; without rates each currency apart, one after another. */
export const largestFirst =
  <Row>(rates: Rates | null, amountOf: (row: Row) => Amount) =>
  (a: Row, b: Row): number => {
    const [one, other] = [amountOf(a), amountOf(b)];
    const worth = (each: Amount) => (rates ? worthAt(rates, each) : each.amount) ?? Number.NEGATIVE_INFINITY;
    const apart = rates ? 0 : (one.currency ?? '').localeCompare(other.currency ?? '');
    return apart || Number(worth(other) > worth(one)) - Number(worth(other) < worth(one));
  };

interface Scope {
  tenant: string;
  models: Models;
  asOf: Date;
}

/** Rates older than this are of another time. */
const USABLE_DAYS = 45;

/** The tenant's rates that turn some currencies into one, as known at the instant: direct, turned round, or by way of a shared base. */
export async function ratesInto({ tenant, models, asOf }: Scope, currencies: readonly string[], into: string): Promise<Rates | null> {
  const others = currencies.filter((each) => each !== into);
  if (others.length === 0) return { into, worth: { [into]: 1 }, at: null };
  const wanted = [...others, into];
  const rows = await models.exchangeRates
    .find({
      tenant,
      $or: [{ base: { $in: wanted } }, { quote: { $in: wanted } }],
      at: { $lte: asOf, $gte: new Date(asOf.getTime() - USABLE_DAYS * 86_400_000) },
      ingestedAt: { $lte: asOf },
    })
    .sort({ at: 1 })
    .lean<ExchangeRate[]>();
  const newest = new Map(rows.map((row) => [`${row.base}/${row.quote}`, row]));
  return worthOf(newest, others, into);
}

function worthOf(newest: ReadonlyMap<string, ExchangeRate>, others: readonly string[], into: string): Rates | null {
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
