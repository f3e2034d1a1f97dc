import type { CustomerUsageAnalytics } from '../../models/customer-usage-analytics.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { once } from '../facts/once.ts';
import { age, DAY } from '../facts/time.ts';
import { median, percentile } from './statistics.ts';

/** What has lasted: the last eight weeks against the weeks before the quarter, in days before the instant. */
const LATELY = 56;
const STILL = 21;
const EARLIER = { from: 91, to: 183 };
const LEAST = { lately: 5, earlier: 6 };
/** A new customer's first weeks are no level to grow from. */
const SETTLING = 70;

type Row = CustomerUsageAnalytics;
type Use = Pick<AccountFacts, 'account' | 'usage' | 'asOf'>;
type Get = (row: Row) => number | null | undefined;

const isNumber = (value: number | null | undefined): value is number => typeof value === 'number' && Number.isFinite(value);

/** The weekly rows that a lasting change is read from, with where each belongs; those of a new customer's first weeks are left out. */
const compared = once(({ account, usage, asOf }: Use) => {
  const from = (account.customerSince?.getTime() ?? Number.NEGATIVE_INFINITY) + SETTLING * DAY;
  const known = usage.filter(({ at }) => at.getTime() >= from);
  const days = (row: Row) => age(row.at, asOf);
  return {
    lately: known.filter((row) => days(row) >= 0 && days(row) < LATELY),
    earlier: (least: number) => known.filter((row) => days(row) >= least && days(row) < EARLIER.to),
    last: (weeks: number) => known.filter((row) => days(row) >= 0 && days(row) < 7 * weeks),
    still: known.some((row) => days(row) < STILL),
  };
});

/**
 * How far the level has moved for good, in %: what three of four of the last eight weeks reach, beyond what three of four
 * of weeks 13 to 26 before had. A burst of a few weeks moves nothing, nor does the way back from a dip. Null where too few weeks are known.
 */
export function lastingChange(facts: Use, get: Get): { value: number; rows: Row[] } | null {
  const { lately, earlier, still } = compared(facts);
  const told = (rows: readonly Row[]) => rows.filter((row) => isNumber(get(row)));
  const [now, before] = [told(lately), told(earlier(EARLIER.from))];
  if (!still || now.length < LEAST.lately || before.length < LEAST.earlier) return null;
  const edges = (rows: readonly Row[]) =>
    [0.25, 0.75].map(
      (share) =>
        percentile(
          rows.map((row) => get(row) ?? 0),
          share,
        ) ?? 0,
    );
  const [low = 0, high = 0] = edges(now);
  const [bottom = 0, top = 0] = edges(before);
  const [level, base] = low > top ? [low, top] : high < bottom ? [high, bottom] : [1, 1];
  return base > 0 ? { value: (level / base - 1) * 100, rows: [...before, ...now] } : null;
}

/** A part of the customer that uses the product. */
export interface Part {
  name: string;
  /** People, or calls of an integration, a week. */
  size: number;
  /** Since when it is seen. */
  since: Date;
}

type Parts = (row: Row) => readonly { name: string; size: number }[] | null;

const LEAST_WEEKS = 3;
const UNKNOWN_BEFORE = 105;

/** Parts in use in at least three of the last four weeks: `fresh` are those that no week before the quarter shows. Null where nothing tells them apart. */
export function partsInUse(facts: Use, parts: Parts, least: number) {
  const { last, earlier } = compared(facts);
  const told = (rows: readonly Row[]) => rows.filter((row) => parts(row) !== null);
  const rows = told(last(4));
  if (rows.length === 0) return null;
  const before = told(earlier(UNKNOWN_BEFORE));
  const named = new Set(before.flatMap((row) => (parts(row) ?? []).filter(({ size }) => size > 0).map(({ name }) => name)));
  const sizes = new Map<string, number[]>();
  for (const row of rows)
    for (const { name, size } of parts(row) ?? []) if (size >= least) sizes.set(name, [...(sizes.get(name) ?? []), size]);
  const all = [...sizes]
    .filter(([, seen]) => seen.length >= Math.min(LEAST_WEEKS, rows.length))
    .map(([name, seen]): Part => ({ name, size: median(seen) ?? 0, since: firstSeen(facts.usage, parts, name) ?? facts.asOf }))
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
  const fresh = before.length >= LEAST.earlier - 2 ? all.filter(({ name }) => !named.has(name)) : null;
  return { all, fresh, rows: rows.length > 0 ? rows : before };
}

const firstSeen = (usage: readonly Row[], parts: Parts, name: string): Date | undefined =>
  usage.find((row) => parts(row)?.some((part) => part.name === name && part.size > 0))?.at;

/** What tells an account's parts in its weekly rows, and from which size on a part counts. */
export const SPREAD = {
  teams: {
    field: 'activeUsersByTeam',
    least: 2,
    parts: ({ activeUsersByTeam }) => activeUsersByTeam?.map(({ team, users }) => ({ name: team, size: users })) ?? null,
  },
  regions: {
    field: 'activeUsersByRegion',
    least: 2,
    parts: ({ activeUsersByRegion }) => activeUsersByRegion?.map(({ region, users }) => ({ name: region, size: users })) ?? null,
  },
  integrations: {
    field: 'integrationUtilization',
    least: 1,
    parts: ({ integrationUtilization }) =>
      integrationUtilization?.map(({ integration, calls }) => ({ name: integration, size: calls })) ?? null,
  },
} as const satisfies Record<string, { field: keyof Row; least: number; parts: Parts }>;

const partsOf = (kind: keyof typeof SPREAD) => once((facts: Use) => partsInUse(facts, SPREAD[kind].parts, SPREAD[kind].least));
const SPREADS = { teams: partsOf('teams'), regions: partsOf('regions'), integrations: partsOf('integrations') };

/** The parts of one kind, as `partsInUse`. */
export const spreadOf = (facts: Use, kind: keyof typeof SPREAD) => SPREADS[kind](facts);
