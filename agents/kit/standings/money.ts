import type { Models } from '../../../models/index.ts';
import type { Metric } from '../../facts/metric.ts';
import { type Rates, ratesInto } from '../exchange.ts';

interface Scope {
  tenant: string;
  models: Models;
  asOf: Date;
}

/** How amounts of a book compare: all in one currency, turned into one by rates, or each currency apart. */
export interface Money {
  currencies: string[];
  rates: Rates | null;
}

/** Whether amounts stand in no one order: nothing turns one currency into another. */
export const standApart = ({ currencies, rates }: Money): boolean => currencies.length > 1 && !rates;

/**
 * The currencies that what is asked about is in, and the rates between them and those `said`, into the one wanted, else
 * into the one most accounts are in; nothing where no amount is asked about.
 */
export async function moneyOf(
  scope: Scope,
  asked: readonly Metric[],
  said: readonly string[] = [],
  into: string | null = null,
): Promise<Money> {
  const { tenant, models } = scope;
  const amounts = asked.filter(({ unit }) => unit === 'money');
  if (amounts.length === 0) return { currencies: [], rates: null };
  const fields = ['currency', ...new Set(amounts.filter(({ key }) => key !== 'arr').map(({ key }) => `currencies.${key}`))];
  const [priced, ...found] = await Promise.all([
    models.exchangeRates.exists({ tenant }),
    ...fields.map((field) => models.accountStandings.distinct(field, { tenant }) as PromiseLike<(string | null)[]>),
  ]);
  const currencies = [...new Set(found.flat().filter((each) => each !== null))].sort();
  const [only] = currencies;
  const wanted = [...new Set([...currencies, ...said])];
  const rated = into && only && (await ratesInto(scope, wanted, into));
  if (rated) return { currencies, rates: rated };
  if (!only || wanted.length === 1) return { currencies, rates: only ? { into: only, worth: { [only]: 1 }, at: null } : null };
  if (!priced) return { currencies, rates: null };
  const counts = await Promise.all(currencies.map((currency) => models.accountStandings.countDocuments({ tenant, currency })));
  const most = currencies[counts.indexOf(Math.max(...counts))] ?? only;
  return { currencies, rates: (await ratesInto(scope, wanted, most)) ?? (await ratesInto(scope, currencies, most)) };
}

/** The currency a metric's amount is in, as an expression on standings. */
export const currencyIn = ({ key }: Pick<Metric, 'key'>) =>
  key === 'arr' ? '$currency' : { $ifNull: [`$currencies.${key}`, '$currency'] };

/** The standings whose amount is in a currency. */
export const isIn = ({ key }: Pick<Metric, 'key'>, currency: string): object =>
  key === 'arr' ? { currency } : { $or: [{ [`currencies.${key}`]: currency }, { [`currencies.${key}`]: null, currency }] };

/** What one unit of a metric's currency is worth; null of a currency without a rate, which index -1, the last, stands for. */
export const worthIn = ({ worth }: Rates, metric: Pick<Metric, 'key'>) => ({
  $arrayElemAt: [[...Object.values(worth), null], { $indexOfArray: [Object.keys(worth), currencyIn(metric)] }],
});
