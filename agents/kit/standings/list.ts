import { inStandingsIndex, isStandingsIndex, type StandingsIndex, standingsBy } from '../../../models/account-standing.ts';
import type { Models } from '../../../models/index.ts';
import type { Metric } from '../../facts/metric.ts';
import { standingsByCurrency } from './by-currency.ts';
import { currencyIn, type Money, standApart, worthIn } from './money.ts';
import { bookIndex, count, read, type StandingsPage, type Sum, standingsPage, worth } from './page.ts';
import { fieldOf } from './values.ts';

interface Scope {
  tenant: string;
  models: Models;
  asOf: Date;
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
  /** Only the first so many; of amounts that stand apart, of each currency. */
  limit: number | null;
}

/** A page of standings in any order: from an index where one has all that is asked, else in one scan. */
export async function listStandings(question: ListQuestion): Promise<StandingsPage> {
  const { tenant, models, where, sort, page, size, money, limit } = question;
  const field = sort ? fieldOf(sort) : 'name';
  // The later the date, the fewer the days since.
  const direction = (sort?.counts?.from === 'since' ? -question.direction : question.direction) as 1 | -1;
  const covered = [field, ...fieldsIn(where)].every(inStandingsIndex);
  const amount = sort?.unit === 'money' && money.currencies.length > 1 ? sort : null;
  const { rates } = money;
  if (covered && isStandingsIndex(field) && !(amount && rates)) {
    const asked = { tenant, models, where, field, direction, page, size };
    return amount ? standingsByCurrency(asked, limit) : standingsPage(asked);
  }
  const entry: StandingsIndex | null = bookIndex(where) ?? (covered ? (isStandingsIndex(field) ? field : 'name') : null);
  const value = amount && rates ? { $multiply: [`$${field}`, worthIn(rates, amount)] } : `$${field}`;
  const apart = amount && standApart(money) ? amount : null;
  const order = { $sort: { listed: -1, ...(apart ? { of: 1 } : {}), value: direction, name: 1, accountId: 1 } };
  const pages =
    apart && limit !== null
      ? money.currencies.map((of) => [{ $match: { of, listed: true } }, order, { $limit: limit }, { $project: { accountId: 1 } }])
      : [[order, { $skip: (page - 1) * size }, { $limit: size }, { $project: { accountId: 1 } }]];
  const [found] = await models.accountStandings
    .aggregate<Record<`rows${number}`, { accountId: string }[]> & { sums: Sum[] }>([
      { $match: { tenant, ...where } },
      {
        $project: {
          _id: 0,
          accountId: 1,
          name: 1,
          currency: 1,
          arr: 1,
          value,
          listed: { $gt: [`$${field}`, null] },
          ...(apart ? { of: currencyIn(apart) } : {}),
        },
      },
      {
        $facet: {
          ...Object.fromEntries(pages.map((stages, index) => [`rows${index}`, stages])),
          sums: [{ $group: { _id: { currency: '$currency', listed: '$listed' }, count: { $sum: 1 }, arr: { $sum: '$arr' } } }],
        },
      },
    ])
    .hint(entry ? standingsBy(entry) : { tenant: 1, accountId: 1 });
  const { sums = [] } = found ?? {};
  const ids = pages.flatMap((_, index) => (found?.[`rows${index}`] ?? []).map(({ accountId }) => accountId));
  if (apart && limit !== null)
    return { rows: await read(question, ids.slice((page - 1) * size, page * size)), total: ids.length, more: false, unlisted: 0, arr: [] };
  return {
    rows: await read(question, ids),
    total: count(sums),
    more: false,
    unlisted: count(sums.filter(({ _id }) => !_id.listed)),
    arr: worth(sums),
  };
}
