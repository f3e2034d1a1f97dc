import { daysBetween, plural, shortDate } from '../../metrics/format.ts';
import { activeContracts, termsOf } from '../../metrics/terms.ts';
import { evidence, type Signal } from './signal.ts';

const known = (date: Date | null | undefined, asOf: Date) => (date && date <= asOf ? date : null);

export const commercialSignals: Signal[] = [
  {
    key: 'renewal_in_days',
    label: 'Days to the renewal',
    unit: 'days',
    better: 'higher',
    read({ account, contracts, asOf }) {
      const { renewalAt } = termsOf(account, contracts, asOf);
      const contract = activeContracts(contracts, asOf).find(({ endDate }) => endDate?.getTime() === renewalAt?.getTime());
      if (!renewalAt || !contract) return null;
      const value = daysBetween(asOf, renewalAt);
      return {
        value,
        text: `Renewal in ${plural(value, 'day')}, on ${shortDate(renewalAt, asOf)}`,
        evidence: [evidence('contracts', contract, 'endDate', contract.at)],
      };
    },
  },
  {
    key: 'customer_for_days',
    label: 'Days as a customer',
    unit: 'days',
    better: 'higher',
    read({ account, contracts, asOf }) {
      const since =
        known(account.customerSince, asOf) ?? contracts.map(({ startDate }) => startDate).sort((a, b) => a.getTime() - b.getTime())[0];
      if (!since) return null;
      const value = daysBetween(since, asOf);
      return {
        value,
        text: `Customer since ${shortDate(since, asOf)}`,
        evidence: [evidence('accounts', account, 'customerSince', account.at)],
      };
    },
  },
  {
    key: 'has_left',
    label: 'Customer has left',
    unit: '',
    better: 'lower',
    read: ({ account, asOf }) => ({
      value: known(account.churnedAt, asOf) ? 1 : 0,
      text: known(account.churnedAt, asOf) ? 'The customer has left' : 'Still a customer',
      evidence: [evidence('accounts', account, 'churnedAt', account.at)],
    }),
  },
  {
    key: 'closed_won',
    label: 'Deal closed',
    unit: 'days ago',
    better: 'higher',
    event: true,
    read({ opportunities, asOf }) {
      const won = opportunities.filter(({ stage, kind, closeDate }) => stage === 'closed_won' && kind === 'new' && known(closeDate, asOf));
      const last = won.sort((a, b) => (a.closeDate?.getTime() ?? 0) - (b.closeDate?.getTime() ?? 0)).at(-1);
      if (!last?.closeDate) return null;
      return {
        value: daysBetween(last.closeDate, asOf),
        text: `"${last.name}" was won on ${shortDate(last.closeDate, asOf)}`,
        evidence: [evidence('opportunities', last, 'stage', last.closeDate)],
      };
    },
  },
  {
    key: 'overdue_milestones',
    label: 'Milestones overdue',
    unit: 'milestones',
    better: 'lower',
    read({ plans, asOf }) {
      const running = plans.filter(({ planStatus }) => planStatus !== 'cancelled' && planStatus !== 'completed' && planStatus !== 'draft');
      if (running.length === 0) return null;
      const late = running.flatMap((plan) =>
        plan.criticalMilestones.filter(({ dueAt, completedAt }) => dueAt < asOf && !known(completedAt, asOf)).map(() => plan),
      );
      return {
        value: late.length,
        text: `${plural(late.length, 'milestone')} overdue`,
        evidence: [...new Set(late)].map((plan) => evidence('customer_success_plans', plan, 'criticalMilestones', plan.at)),
      };
    },
  },
  {
    key: 'proven_benefits',
    label: 'Proven benefits',
    unit: 'records',
    better: 'higher',
    read({ values }) {
      const proven = values.filter(({ evidence: confirmed }) => confirmed?.trim());
      return {
        value: proven.length,
        text: `${plural(proven.length, 'benefit')} confirmed by evidence`,
        evidence: proven.slice(-3).map((each) => evidence('value_records', each, 'evidence', each.at)),
      };
    },
  },
];
