import type { AccountFacts } from '../kit/facts.ts';

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
  const later = (instant: Date | null | undefined) => instant != null && instant > asOf;
  const known = <Row extends { _id: string; at: Date; ingestedAt: Date }>(rows: Row[]) => {
    const kept = rows.filter((row) => row.at.getTime() <= limit && row.ingestedAt.getTime() <= limit);
    return isInOrder(kept) ? kept : kept.sort(inOrder);
  };
  const since = new Date(asOf.getTime() - HISTORY_DAYS * DAY);
  const recent = <Row extends { _id: string; at: Date; ingestedAt: Date }>(rows: Row[]) => known(rows).filter((row) => row.at >= since);
  const { account } = facts;
  return {
    asOf,
    account: later(account.churnedAt) ? { ...account, churnedAt: null, lifecycleStage: 'established' } : account,
    // Rows nothing happened to later stay the same objects: these views are made by the million.
    contacts: known(facts.contacts).map((contact) =>
      later(contact.leftAt) || later(contact.optedOutAt)
        ? {
            ...contact,
            leftAt: later(contact.leftAt) ? null : contact.leftAt,
            optedOutAt: later(contact.optedOutAt) ? null : contact.optedOutAt,
          }
        : contact,
    ),
    contracts: known(facts.contracts).map((contract) =>
      contract.status !== 'active' && later(contract.endDate) ? { ...contract, status: 'active' as const } : contract,
    ),
    usage: known(facts.usage).filter(
      (row) => row.usagePeriodEnd <= asOf && row.usagePeriodEnd.getTime() >= asOf.getTime() - USAGE_DAYS * DAY,
    ),
    interactions: recent(facts.interactions).map((each) =>
      each.responseHours != null && each.at.getTime() + each.responseHours * HOUR > asOf.getTime()
        ? { ...each, responseHours: null }
        : each,
    ),
    tickets: recent(facts.tickets).map((ticket) =>
      later(ticket.resolvedAt) || (ticket.resolutionHours != null && ticket.at.getTime() + ticket.resolutionHours * HOUR > asOf.getTime())
        ? { ...ticket, status: 'open' as const, resolvedAt: null, resolutionHours: null, csat: null }
        : ticket,
    ),
    invoices: recent(facts.invoices).map((invoice) =>
      later(invoice.paidAt) ? { ...invoice, status: 'open' as const, paidAt: null } : invoice,
    ),
    surveys: recent(facts.surveys),
    events: recent(facts.events),
    values: known(facts.values),
    plans: known(facts.plans).map((plan) => ({
      ...plan,
      actualCompletionDate: later(plan.actualCompletionDate) ? null : plan.actualCompletionDate,
      criticalMilestones: (plan.criticalMilestones ?? []).map((each) => (later(each.completedAt) ? { ...each, completedAt: null } : each)),
      actualMetrics: (plan.actualMetrics ?? []).filter((each) => !later(each.measuredAt)),
    })),
  };
}
