import { findingOf } from '../../facts/finding.ts';
import { happened } from '../../facts/time.ts';
import { figureText, t } from '../../kit/text.ts';
import { daysBetween, longDate } from '../../metrics/format.ts';
import { clamp } from '../../metrics/statistics.ts';
import { currentPlan } from '../../metrics/topics/plan.ts';
import { mainValue } from '../../metrics/value.ts';
import { quotable } from '../quotable.ts';
import { about, dated, fact, figureNow, type Point, type PointsOf } from './point.ts';

/** Benefits somebody confirmed; a claim nobody confirmed is not said to a customer. */
export const valuePoints: PointsOf = (facts) => {
  const proven = figureNow(facts, 'proven_value');
  const period = mainValue(facts)?.period;
  if (!proven || !period || !(Number(proven.figure.value) > 0)) return [];
  const [from, to] = [dated(facts, 'value_from', 'from', period.from), dated(facts, 'value_to', 'to', period.to)];
  return [
    {
      topic: 'value',
      weight: 0.55,
      line: `From ${longDate(period.from)} to ${longDate(period.to)}, benefits of ${figureText(proven.figure, { exact: true })} were measured and confirmed with you.`,
      subject: about(facts.account.name, 'what has been measured, and what comes next'),
      figure: findingOf(proven.figure, t`${proven.figure.label}: ${proven.figure} from ${from} to ${to}.`),
    },
  ];
};

export const renewalPoints: PointsOf = (facts) => {
  const [renewal, days] = [figureNow(facts, 'renewal_date'), Number(figureNow(facts, 'days_to_renewal')?.figure.value)];
  if (!renewal || days > 270) return [];
  return [
    {
      topic: 'renewal',
      weight: clamp(0.3 + 0.5 * (1 - days / 270), 0, 1),
      line: `Your current agreement runs until ${figureText(renewal.figure, { exact: true })}.`,
      subject: about(facts.account.name, 'planning the next term'),
      figure: findingOf(renewal.figure, t`The agreement runs until ${renewal.figure}.`),
    },
  ];
};

/** The plan made with the customer: overdue, next and just reached milestones. */
export const milestonePoints: PointsOf = (facts) => {
  const { account, asOf } = facts;
  const plan = currentPlan(facts);
  if (!plan) return [];
  return plan.criticalMilestones.flatMap(({ name, dueAt, completedAt }): Point[] => {
    const title = quotable(name);
    if (!title) return [];
    const due = longDate(dueAt);
    const days = daysBetween(asOf, dueAt);
    const done = happened(completedAt, asOf);
    const point = (weight: number, line: string): Point[] => [
      {
        topic: 'milestone',
        weight,
        line,
        subject: about(account.name, 'next steps in our plan'),
        figure: fact('Milestone', null, '', line, {
          collection: 'customer_success_plans',
          id: plan._id,
          field: 'criticalMilestones',
          at: plan.at,
        }),
      },
    ];
    if (done) return daysBetween(done, asOf) <= 60 ? point(0.35, `The milestone “${title}” was reached on ${longDate(done)}.`) : [];
    if (days < 0 && days >= -120) return point(0.6, `The milestone “${title}” was planned for ${due} and is not reached yet.`);
    return days >= 0 && days <= 45 ? point(0.5, `The next milestone, “${title}”, is planned for ${due}.`) : [];
  });
};
