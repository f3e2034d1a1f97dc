import { inStandingsIndex, isStandingsIndex, type StandingsIndex, standingsBy } from '../../../models/account-standing.ts';
import type { Models } from '../../../models/index.ts';
import type { Metric } from '../../facts/metric.ts';
import { type Rates, ratesInto } from '../exchange.ts';
import { standingsByCurrency } from './by-currency.ts';
import { bookIndex, count, read, type StandingsPage, type Sum, standingsPage, worth } from './page.ts';
import { fieldOf } from './values.ts';

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

/** The currencies of the tenant's book and the rates between them, into the one most accounts are in; nothing where no amount is among what is asked about. */
export async function moneyOf(scope: Scope, asked: readonly Metric[]): Promise<Money> {
  const { tenant, models } = scope;
  if (asked.every(({ unit }) => unit !== 'money')) return { currencies: [], rates: null };
  const [found, priced] = await Promise.all([
    models.accountStandings.distinct('currency', { tenant }),
    models.exchangeRates.exists({ tenant }),
  ]);
  const currencies = (found as (string | null)[]).filter((each) => each !== null).sort();
  const [only] = currencies;
  if (!only || currencies.length === 1) return { currencies, rates: only ? { into: only, worth: { [only]: 1 }, at: null } : null };
  if (!priced) return { currencies, rates: null };
  const counts = await Promise.all(currencies.map((currency) => models.accountStandings.countDocuments({ tenant, currency })));
  const most = currencies[counts.indexOf(Math.max(...counts))] ?? only;
  return { currencies, rates: await ratesInto(scope, currencies, most) };
}

/** One filter of several: each field's operators together where they do not collide. */
export function together(filters: readonly object[]): Record<string, unknown> {
  const where: Record<string, unknown> = {};
  const rest: object[] = [];
  for (const filter of filters)
    for (const [field, value] of Object.entries(filter) as [string, unknown][]) {
      const held = where[field];
      if (!(field in where)) where[field] = value;
      else if (isOperators(held) && isOperators(value) && Object.keys(value).every((key) => !(key in held)))
        where[field] = { ...held, ...value };
      else rest.push({ [field]: value });
    }
  return rest.length > 0 ? { ...where, $and: rest } : where;
}

const isOperators = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Date) && Object.keys(value).every((key) => key.startsWith('$'));

/** The fields a filter speaks of. */
const fieldsIn = (filter: unknown): string[] =>
  Array.isArray(filter)
    ? filter.flatMap(fieldsIn)
    : Object.entries(filter as object).flatMap(([key, value]) => (key.startsWith('$') ? fieldsIn(value) : [key]));

/** The usual order: the worst first where a metric has a worse end, dates from the earliest, else the largest first. */
export const worstFirst = ({ better, unit, counts }: Metric): 1 | -1 =>
  better === 'higher' || unit === 'date' || counts?.from === 'until' ? 1 : -1;

interface ListQuestion extends Scope {
  where: Record<string, unknown>;
  /** Null sorts by name. */
  sort: Metric | null;
  direction: 1 | -1;
  page: number;
  size: number;
  money: Money;
}

/** A page of standings in any order: from an index where one has all that is asked, else in one scan. */
export async function listStandings(question: ListQuestion): Promise<StandingsPage> {
  const { tenant, models, where, sort, page, size, money } = question;
  const field = sort ? fieldOf(sort) : 'name';
  // The later the date, the fewer the days since.
  const direction = (sort?.counts?.from === 'since' ? -question.direction : question.direction) as 1 | -1;
  const covered = [field, ...fieldsIn(where)].every(inStandingsIndex);
  const mixed = sort?.unit === 'money' && money.currencies.length > 1;
  if (covered && isStandingsIndex(field) && !(mixed && money.rates))
    return (mixed ? standingsByCurrency : standingsPage)({ tenant, models, where, field, direction, page, size });
  const entry: StandingsIndex | null = bookIndex(where) ?? (covered ? (isStandingsIndex(field) ? field : 'name') : null);
  const value = mixed && money.rates ? { $multiply: [`$${field}`, worthOf(money.rates)] } : `$${field}`;
  const listed = { $gt: [`$${field}`, null] };
  const apart: Record<string, 1> = mixed && !money.rates ? { currency: 1 } : {};
  const [found] = await models.accountStandings
    .aggregate<{ rows: { accountId: string }[]; sums: Sum[] }>([
      { $match: { tenant, ...where } },
      { $project: { _id: 0, accountId: 1, name: 1, currency: 1, arr: 1, value, listed } },
      {
        $facet: {
          rows: [
            { $sort: { listed: -1, ...apart, value: direction, name: 1, accountId: 1 } },
            { $skip: (page - 1) * size },
            { $limit: size },
            { $project: { accountId: 1 } },
          ],
          sums: [{ $group: { _id: { currency: '$currency', listed: '$listed' }, count: { $sum: 1 }, arr: { $sum: '$arr' } } }],
        },
      },
    ])
    .hint(entry ? standingsBy(entry) : { tenant: 1, accountId: 1 });
  const { rows = [], sums = [] } = found ?? {};
  return {
    rows: await read(
      { tenant, models },
      rows.map(({ accountId }) => accountId),
    ),
    total: count(sums),
    more: false,
    unlisted: count(sums.filter(({ _id }) => !_id.listed)),
    arr: worth(sums),
  };
}

/** What one unit of a standing's currency is worth; null of a currency without a rate, which index -1, the last, stands for. */
export const worthOf = ({ worth }: Rates) => ({
  $arrayElemAt: [[...Object.values(worth), null], { $indexOfArray: [Object.keys(worth), '$currency'] }],
});
