import { findingOf } from '../../facts/finding.ts';
import { happened } from '../../facts/time.ts';
import { figureText, t } from '../../kit/text.ts';
import { daysBetween, longDate } from '../../metrics/format.ts';
import { evidenceOf } from '../../metrics/rows.ts';
import { clamp } from '../../metrics/statistics.ts';
import { currentPlan } from '../../metrics/topics/plan.ts';
import { mainValue } from '../../metrics/value.ts';
import { quotable } from '../quotable.ts';
import { about, dated, fact, figureNow, type Point, type PointsOf } from './point.ts';

/** Benefits somebody confirmed; a claim nobody confirmed is not said to a customer. */
export const valuePoints: PointsOf = (facts) => {
  const proven = figureNow(facts, 'proven_value')?.figure;
  const period = mainValue(facts)?.period;
  if (!proven || !period || !(Number(proven.value) > 0)) return [];
  const [from, to] = [dated(facts, 'value_from', 'from', period.from), dated(facts, 'value_to', 'to', period.to)];
  const amount = figureText(proven, { exact: true });
  return [
    {
      topic: 'value',
      weight: 0.55,
      line: `From ${longDate(period.from)} to ${longDate(period.to)}, benefits of ${amount} were measured and confirmed with you.`,
      subject: about(facts.account.name, 'what has been measured, and what comes next'),
      figure: findingOf(proven, t`${proven.label}: ${proven} from ${from} to ${to}.`),
    },
  ];
};

export const renewalPoints: PointsOf = (facts) => {
  const [renewal, days] = [figureNow(facts, 'renewal_date')?.figure, Number(figureNow(facts, 'days_to_renewal')?.figure.value)];
  if (!renewal || days > 270) return [];
  return [
    {
      topic: 'renewal',
      weight: clamp(0.3 + 0.5 * (1 - days / 270), 0, 1),
      line: `Your current agreement runs until ${figureText(renewal, { exact: true })}.`,
      subject: about(facts.account.name, 'planning the next term'),
      figure: findingOf(renewal, t`The agreement runs until ${renewal}.`),
    },
  ];
};

/** The plan made with the customer: overdue, next and just reached milestones. */
export const milestonePoints: PointsOf = (facts) => {
  const { account, asOf } = facts;
  const plan = currentPlan(facts);
  if (!plan) return [];
  const subject = about(account.name, 'next steps in our plan');
  const evidence = evidenceOf('customer_success_plans', 'criticalMilestones', [plan]);
  return plan.criticalMilestones.flatMap(({ name, dueAt, completedAt }): Point[] => {
    const title = quotable(name);
    if (!title) return [];
    const days = daysBetween(asOf, dueAt);
    const done = happened(completedAt, asOf);
    const point = (there: boolean, weight: number, line: string): Point[] =>
      there ? [{ topic: 'milestone', weight, line, subject, figure: fact('Milestone', line, evidence) }] : [];
    if (done) return point(daysBetween(done, asOf) <= 60, 0.35, `The milestone “${title}” was reached on ${longDate(done)}.`);
    return days < 0
      ? point(days >= -120, 0.6, `The milestone “${title}” was planned for ${longDate(dueAt)} and is not reached yet.`)
      : point(days <= 45, 0.5, `The next milestone, “${title}”, is planned for ${longDate(dueAt)}.`);
  });
};
