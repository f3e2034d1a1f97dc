import { loadRates, type Rates, ratesOf } from '../facts/exchange.ts';
import type { FactScope } from '../facts/load.ts';

export type { Rates } from '../facts/exchange.ts';

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

/** The tenant's rates that turn some currencies into one, as known at the instant; null where one is missing. */
export async function ratesInto(scope: FactScope, currencies: readonly string[], into: string): Promise<Rates | null> {
  const wanted = [...new Set([...currencies, into])];
  if (wanted.length === 1) return ratesOf([], wanted, into, scope.asOf);
  const of = { $or: [{ base: { $in: wanted } }, { quote: { $in: wanted } }] };
  return ratesOf(await loadRates(scope, 0, of), wanted, into, scope.asOf);
}
