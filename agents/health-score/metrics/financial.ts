import type { AccountEventKind } from '../../../models/account-event.ts';
import type { CustomerUsageAnalytics } from '../../../models/customer-usage-analytics.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { age, happened, latestOf, within } from '../../facts/time.ts';
import { plural, shortDate } from '../../metrics/format.ts';
import { clamp, decay, mean, sum, weightedMean } from '../../metrics/statistics.ts';
import { activeContracts } from '../../metrics/terms.ts';
import { evidenceOf, type Metric } from '../metric.ts';

const base = { dimension: 'financial' } as const;

/** What an event says about money: 1 is a budget approved, -1 a budget cut. */
const BUDGET: Partial<Record<AccountEventKind, number>> = {
  budget_approved: 1,
  funding: 0.8,
  revenue_growth: 0.6,
  priority_raised: 0.6,
  budget_cut: -1,
  layoffs: -0.8,
  priority_lowered: -0.6,
};

const seatsInForce = ({ contracts, asOf }: AccountFacts): number =>
  sum(activeContracts(contracts, asOf).map((contract) => contract.seats ?? 0));

/**
 * The seats of the contract that ended last: where nothing in force says what is bought, an account whose renewal is
 * late still uses what it had, and is known no less than one whose contract has no end on record.
 */
function seatsBefore({ contracts, asOf }: AccountFacts): number {
  const ended = contracts
    .filter(({ status, startDate, seats }) => status !== 'cancelled' && startDate <= asOf && seats)
    .sort((a, b) => (a.endDate?.getTime() ?? 0) - (b.endDate?.getTime() ?? 0) || (a._id < b._id ? -1 : 1));
  return ended.at(-1)?.seats ?? 0;
}

export const financialMetrics: Metric[] = [
  {
    ...base,
    key: 'payment_delay',
    label: 'Payment delay',
    unit: 'days late',
    digits: 0,
    grace: 190,
    halfLife: 180,
    remedy: 'Ask accounts payable what held the last invoice up',
    read(facts) {
      const invoices = within(facts.invoices, facts.asOf, 340).flatMap((invoice) => {
        const paid = happened(invoice.paidAt, facts.asOf);
        const until = paid ?? facts.asOf;
        // Not yet due and not yet paid says nothing.
        if (invoice.status === 'void' || (!paid && invoice.dueAt > facts.asOf)) return [];
        const late = Math.max(0, (until.getTime() - invoice.dueAt.getTime()) / 86_400_000);
        return [{ invoice, at: invoice.at, late, paid }];
      });
      const value = weightedMean(invoices.map(({ at, late }) => ({ value: late, weight: decay(age(at, facts.asOf), 90) }))).value;
      const last = invoices.at(-1);
      if (value === null || !last) return null;
      const days = Math.round(last.late);
      return {
        value,
        latest: latestOf(invoices),
        text: () =>
          `${days === 0 ? 'Last invoice paid on time' : `Last invoice ${last.paid ? 'paid' : 'unpaid'} ${plural(days, 'day')} late`} (issued ${shortDate(last.at, facts.asOf)})${invoices.length > 1 ? `, ${Math.round(value)} days late on average over ${invoices.length} invoices` : ''}`,
        evidence: () =>
          evidenceOf(
            'invoices',
            ({ paidAt }) => (happened(paidAt, facts.asOf) ? 'paidAt' : 'dueAt'),
            invoices.map(({ invoice }) => invoice),
          ),
      };
    },
  },
  {
    ...base,
    key: 'contract_utilization',
    label: 'Contract utilisation',
    unit: '% of what is bought',
    digits: 0,
    grace: 21,
    halfLife: 45,
    remedy: 'Put unused seats or capacity to work in another team before the renewal',
    read(facts) {
      const rows = within(facts.usage, facts.asOf, 56);
      const last4 = (get: (row: CustomerUsageAnalytics) => number | null | undefined) =>
        rows
          .map(get)
          .filter((value) => typeof value === 'number')
          .slice(-4);
      const capacity = mean(last4((row) => row.capacityUtilization));
      const seats = seatsInForce(facts) || (capacity === null ? seatsBefore(facts) : 0);
      const provisioned = mean(last4((row) => row.provisionedUsersCount));
      const seatShare = provisioned !== null && seats > 0 ? provisioned / seats : null;
      if (capacity === null && seatShare === null) return null;
      const value = Math.max(capacity ?? 0, seatShare ?? 0) * 100;
      const byCapacity = (capacity ?? 0) >= (seatShare ?? 0);
      const read = rows.filter((row) => typeof row.capacityUtilization === 'number' || typeof row.provisionedUsersCount === 'number');
      return {
        value,
        latest: latestOf(read),
        text: () =>
          `${Math.round(value)} % of the bought ${byCapacity ? 'capacity' : `${seats} seats`} in use (4 weeks to ${shortDate(new Date(latestOf(read)), facts.asOf)})`,
        evidence: () =>
          evidenceOf('customer_usage_analytics', byCapacity ? 'capacityUtilization' : 'provisionedUsersCount', read.slice(-4)),
      };
    },
  },
  {
    ...base,
    key: 'budget_signals',
    label: 'Budget signals',
    unit: '-100 (cuts) to 100 (approved)',
    digits: 0,
    grace: 90,
    halfLife: 90,
    remedy: 'Find out who decides on the budget now and what they must see',
    read(facts) {
      const signals = within(facts.events, facts.asOf, 340).filter(({ kind }) => BUDGET[kind] !== undefined);
      const last = signals.at(-1);
      if (!last) return null;
      const value = clamp(
        sum(signals.map(({ at, kind, confidence }) => (BUDGET[kind] ?? 0) * confidence * decay(age(at, facts.asOf), 90))) * 100,
        -100,
        100,
      );
      return {
        value,
        latest: latestOf(signals),
        text: () => `${last.detail ?? last.kind.replaceAll('_', ' ')} (${shortDate(last.at, facts.asOf)})`,
        evidence: () => evidenceOf('account_events', 'kind', signals),
      };
    },
  },
];
