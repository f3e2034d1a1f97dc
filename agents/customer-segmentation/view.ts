import type { Contract } from '../../models/contract.ts';
import type { CustomerUsageAnalytics } from '../../models/customer-usage-analytics.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { activeContracts } from '../metrics/terms.ts';

export const DAY = 86_400_000;

/** What the rules read: what was known at the instant, oldest first, with the contracts in force. */
export interface View extends Omit<AccountFacts, 'values' | 'surveys'> {
  active: Contract[];
}

/** The facts as they were known at `date` (never later than their own instant), whatever order they came in. */
export function viewOf(facts: AccountFacts, date: Date): View {
  const asOf = date < facts.asOf ? date : facts.asOf;
  const limit = asOf.getTime();
  const known = <Row extends { _id: string; at: Date; ingestedAt: Date }>(rows: readonly Row[]): Row[] =>
    rows
      .filter(({ at, ingestedAt }) => at.getTime() <= limit && ingestedAt.getTime() <= limit)
      .sort((a, b) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1));
  const contracts = known(facts.contracts);
  return {
    asOf,
    account: facts.account,
    contacts: known(facts.contacts).filter(({ leftAt }) => !leftAt || leftAt > asOf),
    contracts,
    active: activeContracts(contracts, asOf),
    usage: known(facts.usage),
    interactions: known(facts.interactions),
    tickets: known(facts.tickets),
    invoices: known(facts.invoices),
    events: known(facts.events),
    plans: known(facts.plans),
  };
}

/** Rows of the last so many days, oldest first. */
export function within<Row extends { at: Date }>(rows: readonly Row[], asOf: Date, days: number): Row[] {
  const from = asOf.getTime() - days * DAY;
  return rows.filter(({ at }) => at.getTime() > from);
}

/** The date if it had already come: completions are written into a row after its event. */
export const happened = (date: Date | null | undefined, asOf: Date): Date | null => (date && date <= asOf ? date : null);

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
