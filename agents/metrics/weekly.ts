import type { CustomerUsageAnalytics } from '../../models/customer-usage-analytics.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { age, within } from '../facts/time.ts';
import { type Draft, type Found, found, rowsIn } from './define.ts';
import { change, shortDate } from './format.ts';
import { mean } from './statistics.ts';
import { COMPARED_DAYS, EARLIER_DAYS, moreThanNoise, quarterTrend, RECENT, ratioToBefore, ratioToEarlier } from './usual.ts';

export const USAGE = 'customer_usage_analytics';
export const ofUsage = rowsIn(USAGE);

type Get = (row: CustomerUsageAnalytics) => number | null | undefined;
type Compare = (rows: readonly CustomerUsageAnalytics[], get: Get, asOf: Date) => number | null;

const isNumber = (value: number | null | undefined): value is number => typeof value === 'number';

/** The last four weekly rows (not older than eight weeks) in which the value is known. */
export function recentRows({ usage, asOf }: AccountFacts, get: Get): CustomerUsageAnalytics[] {
  const rows: CustomerUsageAnalytics[] = [];
  for (let index = usage.length - 1; index >= 0 && rows.length < RECENT; index--) {
    const row = usage[index];
    if (!row || age(row.at, asOf) >= 56) break;
    if (isNumber(get(row))) rows.unshift(row);
  }
  return rows;
}

/** The mean of the last four weeks. */
export function level(facts: AccountFacts, field: string, get: Get, text: (value: number, until: string) => string): Found | null {
  const rows = recentRows(facts, get);
  const last = rows.at(-1);
  const value = mean(rows.map((row) => get(row) ?? 0));
  return !last || value === null ? null : found(value, ofUsage(field, rows), () => text(value, shortDate(last.at, facts.asOf)));
}

/** A weekly value that has a level and trends. */
export interface Weekly {
  key: string;
  label: string;
  aliases: string;
  unit: string;
  field: string;
  /** In the unit. */
  get: Get;
  definition: string;
  text(value: number, until: string): string;
}

/** The level over four weeks, its change against the twelve weeks before and against 60 days ago, and its trend over thirteen weeks. */
export function weeklyDrafts(weekly: Weekly): Draft[] {
  const { key, label, aliases, unit, field, get, definition, text } = weekly;
  const moved = (days: number, window: string, compare: Compare) => (facts: AccountFacts) => {
    const compared = within(facts.usage, facts.asOf, days);
    const ratio = compare(compared, get, facts.asOf);
    if (ratio === null) return null;
    const rows = compared.filter((row) => isNumber(get(row)));
    return found((ratio - 1) * 100, ofUsage(field, rows), {
      text: () => `${label} ${change(ratio)} ${window} ${shortDate(rows.at(-1)?.at ?? facts.asOf, facts.asOf)})`,
      sure: () =>
        moreThanNoise(
          rows.map((row) => get(row) ?? 0),
          ratio,
        ),
    });
  };
  const called = (what: string) =>
    aliases
      .split(', ')
      .slice(0, 2)
      .map((alias) => `${alias} ${what}`);
  const trends = { unit: '%', better: 'higher', signed: true } as const;
  return [
    {
      key,
      label,
      aliases,
      unit,
      better: 'higher',
      definition: `${definition}; mean of the last four weekly rows, none older than eight weeks.`,
      read: (facts) => level(facts, field, get, text),
    },
    {
      ...trends,
      key: `${key}_change_4w`,
      label: `${label}, change over 4 weeks`,
      aliases: called('change'),
      definition: `${label}: mean of the last four weeks against the median of the twelve weeks before, as a change in %.`,
      read: moved(COMPARED_DAYS, 'against the weeks before (4 weeks to', ratioToBefore),
    },
    {
      ...trends,
      key: `${key}_change_60d`,
      label: `${label}, change over 60 days`,
      definition: `${label}: median of the last three weeks against that of the weeks about 60 days before them (50 to 86 days ago), as a change in %.`,
      read: moved(EARLIER_DAYS.to, 'over 60 days (to', ratioToEarlier),
    },
    {
      ...trends,
      key: `${key}_trend_13w`,
      label: `${label}, trend over 13 weeks`,
      aliases: called('trend'),
      definition: `${label}: change along the Theil–Sen line of the last thirteen weeks, in % of its level at the start.`,
      read: moved(13 * 7, 'over a quarter (13 weeks to', (rows, get, asOf) => {
        const moved = quarterTrend(rows, get, asOf);
        return moved === null ? null : 1 + moved;
      }),
    },
  ];
}
