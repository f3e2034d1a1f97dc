import type { CustomerSuccessPlan } from '../../models/customer-success-plan.ts';
import { type AccountFacts, DAY, type Finding, fact } from '../facts/index.ts';
import { ofFacts, t } from '../kit/say.ts';
import { evidenceOf, round, sum } from '../metrics/index.ts';
import { datedContracts, isProven } from '../metrics/value.ts';

const WEEKS = [4, 8, 12];
/** A plan made at signing is counted from go-live where that follows within this. */
const GO_LIVE_DAYS = 30;

/** The plan value is measured by: the latest onboarding plan, else the latest of any kind. */
export function planOf({ plans }: AccountFacts): (CustomerSuccessPlan & { planStartDate: Date }) | null {
  const started = plans.flatMap((plan) =>
    plan.planStartDate && plan.planStatus !== 'cancelled' && plan.planStatus !== 'draft'
      ? [{ ...plan, planStartDate: plan.planStartDate }]
      : [],
  );
  return started.findLast(({ planType }) => planType === 'onboarding') ?? started.at(-1) ?? null;
}

/** What was reached 4, 8 and 12 weeks after the start, as measured by then. Null without a plan that started. */
export function checkpointsOf(facts: AccountFacts, currency: string) {
  const plan = planOf(facts);
  if (!plan) return null;
  const start = plan.planStartDate.getTime();
  const live = datedContracts(facts)
    .map(({ contract }) => contract.startDate.getTime())
    .filter((date) => date >= start && date <= start + GO_LIVE_DAYS * DAY);
  const since = Math.max(start, ...live.slice(0, 1));
  const list = WEEKS.map((week) => {
    const at = new Date(since + week * 7 * DAY);
    const due = plan.criticalMilestones.filter(({ dueAt }) => dueAt <= at);
    return {
      week,
      at: at.toISOString(),
      reached: at <= facts.asOf,
      metrics: at <= facts.asOf ? metricsBy(plan, at) : [],
      milestones: { done: due.filter(({ completedAt }) => completedAt && completedAt <= at).length, due: due.length },
      proven: round(
        sum(
          facts.values.flatMap((each) =>
            isProven(each) && each.currency === currency && each.at <= at && each.periodEnd.getTime() > since ? [each.amount] : [],
          ),
        ),
        2,
      ),
    };
  });
  return { since: new Date(since).toISOString(), plan: plan.planName, list };
}

export type Checkpoints = ReturnType<typeof checkpointsOf>;

/** The plan's measurements, its own last ones included. */
function measurements(plan: CustomerSuccessPlan) {
  return [...plan.actualMetrics, ...plan.targetMetrics].flatMap(({ name, actual, measuredAt }) =>
    typeof actual === 'number' && measuredAt ? [{ name, actual, measuredAt }] : [],
  );
}

function metricsBy(plan: CustomerSuccessPlan, at: Date) {
  return plan.targetMetrics.flatMap(({ name, unit, target, baseline }) => {
    const [last] = measurements(plan)
      .filter((each) => each.name === name && each.measuredAt <= at)
      .sort((a, b) => b.measuredAt.getTime() - a.measuredAt.getTime());
    if (!last) return [];
    const met = (baseline ?? 0) > target ? last.actual <= target : last.actual >= target;
    return [{ name, unit, actual: last.actual, target, met, measuredAt: last.measuredAt.toISOString() }];
  });
}

/** Goals of the plan nobody has measured. */
export function unmeasuredGoals(plan: CustomerSuccessPlan): CustomerSuccessPlan['targetMetrics'] {
  const names = new Set(measurements(plan).map(({ name }) => name));
  return plan.targetMetrics.filter(({ name }) => !names.has(name));
}

/** How it was before: what the plan noted, then what each benefit's record says. */
export function baselineOf(facts: AccountFacts): Finding[] {
  const { of, date } = ofFacts(facts);
  const planned = (planOf(facts) ? facts.plans : []).flatMap(({ _id, at, roiBaseline }) =>
    roiBaseline.flatMap(({ name, unit, actual, baseline, target, measuredAt }) => {
      const before = actual ?? baseline;
      if (typeof before !== 'number') return [];
      const on = measuredAt ? t` (${date(`baseline_at:${_id}:${name}`, name, measuredAt.toISOString())})` : '';
      const was = of(`baseline:${_id}:${name}`, name, before, '', { digits: 2 });
      const text = t`${name}: ${was} ${unit} before${on}, ${of(`goal:${_id}:${name}`, name, target, '', { digits: 2 })} planned`;
      return [fact(name, text, evidenceOf('customer_success_plans', 'roiBaseline', [{ _id, at }]), before, unit)];
    }),
  );
  const told = Map.groupBy(
    facts.values.filter(({ baseline }) => (baseline ?? '').trim() !== ''),
    ({ description }) => description,
  );
  const recorded = [...told].flatMap(([label, records]) => {
    const last = records.at(-1);
    return last ? [fact(label, `${label}: ${last.baseline}`, evidenceOf('value_records', 'baseline', [last]))] : [];
  });
  return [...planned, ...recorded];
}
