import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { age, happened, latestOf, within } from '../../facts/time.ts';
import { competitorMentions } from '../../kit/competitor-mentions.ts';
import { plural, shortDate, shortMoney } from '../../metrics/format.ts';
import { clamp, decay, mean, sum } from '../../metrics/statistics.ts';
import { evidenceOf, type Metric } from '../metric.ts';

const base = { dimension: 'value' } as const;

const plansOf = (facts: AccountFacts): CustomerSuccessPlan[] =>
  facts.plans.filter(({ planStatus }) => planStatus !== 'draft' && planStatus !== 'cancelled');

interface Outcome {
  plan: CustomerSuccessPlan;
  name: string;
  unit: string;
  actual: number;
  target: number;
  /** 1 is the target reached. */
  progress: number;
  measuredAt: Date;
}

/** The latest measurement of each of a plan's target metrics. */
function outcomes(facts: AccountFacts): Outcome[] {
  return plansOf(facts).flatMap((plan) =>
    plan.targetMetrics.flatMap((goal): Outcome[] => {
      const measured = [...plan.actualMetrics, goal]
        .filter((each) => each.name === goal.name && typeof each.actual === 'number' && happened(each.measuredAt, facts.asOf))
        .sort((a, b) => (a.measuredAt?.getTime() ?? 0) - (b.measuredAt?.getTime() ?? 0))
        .at(-1);
      const baseline = goal.baseline ?? 0;
      if (!measured?.measuredAt || typeof measured.actual !== 'number') return [];
      const distance = goal.target - baseline;
      const progress = distance === 0 ? Number(measured.actual >= goal.target) : (measured.actual - baseline) / distance;
      const { name, unit, target } = goal;
      return [{ plan, name, unit, actual: measured.actual, target, progress, measuredAt: measured.measuredAt }];
    }),
  );
}

export const valueMetrics: Metric[] = [
  {
    ...base,
    key: 'roi_achievement',
    label: 'Value against target',
    unit: '% of target',
    digits: 0,
    grace: 100,
    halfLife: 90,
    remedy: 'Measure with them what has been saved, and agree what is missing to the target',
    read(facts) {
      // A record nobody confirms is a claim and does not count here.
      const proven = within(facts.values, facts.asOf, 365).filter(({ evidence }) => evidence);
      const promised = proven.filter(({ targetAmount }) => typeof targetAmount === 'number' && targetAmount > 0);
      const last = promised.at(-1);
      if (!last) return null;
      const categories = new Set(promised.map(({ category }) => category));
      const counted = proven.filter(({ category, currency }) => categories.has(category) && currency === last.currency);
      const target = sum(promised.filter(({ currency }) => currency === last.currency).map(({ targetAmount }) => targetAmount ?? 0));
      const amount = sum(counted.map((record) => record.amount));
      const value = Math.max(0, (amount / target) * 100);
      return {
        value,
        latest: latestOf(promised),
        text: () =>
          `${shortMoney(amount, last.currency)} of proven value against a target of ${shortMoney(target, last.currency)} (${Math.round(value)} %, last measured ${shortDate(new Date(latestOf(counted)), facts.asOf)})`,
        evidence: () => evidenceOf('value_records', 'amount', counted),
      };
    },
  },
  {
    ...base,
    key: 'milestone_completion',
    label: 'Milestones',
    unit: '% of those due',
    digits: 0,
    grace: 120,
    halfLife: 120,
    remedy: 'Agree new dates for the overdue milestones and what each side does for them',
    read(facts) {
      const plans = plansOf(facts);
      const milestones = plans.flatMap(({ criticalMilestones }) => criticalMilestones);
      const done = milestones.filter(({ completedAt }) => happened(completedAt, facts.asOf));
      const overdue = milestones.filter(({ dueAt, completedAt }) => dueAt <= facts.asOf && !happened(completedAt, facts.asOf));
      const due = done.length + overdue.length;
      if (due === 0) return null;
      const dates = [...done, ...overdue].map(({ dueAt, completedAt }) =>
        Math.max(happened(completedAt, facts.asOf)?.getTime() ?? 0, happened(dueAt, facts.asOf)?.getTime() ?? 0),
      );
      return {
        value: (done.length / due) * 100,
        latest: Math.max(...dates),
        text: () =>
          `${done.length} of ${plural(due, 'due milestone')} reached${overdue.length > 0 ? `, "${overdue[0]?.name}" overdue since ${shortDate(overdue[0]?.dueAt ?? facts.asOf, facts.asOf)}` : ''}`,
        evidence: () => evidenceOf('customer_success_plans', 'criticalMilestones', plans),
      };
    },
  },
  {
    ...base,
    key: 'outcome_progress',
    label: 'Business outcomes',
    unit: '% of target',
    digits: 0,
    grace: 60,
    halfLife: 120,
    remedy: 'Take the outcome furthest from its target and plan the next step with them',
    read(facts) {
      const all = outcomes(facts);
      const value = mean(all.map(({ progress }) => clamp(progress, 0, 1.2) * 100));
      if (value === null) return null;
      const furthest = all.reduce((a, b) => (b.progress < a.progress ? b : a));
      return {
        value,
        latest: Math.max(...all.map(({ measuredAt }) => measuredAt.getTime())),
        text: () =>
          `${plural(all.length, 'outcome')} at ${Math.round(value)} % of target on average; furthest away: ${furthest.name}, ${furthest.actual} of ${furthest.target} ${furthest.unit} (${shortDate(furthest.measuredAt, facts.asOf)})`,
        evidence: () => evidenceOf('customer_success_plans', 'actualMetrics', [...new Set(all.map(({ plan }) => plan))]),
      };
    },
  },
  {
    ...base,
    key: 'competitor_risk',
    label: 'Competitor risk',
    unit: 'points',
    digits: 0,
    grace: 45,
    halfLife: 90,
    remedy: 'Ask openly what they compare and show the difference on their own figures',
    read(facts) {
      // Without any talk, ticket or event there is nothing in which a competitor could have been mentioned.
      const heard = [facts.interactions, facts.tickets, facts.events].flatMap((rows: { _id: string; at: Date }[]) =>
        within(rows, facts.asOf, 180),
      );
      if (heard.length === 0) return null;
      const mentions = competitorMentions(facts);
      const last = mentions.at(-1);
      const value = clamp(sum(mentions.map(({ at, sure }) => sure * decay(age(at, facts.asOf), 45))) * 100, 0, 100);
      const text = last
        ? `Competitor evaluation: ${last.words} (${shortDate(last.at, facts.asOf)})`
        : 'No competitor mentioned in 180 days';
      return {
        value,
        latest: latestOf(heard),
        text: () => text,
        evidence: () =>
          last
            ? mentions.slice(-8).flatMap((each) => evidenceOf(each.collection, each.field, [each]))
            : evidenceOf('interactions', 'at', within(facts.interactions, facts.asOf, 180)).slice(0, 3),
        warning: () => (last ? text : null),
      };
    },
  },
];
