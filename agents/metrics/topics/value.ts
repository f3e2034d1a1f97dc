import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import { VALUE_CATEGORIES } from '../../../models/value-record.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { once } from '../../facts/once.ts';
import { happened, latestOf } from '../../facts/time.ts';
import { type Draft, type Found, found, rowsIn, topicOf } from '../define.ts';
import { plural, shortDate, shortMoney } from '../format.ts';
import { evidenceOf } from '../rows.ts';
import { clamp, mean, sum } from '../statistics.ts';
import { CATEGORY_WORDS, type Counted, type CurrencyTotals, costsIn, mainValue } from '../value.ts';

const PLANS = 'customer_success_plans';
const PERIOD =
  'in the last twelve months (since the first contract where that is younger), each record by the part of its own period that lies in them';

const rowsOf = (counted: readonly Counted[]) => counted.map(({ record }) => record).sort((a, b) => a.at.getTime() - b.at.getTime());
const fromRecords = (counted: readonly Counted[], field = 'amount') => rowsIn('value_records')(field, rowsOf(counted));

type Money = Omit<Draft, 'read' | 'unit'> & { of(value: CurrencyTotals): { amount: number | null; counted: Counted[] } };

const money = ({ of, ...draft }: Money): Draft => ({
  ...draft,
  unit: 'money',
  read(facts) {
    const value = mainValue(facts);
    if (!value) return null;
    const { amount, counted } = of(value);
    return found(counted.length > 0 ? amount : null, fromRecords(counted), { currency: value.currency });
  },
});

const proven = ({ counted }: CurrencyTotals) => counted.filter((each) => each.proven);
const amountOf = (counted: Counted[]) => ({ amount: sum(counted.map(({ amount }) => amount)), counted });

function shareOfTarget(facts: AccountFacts): Found | null {
  const value = mainValue(facts);
  if (!value?.target) return null;
  const { target, currency } = value;
  const counted = value.counted.filter((each) => each.proven || each.target !== null);
  const records = fromRecords(counted);
  return found(
    Math.max(0, target.percent),
    records,
    () =>
      `${shortMoney(target.proven, currency)} of proven value against a target of ${shortMoney(target.promised, currency)} (${Math.round(target.percent)} %, last measured ${shortDate(new Date(latestOf(records.rows)), facts.asOf)})`,
  );
}

/** Plans that count: neither drafts nor cancelled. */
export const plansOf = (facts: AccountFacts): CustomerSuccessPlan[] =>
  facts.plans.filter(({ planStatus }) => planStatus !== 'draft' && planStatus !== 'cancelled');

const milestonesOf = once((facts: AccountFacts) => {
  const plans = plansOf(facts);
  const all = plans.flatMap(({ criticalMilestones }) => criticalMilestones);
  const done = all.filter(({ completedAt }) => happened(completedAt, facts.asOf));
  const overdue = all.filter(({ dueAt, completedAt }) => happened(dueAt, facts.asOf) && !happened(completedAt, facts.asOf));
  let latest = 0;
  for (const { dueAt, completedAt } of [...done, ...overdue])
    latest = Math.max(latest, happened(completedAt, facts.asOf)?.getTime() ?? 0, happened(dueAt, facts.asOf)?.getTime() ?? 0);
  return { plans, all, done, overdue, latest };
});

type Milestones = ReturnType<typeof milestonesOf>;

const milestones = ({
  of,
  text,
  ...draft
}: Omit<Draft, 'read'> & { of(milestones: Milestones): number | null; text?(milestones: Milestones, asOf: Date): string }): Draft => ({
  ...draft,
  read(facts) {
    const known = milestonesOf(facts);
    const words = text && { text: () => text(known, facts.asOf) };
    const latest = known.latest || latestOf(known.plans);
    return found(known.all.length > 0 ? of(known) : null, rowsIn(PLANS)('criticalMilestones', known.plans), { latest, ...words });
  },
});

/** The latest measurement of each of a plan's target metrics; `progress` 1 is the target reached. */
function outcomesOf(facts: AccountFacts) {
  return plansOf(facts).flatMap((plan) =>
    plan.targetMetrics.flatMap((goal) => {
      const measured = [...plan.actualMetrics, goal]
        .filter((each) => each.name === goal.name && typeof each.actual === 'number' && happened(each.measuredAt, facts.asOf))
        .sort((a, b) => (a.measuredAt?.getTime() ?? 0) - (b.measuredAt?.getTime() ?? 0))
        .at(-1);
      if (!measured?.measuredAt || typeof measured.actual !== 'number') return [];
      const baseline = goal.baseline ?? 0;
      const distance = goal.target - baseline;
      const progress = distance === 0 ? Number(measured.actual >= goal.target) : (measured.actual - baseline) / distance;
      return [
        { plan, name: goal.name, unit: goal.unit, target: goal.target, actual: measured.actual, progress, measuredAt: measured.measuredAt },
      ];
    }),
  );
}

function outcomeProgress(facts: AccountFacts): Found | null {
  const all = outcomesOf(facts);
  const value = mean(all.map(({ progress }) => clamp(progress, 0, 1.2) * 100));
  if (value === null) return null;
  const furthest = all.reduce((a, b) => (b.progress < a.progress ? b : a));
  return {
    value,
    latest: Math.max(...all.map(({ measuredAt }) => measuredAt.getTime())),
    text: () =>
      `${plural(all.length, 'outcome')} at ${Math.round(value)} % of target on average; furthest away: ${furthest.name}, ${furthest.actual} of ${furthest.target} ${furthest.unit} (${shortDate(furthest.measuredAt, facts.asOf)})`,
    evidence: () => evidenceOf(PLANS, 'actualMetrics', [...new Set(all.map(({ plan }) => plan))]),
  };
}

/** What they got for their money. */
export const valueMetrics = topicOf('value', { grace: 100, halfLife: 90 }, [
  money({
    key: 'proven_value',
    label: 'Proven value',
    aliases: 'value proven, nachgewiesener nutzen, valeur prouvée, valor demostrado',
    better: 'higher',
    definition: `Benefit that somebody confirmed, ${PERIOD}.`,
    of: (value) => ({ ...amountOf(proven(value)), counted: value.counted }),
  }),
  {
    key: 'proven_benefits',
    label: 'Proven benefits',
    aliases: 'benefits proven, number of proven benefits',
    better: 'higher',
    definition: `How many benefits somebody confirmed, ${PERIOD.split(' (')[0]}.`,
    read(facts) {
      const value = mainValue(facts);
      return value && found(proven(value).length, fromRecords(value.counted, 'evidence'));
    },
  },
  ...VALUE_CATEGORIES.map((category) =>
    money({
      key: `proven_${category}`,
      label: `Proven value, ${CATEGORY_WORDS[category]}`,
      aliases: `proven ${CATEGORY_WORDS[category]}`,
      better: 'higher',
      definition: `Confirmed benefit of the category ${CATEGORY_WORDS[category]}, ${PERIOD}.`,
      of: (value) => amountOf(proven(value).filter(({ record }) => record.category === category)),
    }),
  ),
  money({
    key: 'unproven_value',
    label: 'Unproven value',
    aliases: 'unbelegter nutzen, valeur non prouvée, valor sin demostrar',
    definition: `Benefit that nobody confirmed, ${PERIOD}.`,
    of: (value) => ({ ...amountOf(value.counted.filter((each) => !each.proven)), counted: value.counted }),
  }),
  money({
    key: 'promised_value',
    label: 'Value promised',
    aliases: 'target value, versprochener nutzen, valeur promise, valor prometido',
    definition: `What was promised, ${PERIOD}.`,
    of: ({ target, counted }) => ({ amount: target?.promised ?? null, counted: counted.filter((each) => each.target !== null) }),
  }),
  {
    key: 'investment',
    label: 'Investment',
    aliases: 'what they paid, investition, investissement, inversión',
    unit: 'money',
    definition: 'What the contracts cost in the last twelve months: the yearly value of each for every whole month of it.',
    read(facts) {
      const value = mainValue(facts);
      if (!value || value.investment <= 0) return null;
      const rows = costsIn(facts, value.period).flatMap(({ contract }) => (contract.currency === value.currency ? [contract] : []));
      return found(value.investment, { collection: 'contracts', field: 'annualValue', rows }, { currency: value.currency });
    },
  },
  {
    key: 'share_of_target',
    label: 'Value against target',
    aliases: 'against target, share of target, zielerreichung, par rapport à l’objectif, respecto al objetivo',
    unit: '%',
    better: 'higher',
    definition: `Proven value in % of what was promised, of the categories for which something was, ${PERIOD}.`,
    read: shareOfTarget,
  },
  {
    key: 'roi',
    label: 'ROI',
    aliases: 'return on investment, rendite, retour sur investissement, retorno',
    unit: '%',
    better: 'higher',
    definition: `Proven value divided by what the contracts cost, ${PERIOD}; a contract costs its yearly value for each whole month.`,
    read(facts) {
      const value = mainValue(facts);
      if (!value || value.investment <= 0 || value.counted.length === 0) return null;
      return found(
        (value.proven / value.investment) * 100,
        fromRecords(value.counted),
        () =>
          `ROI ${Math.round((value.proven / value.investment) * 100)} %: ${shortMoney(value.proven, value.currency)} proven on ${shortMoney(value.investment, value.currency)} over ${plural(value.period.months, 'month')}`,
      );
    },
  },
  {
    key: 'payback_months',
    label: 'Payback',
    aliases: 'payback time, amortisation, délai de retour, amortización',
    unit: 'months',
    digits: 1,
    better: 'lower',
    definition: `What the contracts cost, in months of proven value, ${PERIOD}.`,
    read(facts) {
      const value = mainValue(facts);
      return value && value.investment > 0 && value.proven > 0
        ? found((12 * value.investment) / value.proven, fromRecords(proven(value)))
        : null;
    },
  },
  milestones({
    key: 'milestone_completion',
    label: 'Milestones reached',
    aliases: 'milestone completion, meilensteine, jalons, hitos',
    unit: '%',
    better: 'higher',
    grace: 120,
    halfLife: 120,
    definition: 'Milestones of success plans reached, in % of those reached or due by now.',
    of: ({ done, overdue }) => (done.length + overdue.length > 0 ? (done.length / (done.length + overdue.length)) * 100 : null),
    text: ({ done, overdue }, asOf) =>
      `${done.length} of ${plural(done.length + overdue.length, 'due milestone')} reached${overdue[0] ? `, "${overdue[0].name}" overdue since ${shortDate(overdue[0].dueAt, asOf)}` : ''}`,
  }),
  milestones({
    key: 'milestones_reached',
    label: 'Number of milestones reached',
    definition: 'How many milestones of success plans were reached.',
    of: ({ done }) => done.length,
  }),
  milestones({
    key: 'milestones_overdue',
    label: 'Milestones overdue',
    aliases: 'overdue milestones, late milestones, missed milestones, überfällige meilensteine, jalons en retard, hitos vencidos',
    better: 'lower',
    definition: 'How many milestones of success plans are due and not reached.',
    of: ({ overdue }) => overdue.length,
  }),
  milestones({
    key: 'milestones_due',
    label: 'Milestones due',
    definition: 'How many milestones of success plans were due by now, reached or not.',
    of: ({ done, overdue }) => done.length + overdue.length,
  }),
  {
    key: 'outcome_progress',
    label: 'Business outcomes',
    aliases: 'outcome progress, ergebnisse, résultats, resultados',
    unit: '%',
    better: 'higher',
    grace: 60,
    halfLife: 120,
    definition: 'How far the measured goals of success plans have come from baseline to target (each at most 120 %), on average.',
    read: outcomeProgress,
  },
]);
