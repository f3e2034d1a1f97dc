import { type AccountFacts, age, sponsorOf, type Text } from '../facts/index.ts';
import { ofFacts, t } from '../kit/say.ts';
import { CATEGORY_WORDS, type Counted } from '../metrics/value.ts';
import { type Checkpoints, planOf, unmeasuredGoals } from './checkpoints.ts';
import type { CurrencyValue } from './totals.ts';

const STALE_DAYS = 100;
const MOST = 5;

/** What to measure or confirm next, most useful first: claims to prove, goals never measured, time since the last measurement, missing targets. */
export function nextMeasures(facts: AccountFacts, counted: readonly Counted[], total: CurrencyValue, checkpoints: Checkpoints): Text[] {
  const { asOf, values } = facts;
  const { money, date, of } = ofFacts(facts);
  const plan = planOf(facts);
  const sponsor = sponsorOf(facts);
  const whom = sponsor ? ` with ${sponsor.name}` : '';
  const claims = counted
    .filter(({ proven }) => !proven)
    .toSorted((a, b) => b.amount - a.amount)
    .slice(0, 2)
    .map(({ record: { _id, description, currency }, amount }) => {
      const claimed = money(`value:${_id}`, description, amount, currency);
      return t`Have "${description}" (${claimed}) confirmed${whom}: it counts as unproven`;
    });
  const goals = (plan ? unmeasuredGoals(plan) : []).slice(0, 2).map(({ name, target, unit, dueAt }) => {
    const key = `goal:${plan?._id}:${name}`;
    const goal = /^[A-Z]{3}$/.test(unit) ? t`${money(key, name, target, unit)}` : t`${of(key, name, target, '', { digits: 2 })} ${unit}`;
    const due = dueAt ? t` for ${date(`goal_due:${name}`, name, dueAt.toISOString())}` : '';
    return t`Measure "${name}": ${goal} was the goal${due}`;
  });
  const latest = new Date(Math.max(...values.map(({ periodEnd }) => Math.min(periodEnd.getTime(), asOf.getTime()))));
  const stale = values.length > 0 && age(latest, asOf) > STALE_DAYS;
  const first = plan?.valueHypothesis
    ? `Put the plan’s hypothesis into figures${whom}: ${plan.valueHypothesis}`
    : `Agree one benefit that can be counted in money${whom}: what it cost before, what it costs now, who confirms it`;
  const ahead = checkpoints?.list.find(({ reached }) => !reached);
  const bare = Object.entries(CATEGORY_WORDS).filter(([category]) => !counted.some(({ record }) => record.category === category));
  return [
    ...claims,
    ...(counted.length > 0 ? [] : [first]),
    ...goals,
    ...(ahead ? [t`Week ${ahead.week} checkpoint on ${date(`checkpoint:${ahead.week}`, 'checkpoint', ahead.at)}`] : []),
    ...(stale
      ? [t`Measure the time since ${date('last_measured', 'last measured', latest.toISOString())}${whom}: nothing is recorded for it`]
      : []),
    ...(counted.length > 0 && total.target === null ? [`Agree a target${whom}: no record says what had been promised`] : []),
    ...(counted.length > 0 && bare.length > 0 ? [`Look for ${bare.map(([, words]) => words).join(' and ')} value: none is recorded`] : []),
  ].slice(0, MOST);
}
