import type { Contract } from '../../models/contract.ts';
import type { CustomerUsageAnalytics } from '../../models/customer-usage-analytics.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { within } from '../facts/time.ts';

/** What the rules read: the facts with the contracts in force, and only the contacts who are there. */
export interface View extends AccountFacts {
  active: Contract[];
}

export interface Level {
  value: number;
  rows: CustomerUsageAnalytics[];
}

const RECENT_WEEKS = 4;
const RECENT_DAYS = 56;

/** The mean of a field over the last four weekly rows that have it, none older than eight weeks; null without one. */
export function recentLevel({ usage, asOf }: View, get: (row: CustomerUsageAnalytics) => number | null | undefined): Level | null {
  const rows = within(usage, asOf, RECENT_DAYS)
    .filter((row) => typeof get(row) === 'number')
    .slice(-RECENT_WEEKS);
  if (rows.length === 0) return null;
  return { value: rows.reduce((total, row) => total + (get(row) ?? 0), 0) / rows.length, rows };
}
