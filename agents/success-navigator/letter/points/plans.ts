import { fact, findingOf } from '../../../facts/finding.ts';
import { happened } from '../../../facts/time.ts';
import { t } from '../../../kit/text.ts';
import { daysBetween } from '../../../metrics/format.ts';
import { figureNow } from '../../../metrics/index.ts';
import { evidenceOf } from '../../../metrics/rows.ts';
import { clamp } from '../../../metrics/statistics.ts';
import { currentPlan } from '../../../metrics/topics/plan.ts';
import { mainValue } from '../../../metrics/value.ts';
import { quotable } from '../quotable.ts';
import { wordsOf } from '../words.ts';
import { about, dated, type Point, type PointsOf } from './point.ts';

/** What the approver reads. */
const english = wordsOf('en');

/** Benefits somebody confirmed; a claim nobody confirmed is not said to a customer. */
export const valuePoints: PointsOf = (facts, _, words) => {
  const proven = figureNow(facts, 'proven_value')?.figure;
  const period = mainValue(facts)?.period;
  if (!proven || !period || !(Number(proven.value) > 0)) return [];
  const [from, to] = [dated(facts, 'value_from', 'from', period.from), dated(facts, 'value_to', 'to', period.to)];
  return [
    {
      topic: 'value',
      weight: 0.55,
      news: 'good',
      line: words.say('value.line', { from: words.date(period.from), to: words.date(period.to), amount: words.figure(proven) }),
      subject: about(facts.account.name, words.say('value.subject')),
      figure: findingOf(proven, t`${proven.label}: ${proven} from ${from} to ${to}.`),
    },
  ];
};

export const renewalPoints: PointsOf = (facts, _, words) => {
  const [renewal, days] = [figureNow(facts, 'renewal_date')?.figure, Number(figureNow(facts, 'days_to_renewal')?.figure.value)];
  if (!renewal || days > 270) return [];
  return [
    {
      topic: 'renewal',
      weight: clamp(0.3 + 0.5 * (1 - days / 270), 0, 1),
      line: words.say('renewal.line', { date: words.figure(renewal) }),
      subject: about(facts.account.name, words.say('renewal.subject')),
      figure: findingOf(renewal, t`The agreement runs until ${renewal}.`),
    },
  ];
};

/** The plan made with the customer: overdue, next and just reached milestones. */
export const milestonePoints: PointsOf = (facts, _, { say, date }) => {
  const { account, asOf } = facts;
  const plan = currentPlan(facts);
  if (!plan) return [];
  const subject = about(account.name, say('milestone.subject'));
  const evidence = evidenceOf('customer_success_plans', 'criticalMilestones', [plan]);
  return plan.criticalMilestones.flatMap(({ name, dueAt, completedAt }): Point[] => {
    const title = quotable(name);
    if (!title) return [];
    const days = daysBetween(asOf, dueAt);
    const done = happened(completedAt, asOf);
    const point = (weight: number, state: 'reached' | 'overdue' | 'next', at: Date, news: Pick<Point, 'news'> = {}): Point[] => {
      const told = english.say(`milestone.${state}`, { title, date: english.date(at) });
      const line = say(`milestone.${state}`, { title, date: date(at) });
      return [{ topic: 'milestone', weight, ...news, line, subject, figure: fact('Milestone', told, evidence) }];
    };
    if (done) return daysBetween(done, asOf) <= 60 ? point(0.35, 'reached', done, { news: 'good' }) : [];
    if (days < 0) return days >= -120 ? point(0.6, 'overdue', dueAt, { news: 'bad' }) : [];
    return days <= 45 ? point(0.5, 'next', dueAt) : [];
  });
};
