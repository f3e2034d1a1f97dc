import type { AccountFacts } from '../facts/account-facts.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Less than `loadFacts` reads, so that an instant 30 days earlier sees as much history as the facts' own. */
const HISTORY_DAYS = 365;
const USAGE_DAYS = 140;

interface Dated {
  _id: string;
  at: Date;
}

const inOrder = (a: Dated, b: Dated): number => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1);

function isInOrder(rows: readonly Dated[]): boolean {
  for (let index = 1; index < rows.length; index++) {
    const [before, row] = [rows[index - 1], rows[index]];
    if (before && row && inOrder(before, row) > 0) return false;
  }
  return true;
}

/**
 * What was known at an earlier instant: rows whose event or ingestion time is later are gone, and so is what
 * happened later to the rows that stay (an answer, a resolution, a payment, a departure, a churn). Rows are
 * oldest first. Pure; an instant later than the facts' own adds nothing.
 */
export function factsAsOf(facts: AccountFacts, date: Date): AccountFacts {
  const asOf = date < facts.asOf ? date : facts.asOf;
  const limit = asOf.getTime();
  const later = (instant: Date | null | undefined) => instant != null && instant.getTime() > limit;
  const isKnown = ({ at, ingestedAt }: { at: Date; ingestedAt: Date }) => at.getTime() <= limit && ingestedAt.getTime() <= limit;
  // These views are made by the million: lists and rows nothing happened to later stay the same objects.
  const known = <Row extends { _id: string; at: Date; ingestedAt: Date }>(rows: Row[]): Row[] => {
    const kept = rows.every(isKnown) ? rows : rows.filter(isKnown);
    return isInOrder(kept) ? kept : [...kept].sort(inOrder);
  };
  const since = limit - HISTORY_DAYS * DAY;
  const recent = <Row extends { _id: string; at: Date; ingestedAt: Date }>(rows: Row[]): Row[] => {
    const all = known(rows);
    const first = all.findIndex(({ at }) => at.getTime() >= since);
    return first === 0 ? all : first < 0 ? [] : all.slice(first);
  };
  const { account } = facts;
  return {
    asOf,
    account: later(account.churnedAt) ? { ...account, churnedAt: null, lifecycleStage: 'established' } : account,
    contacts: rewritten(
      known(facts.contacts),
      ({ leftAt, optedOutAt }) => later(leftAt) || later(optedOutAt),
      (contact) => ({
        ...contact,
        leftAt: later(contact.leftAt) ? null : contact.leftAt,
        optedOutAt: later(contact.optedOutAt) ? null : contact.optedOutAt,
      }),
    ),
    contracts: rewritten(
      known(facts.contracts),
      ({ status, endDate }) => status !== 'active' && later(endDate),
      (contract) => ({ ...contract, status: 'active' as const }),
    ),
    usage: usageUntil(known(facts.usage), asOf),
    interactions: rewritten(
      recent(facts.interactions),
      ({ at, responseHours }) => responseHours != null && at.getTime() + responseHours * HOUR > limit,
      (each) => ({ ...each, responseHours: null }),
    ),
    tickets: rewritten(
      recent(facts.tickets),
      ({ at, resolvedAt, resolutionHours }) =>
        later(resolvedAt) || (resolutionHours != null && at.getTime() + resolutionHours * HOUR > limit),
      (ticket) => ({ ...ticket, status: 'open' as const, resolvedAt: null, resolutionHours: null, csat: null }),
    ),
    invoices: rewritten(
      recent(facts.invoices),
      ({ paidAt }) => later(paidAt),
      (invoice) => ({ ...invoice, status: 'open' as const, paidAt: null }),
    ),
    surveys: recent(facts.surveys),
    events: recent(facts.events),
    values: known(facts.values),
    plans: rewritten(
      known(facts.plans),
      ({ actualCompletionDate, criticalMilestones, actualMetrics }) =>
        later(actualCompletionDate) ||
        criticalMilestones?.some(({ completedAt }) => later(completedAt)) ||
        actualMetrics?.some(({ measuredAt }) => later(measuredAt)),
      (plan) => ({
        ...plan,
        actualCompletionDate: later(plan.actualCompletionDate) ? null : plan.actualCompletionDate,
        criticalMilestones: (plan.criticalMilestones ?? []).map((each) =>
          later(each.completedAt) ? { ...each, completedAt: null } : each,
        ),
        actualMetrics: (plan.actualMetrics ?? []).filter((each) => !later(each.measuredAt)),
      }),
    ),
  };
}

/** The rows, those something happened to later as they were before. */
function rewritten<Row>(rows: Row[], changedLater: (row: Row) => boolean | undefined, before: (row: Row) => Row): Row[] {
  return rows.some(changedLater) ? rows.map((row) => (changedLater(row) ? before(row) : row)) : rows;
}

function usageUntil(rows: AccountFacts['usage'], asOf: Date): AccountFacts['usage'] {
  const from = asOf.getTime() - USAGE_DAYS * DAY;
  return rows.filter(({ usagePeriodEnd }) => usagePeriodEnd.getTime() <= asOf.getTime() && usagePeriodEnd.getTime() >= from);
}
