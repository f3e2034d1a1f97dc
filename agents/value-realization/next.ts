import type { AccountFacts } from '../facts/account-facts.ts';
import { DAY } from '../facts/time.ts';
import { longDate, shortMoney } from '../metrics/format.ts';
import type { Counted } from '../metrics/value.ts';
import type { CurrencyValue, ValueAssessment } from './assessment.ts';
import { planOf, unmeasuredGoals } from './checkpoints.ts';

import { CATEGORY_WORDS } from './counted.ts';

const STALE_DAYS = 100;
const MOST = 5;

/** What to measure or confirm next, most useful first: claims to prove, goals never measured, time since the last measurement, missing targets. */
export function nextMeasures(
  facts: AccountFacts,
  counted: readonly Counted[],
  total: CurrencyValue,
  checkpoints: ValueAssessment['checkpoints'],
): string[] {
  const { asOf, contacts, values } = facts;
  const plan = planOf(facts);
  const sponsor =
    contacts.find(({ role, leftAt }) => role === 'executive_sponsor' && !(leftAt && leftAt <= asOf)) ??
    contacts.find(({ role, leftAt }) => role === 'champion' && !(leftAt && leftAt <= asOf));
  const whom = sponsor ? ` with ${sponsor.name}` : '';
  const claims = counted
    .filter(({ proven }) => !proven)
    .toSorted((a, b) => b.amount - a.amount)
    .slice(0, 2)
    .map(
      ({ record, amount }) =>
        `Have "${record.description}" (${shortMoney(amount, record.currency)}) confirmed${whom}: it counts as unproven`,
    );
  const goals = plan
    ? unmeasuredGoals(plan)
        .slice(0, 2)
        .map(
          ({ name, target, unit, dueAt }) => `Measure "${name}": ${target} ${unit} was the goal${dueAt ? ` for ${longDate(dueAt)}` : ''}`,
        )
    : [];
  const latest = Math.max(...values.map(({ periodEnd }) => Math.min(periodEnd.getTime(), asOf.getTime())));
  const stale =
    values.length > 0 && asOf.getTime() - latest > STALE_DAYS * DAY
      ? [`Measure the time since ${longDate(new Date(latest))}${whom}: nothing is recorded for it`]
      : [];
  const first =
    counted.length > 0
      ? []
      : plan?.valueHypothesis
        ? [`Put the plan’s hypothesis into figures${whom}: ${plan.valueHypothesis}`]
        : [`Agree one benefit that can be counted in money${whom}: what it cost before, what it costs now, who confirms it`];
  const ahead = checkpoints?.list.find(({ reached }) => !reached);
  const due = ahead ? [`Week ${ahead.week} checkpoint on ${longDate(new Date(ahead.at))}`] : [];
  const target = counted.length > 0 && total.target === null ? [`Agree a target${whom}: no record says what had been promised`] : [];
  const bare = Object.entries(CATEGORY_WORDS).filter(([category]) => !counted.some(({ record }) => record.category === category));
  const gaps =
    counted.length > 0 && bare.length > 0 ? [`Look for ${bare.map(([, words]) => words).join(' and ')} value: none is recorded`] : [];
  return [...claims, ...first, ...goals, ...due, ...stale, ...target, ...gaps].slice(0, MOST);
}
