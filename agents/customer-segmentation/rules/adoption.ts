import { type AccountFacts, age, happened } from '../../facts/index.ts';
import { curve, evidenceOf, numberOf, piecewise, plural } from '../../metrics/index.ts';
import type { ValueOf } from '../dimensions.ts';
import { type Floors, floorOf, ofMetric, type Source, scoreOf, source, type Verdict, verdict } from '../verdict.ts';

/** Active users fell by more than this, in %: what was adopted is being given up. */
const GIVING_UP = -40;
const CORE = curve('20:0 50:35 75:65 95:100');
export const ADVANCED = curve('0:0 30:40 60:70 90:100');
const ONBOARDING_DAYS = curve('30:100 60:80 90:55 150:20 240:0');
const MILESTONES = curve('0:0 100:100');
const FLOORS: Floors<ValueOf<'adoptionPattern'>> = { fast_adopter: 75, steady_adopter: 55, slow_adopter: 35, struggling: 0 };

/** How fast and how far they took the product up, and whether they keep it. */
export function adoptionPattern(facts: AccountFacts): Verdict<ValueOf<'adoptionPattern'>> {
  const users = ofMetric(facts, 'active_users_change_4w', 0.2);
  const core = ofMetric(facts, 'core_adoption', 0.3, { curve: CORE, weight: 0.25 });
  const advanced = ofMetric(facts, 'advanced_adoption', 0.22, { curve: ADVANCED, weight: 0.25 });
  const milestones = ofMetric(facts, 'milestone_completion', 0.1, { curve: MILESTONES, weight: 0.2 });
  const sources = [core, advanced, onboarding(facts), milestones];
  // Dates of a plan say how fast they began, not whether they use it.
  if (!core.score && !advanced.score) return verdict<ValueOf<'adoptionPattern'>>(null, [...sources, users]);
  const fell = (numberOf(facts, 'active_users_change_4w')?.value ?? 0) < GIVING_UP;
  return fell ? verdict('struggling', [users, ...sources]) : verdict(floorOf(FLOORS, scoreOf(sources)), [...sources, users]);
}

/** The latest completed onboarding, in days from its start. */
function onboarding({ plans, asOf }: AccountFacts): Source {
  const [name, weight] = ['A completed onboarding plan with its dates', 0.15] as const;
  const done = plans.findLast(
    ({ planType, planStatus, planStartDate, actualCompletionDate }) =>
      planType === 'onboarding' && planStatus !== 'cancelled' && planStartDate && happened(actualCompletionDate, asOf),
  );
  if (!done?.planStartDate || !done.actualCompletionDate) return source(name, weight, false);
  const days = Math.max(0, Math.round(age(done.planStartDate, done.actualCompletionDate)));
  return source(name, weight, true, {
    said: () => `onboarded in ${plural(days, 'day')}`,
    evidence: () => evidenceOf('customer_success_plans', 'actualCompletionDate', [done]),
    score: { value: piecewise(ONBOARDING_DAYS, days), weight: 0.3 },
  });
}
