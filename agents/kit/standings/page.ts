import { type AccountStanding, type StandingsIndex, standingsBy } from '../../../models/account-standing.ts';
import type { Models } from '../../../models/index.ts';
import { rows } from '../../../models/kit/rows.ts';
import { sum } from '../../metrics/statistics.ts';

export interface StandingsQuestion {
  tenant: string;
  models: Pick<Models, 'accountStandings'>;
  /** Conditions by field, of the standings' filters only, so that an index answers them; with operators on the field sorted by. */
  where: Record<string, unknown>;
  field: StandingsIndex;
  direction: 1 | -1;
  /** From 1. */
  page: number;
  size: number;
}

export interface StandingsPage {
  rows: AccountStanding[];
  /** How many match; with `more`, that many or more. */
  total: number;
  more: boolean;
  /** Of `total`, how many have no value to sort by: they come last. */
  unlisted: number;
  /** Yearly value of all that match; empty with `more`. */
  arr: { currency: string; amount: number }[];
}

/** So many keys of an index are read to count by; what is in more is not counted to the end. */
const COUNTED = 1_000;

/** Filters that may leave few accounts, the narrowest first: an index is entered by one of them. */
const NARROWING = ['renewalAt', 'churnRisk', 'band', 'change30', 'health', 'segment', 'arr'] as const satisfies StandingsIndex[];

/**
 * One page of standings, read from indexes alone but for the accounts shown. Where one of the filters leaves few
 * accounts, or all there are, they are counted and added up; where every filter leaves many, the index in the
 * order asked is walked to the page and the count is a lower bound.
 */
export async function standingsPage(question: StandingsQuestion): Promise<StandingsPage> {
  const { field, page, size, where } = question;
  const [first, ...others] = entriesOf(question);
  if (first === bookIndex(where)) return whole(question, await pageAndSums(question, first));
  const [few, sample] = await Promise.all([holdsFew(question, first), pageAndSums(question, first, COUNTED)]);
  if (few) return whole(question, sample);
  const seen = count(sample.sums);
  const ids = seen >= size ? await listed(question, field) : [];
  if (ids.length === size)
    return { rows: await read(question, ids), total: Math.max(roundedDown(seen), page * size), more: true, unlisted: 0, arr: [] };
  return whole(question, await pageAndSums(question, (await narrowest(question, others)) ?? first));
}

/** The page of a question whose accounts were all counted; those without a value to sort by fill it up. */
async function whole(question: StandingsQuestion, { ids, sums }: PageAndSums): Promise<StandingsPage> {
  const total = count(sums);
  const unlisted = count(sums.filter(({ _id }) => !_id.listed));
  const left = question.size - ids.length;
  const rest = left > 0 && unlisted > 0 ? await withoutValue(question, left, total - unlisted) : [];
  return { rows: await read(question, [...ids, ...rest]), total, more: false, unlisted, arr: worth(sums) };
}

/** The index of one person's book, where the accounts are one's: small by nature. */
export const bookIndex = (where: object): StandingsIndex | null =>
  'ownerId' in where ? 'ownerId' : 'accountExecutiveId' in where ? 'accountExecutiveId' : null;

/** The indexes the question may be answered from, the most promising first. */
export function entriesOf({ where, field }: StandingsQuestion): [StandingsIndex, ...StandingsIndex[]] {
  const book = bookIndex(where);
  if (book) return [book];
  // The index of segments goes on with the churn risk.
  const [first, ...rest] = NARROWING.filter((each) => each in where).sort((a, b) =>
    'churnRisk' in where ? Number(b === 'segment') - Number(a === 'segment') : 0,
  );
  return first ? [first, ...rest] : [field];
}

/** The first index in which the question's stretch is short. */
async function narrowest(question: StandingsQuestion, entries: readonly StandingsIndex[]): Promise<StandingsIndex | undefined> {
  const few = await Promise.all(entries.map((entry) => holdsFew(question, entry)));
  return entries.find((_, index) => few[index]);
}

export interface Sum {
  _id: { currency?: string | null; listed: boolean };
  count: number;
  arr: number;
}

export const count = (groups: readonly Sum[]): number => groups.reduce((sum, group) => sum + group.count, 0);

/** The sums of groups in each currency, in the order of the currencies: the database gives groups in any. */
export function worth(groups: readonly { _id: { currency?: string | null }; arr: number }[]): StandingsPage['arr'] {
  return [...Map.groupBy(groups, ({ _id }) => _id.currency ?? '')]
    .map(([currency, own]) => ({ currency, amount: sum(own.map(({ arr }) => arr)) }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** To its first digit: a lower bound looks like one. */
function roundedDown(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return Math.floor(value / unit) * unit;
}

/** The conditions that are one stretch of the index that begins with the field. */
function stretch({ tenant, where }: StandingsQuestion, entry: StandingsIndex): { tenant: string } {
  const both = entry === 'segment' && 'churnRisk' in where ? { churnRisk: where.churnRisk } : {};
  return { tenant, ...(entry in where ? { [entry]: where[entry] } : {}), ...both };
}

async function holdsFew(question: StandingsQuestion, entry: StandingsIndex): Promise<boolean> {
  const beyond = await question.models.accountStandings
    .find(stretch(question, entry), { _id: 0, accountId: 1 })
    .hint(standingsBy(entry))
    .skip(COUNTED)
    .limit(1)
    .lean();
  return beyond.length === 0;
}

const sumsOf = (field: string) => ({
  $group: { _id: { currency: '$currency', listed: { $gt: [`$${field}`, null] } }, count: { $sum: 1 }, arr: { $sum: '$arr' } },
});

export function sums({ tenant, models, where, field }: StandingsQuestion, entry: StandingsIndex): Promise<Sum[]> {
  return models.accountStandings.aggregate<Sum>([{ $match: { tenant, ...where } }, sumsOf(field)]).hint(standingsBy(entry));
}

interface PageAndSums {
  ids: string[];
  sums: Sum[];
}

/** The page's accounts that have a value to sort by and the sums of all, in one pass over the stretch of an index, or so many keys of it. */
async function pageAndSums(question: StandingsQuestion, entry: StandingsIndex, limit?: number): Promise<PageAndSums> {
  const { tenant, models, where, field, direction, page, size } = question;
  const [found] = await models.accountStandings
    .aggregate<{ rows: { accountId: string }[]; sums: Sum[] }>([
      ...(limit ? [{ $match: stretch(question, entry) }, { $limit: limit }] : []),
      { $match: { tenant, ...where } },
      { $project: { _id: 0, accountId: 1, currency: 1, arr: 1, [field]: 1 } },
      {
        $facet: {
          rows: [
            { $match: { [field]: { $ne: null } } },
            { $sort: { [field]: direction, accountId: direction } },
            { $skip: (page - 1) * size },
            { $limit: size },
            { $project: { accountId: 1 } },
          ],
          sums: [sumsOf(field)],
        },
      },
    ])
    .hint(standingsBy(entry));
  return { ids: idsOf(found?.rows ?? []), sums: found?.sums ?? [] };
}

const idsOf = (rows: readonly { accountId: string }[]): string[] => rows.map(({ accountId }) => accountId);

/** The page's accounts that have a value to sort by. */
export async function listed(
  { tenant, models, where, field, direction, page, size }: StandingsQuestion,
  entry: StandingsIndex,
  skip = (page - 1) * size,
): Promise<string[]> {
  const filter = { tenant, ...where, [field]: { $ne: null, ...(where[field] as object | undefined) } } as { tenant: string };
  const found = await models.accountStandings
    .find(filter, { _id: 0, accountId: 1 })
    .hint(standingsBy(entry))
    .sort({ [field]: direction, accountId: direction })
    .skip(skip)
    .limit(size)
    .lean<{ accountId: string }[]>();
  return idsOf(found);
}

/** The page's accounts that have none, by name; `before` come before them. */
export async function withoutValue(
  { tenant, models, where, field, page, size }: StandingsQuestion,
  limit: number,
  before: number,
): Promise<string[]> {
  const found = await models.accountStandings
    .find({ tenant, ...where, [field]: null }, { _id: 0, accountId: 1 })
    .hint(standingsBy(field))
    .sort({ name: 1, accountId: 1 })
    .skip(Math.max(0, (page - 1) * size - before))
    .limit(limit)
    .lean<{ accountId: string }[]>();
  return idsOf(found);
}

/** When the newest of some standings, or groups of them, was brought up to date; null of none. */
export const newestOf = (rows: readonly { asOf: Date }[]): Date | null =>
  rows.length > 0 ? new Date(Math.max(...rows.map(({ asOf }) => asOf.getTime()))) : null;

/** The standings of some accounts, in that order. */
export async function read(
  { tenant, models }: Pick<StandingsQuestion, 'tenant' | 'models'>,
  ids: readonly string[],
): Promise<AccountStanding[]> {
  const found = ids.length > 0 ? await rows<AccountStanding>(models.accountStandings, tenant, { accountId: { $in: ids } }) : [];
  const byId = new Map(found.map((row) => [row.accountId, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
