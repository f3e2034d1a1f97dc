import type { Evidence } from '../../facts/evidence.ts';
import { DAY, happened, within } from '../../facts/time.ts';
import { plural, shortDate } from '../../metrics/format.ts';
import { mean, piecewise, sum } from '../../metrics/statistics.ts';
import { ADOPTION_FLOORS, ADVANCED_ADOPTION, CORE_ADOPTION, floorOf, ONBOARDING_DAYS } from '../classification-data.ts';
import type { ValueOf } from '../dimensions.ts';
import { recentLevel, type View } from '../level.ts';
import { confidenceOf, evidenceOf, freshness, missingOf, type Source, unknown, type Verdict } from '../verdict.ts';

/** Active users of the last four weeks below this share of what was usual before: what was adopted is being given up. */
const GIVING_UP = 0.6;

/** How fast and how far they took the product up, and whether they keep it. */
export function adoptionPattern(view: View): Verdict<ValueOf<'adoptionPattern'>> {
  const core = recentLevel(view, (row) => row.coreFeatureAdoption);
  const advanced = recentLevel(view, (row) => row.advancedFeatureAdoption);
  const onboarding = onboardingOf(view);
  const milestones = milestonesOf(view);
  const active = activeRatio(view);
  const parts = [
    { weight: 0.25, score: core && piecewise(CORE_ADOPTION, core.value) },
    { weight: 0.25, score: advanced && piecewise(ADVANCED_ADOPTION, advanced.value) },
    { weight: 0.3, score: onboarding && piecewise(ONBOARDING_DAYS, onboarding.days) },
    { weight: 0.2, score: milestones && 100 * milestones.onTime },
  ].flatMap(({ weight, score }) => (score === null ? [] : [{ weight, score }]));
  const sources: Source[] = [
    { name: 'Adoption of core features', weight: 0.3, quality: core ? freshness(core.rows, view) : 0 },
    { name: 'Adoption of advanced features', weight: 0.22, quality: advanced ? freshness(advanced.rows, view) : 0 },
    { name: 'A completed onboarding plan with its dates', weight: 0.15, quality: onboarding ? 1 : 0 },
    { name: 'Milestones that were due', weight: 0.1, quality: milestones ? 1 : 0 },
    { name: 'Eight weeks of active users', weight: 0.2, quality: active === null ? 0 : freshness(active.rows, view) },
  ];
  // Dates of a plan say how fast they began, not whether they use it.
  if (!core && !advanced) return unknown(sources);
  const score = sum(parts.map((each) => each.weight * each.score)) / sum(parts.map(({ weight }) => weight));
  const fell = active !== null && active.ratio < GIVING_UP;
  const last = (core ?? advanced)?.rows.at(-1);
  const told = [
    fell && active ? `Active users down ${Math.round(100 * (1 - active.ratio))} % in four weeks against the twelve before` : '',
    core ? `${Math.round(core.value * 100)} % on core features` : '',
    advanced ? `${Math.round(advanced.value * 100)} % on advanced ones` : '',
    onboarding ? `onboarded in ${plural(onboarding.days, 'day')}` : '',
    milestones ? `${milestones.done} of ${milestones.due} milestones on time` : '',
  ].filter(Boolean);
  const evidence: Evidence[] = [
    ...(fell && active ? evidenceOf('customer_usage_analytics', 'activeUsersCount', active.rows).slice(0, 3) : []),
    ...evidenceOf('customer_usage_analytics', 'coreFeatureAdoption', core?.rows ?? []).slice(0, 2),
    ...evidenceOf('customer_usage_analytics', 'advancedFeatureAdoption', advanced?.rows ?? []).slice(0, 2),
    ...evidenceOf('customer_success_plans', 'actualCompletionDate', onboarding?.plans ?? []).slice(0, 1),
    ...evidenceOf('customer_success_plans', 'criticalMilestones', milestones?.plans ?? []).slice(0, 2),
  ];
  return {
    value: fell ? 'struggling' : floorOf(ADOPTION_FLOORS, score),
    confidence: confidenceOf(sources),
    reason: `${told.join(', ')}${last ? ` (4 weeks to ${shortDate(last.at, view.asOf)})` : ''}`,
    missing: missingOf(sources),
    evidence,
  };
}

/** The latest completed onboarding, in days from its start. */
function onboardingOf({ plans, asOf }: View) {
  const done = plans.filter(
    (plan) =>
      plan.planType === 'onboarding' && plan.planStartDate && happened(plan.actualCompletionDate, asOf) && plan.planStatus !== 'cancelled',
  );
  const last = done.at(-1);
  if (!last?.planStartDate || !last.actualCompletionDate) return null;
  return { days: Math.max(0, Math.round((last.actualCompletionDate.getTime() - last.planStartDate.getTime()) / DAY)), plans: [last] };
}

/** Milestones of the last year that were due, and how many of them were met by then. */
function milestonesOf({ plans, asOf }: View) {
  const since = asOf.getTime() - 365 * DAY;
  const dated = plans.filter((plan) => plan.planStatus !== 'cancelled' && plan.planStatus !== 'draft');
  const due = dated.flatMap((plan) =>
    (plan.criticalMilestones ?? []).filter(({ dueAt }) => dueAt <= asOf && dueAt.getTime() > since).map((each) => ({ plan, each })),
  );
  if (due.length === 0) return null;
  const done = due.filter(({ each }) => each.completedAt && each.completedAt <= each.dueAt);
  return { due: due.length, done: done.length, onTime: done.length / due.length, plans: [...new Set(due.map(({ plan }) => plan))] };
}

/** Active users of the last four weeks against the twelve before; null with less than four weeks of each. */
function activeRatio({ usage, asOf }: View) {
  const rows = within(usage, asOf, 16 * 7).filter(({ activeUsersCount }) => typeof activeUsersCount === 'number');
  const since = asOf.getTime() - 28 * DAY;
  const now = rows.filter(({ at }) => at.getTime() > since);
  const before = rows.filter(({ at }) => at.getTime() <= since);
  const usual = mean(before.map(({ activeUsersCount }) => activeUsersCount ?? 0));
  const recent = mean(now.map(({ activeUsersCount }) => activeUsersCount ?? 0));
  if (recent === null || usual === null || usual === 0 || now.length < 2 || before.length < 4) return null;
  return { ratio: recent / usual, rows };
}
