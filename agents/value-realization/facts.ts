import type { Opportunity } from '../../models/opportunity.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { trendOf } from '../metrics/statistics.ts';

/** An account's facts and its deals. */
export interface ValueFacts extends AccountFacts {
  opportunities: Opportunity[];
}

export const DAY = 86_400_000;
export const YEAR_DAYS = 365;
export const MONTH_DAYS = YEAR_DAYS / 12;

/**
 * What was known at an instant: rows whose event or ingestion time is later are gone, and so is what happened
 * later to the rows that stay. Every list is oldest first, whatever order it came in.
 */
export function knownAt(facts: ValueFacts, date: Date): ValueFacts {
  const asOf = date < facts.asOf ? date : facts.asOf;
  const later = (instant: Date | null | undefined) => instant != null && instant > asOf;
  const known = <Row extends { _id: string; at: Date; ingestedAt: Date }>(rows: readonly Row[]): Row[] =>
    rows
      .filter((row) => !later(row.at) && !later(row.ingestedAt))
      .sort((a, b) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1));
  const { account } = facts;
  return {
    ...facts,
    asOf,
    account: later(account.churnedAt) ? { ...account, churnedAt: null } : account,
    contacts: known(facts.contacts),
    contracts: known(facts.contracts),
    usage: known(facts.usage).filter(({ usagePeriodEnd }) => !later(usagePeriodEnd)),
    interactions: known(facts.interactions),
    tickets: known(facts.tickets),
    events: known(facts.events),
    values: known(facts.values),
    plans: known(facts.plans).map((plan) => ({
      ...plan,
      actualCompletionDate: later(plan.actualCompletionDate) ? null : plan.actualCompletionDate,
      criticalMilestones: (plan.criticalMilestones ?? []).map((each) => (later(each.completedAt) ? { ...each, completedAt: null } : each)),
      targetMetrics: (plan.targetMetrics ?? []).map((each) =>
        later(each.measuredAt) ? { ...each, actual: null, measuredAt: null } : each,
      ),
      actualMetrics: (plan.actualMetrics ?? []).filter(({ measuredAt }) => !later(measuredAt)),
      roiBaseline: (plan.roiBaseline ?? []).filter(({ measuredAt }) => !later(measuredAt)),
    })),
    opportunities: known(facts.opportunities),
  };
}

const USAGE_WEEKS = 13;

/** Whether the weekly active users of the last quarter show a falling trend, not just a poor week. */
export function usageFalls({ usage, asOf }: Pick<ValueFacts, 'usage' | 'asOf'>): boolean {
  const recent = usage.filter(({ usagePeriodEnd }) => usagePeriodEnd.getTime() > asOf.getTime() - USAGE_WEEKS * 7 * DAY);
  return trendOf(recent.map(({ activeUsersCount }) => activeUsersCount ?? null)).direction === 'decreasing';
}
