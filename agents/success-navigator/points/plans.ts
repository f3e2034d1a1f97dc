import { daysBetween, longDate } from '../../metrics/format.ts';
import { activeContracts } from '../../metrics/terms.ts';
import { quotable } from '../quotable.ts';
import { about, clamp, fact, type Point, type PointsOf } from './point.ts';

/** Benefits somebody confirmed; a claim nobody confirmed is not said to a customer. */
export const valuePoints: PointsOf = ({ account, values, asOf }) => {
  const confirmed = values.filter(({ evidence, amount, at }) => evidence && amount > 0 && daysBetween(at, asOf) <= 400);
  const largest = confirmed.toSorted((a, b) => b.amount - a.amount || b.at.getTime() - a.at.getTime())[0];
  if (!largest) return [];
  const amount = new Intl.NumberFormat('en-US', { style: 'currency', currency: largest.currency, maximumFractionDigits: 0 }).format(
    largest.amount,
  );
  const period = `from ${longDate(largest.periodStart)} to ${longDate(largest.periodEnd)}`;
  const title = quotable(largest.description);
  const what = `${amount}${title ? ` (“${title}”)` : ''} ${period}`;
  return [
    {
      topic: 'value',
      weight: 0.55,
      line: `The largest benefit measured so far is ${what}.`,
      subject: about(account.name, 'what has been measured, and what comes next'),
      figure: fact('Measured benefit', largest.amount, largest.currency, `Measured benefit: ${what}.`, {
        collection: 'value_records',
        id: largest._id,
        field: 'amount',
        at: largest.at,
      }),
    },
  ];
};

export const renewalPoints: PointsOf = ({ account, contracts, asOf }) => {
  const next = activeContracts(contracts, asOf)
    .filter(({ endDate }) => endDate)
    .toSorted((a, b) => (a.endDate?.getTime() ?? 0) - (b.endDate?.getTime() ?? 0))[0];
  if (!next?.endDate) return [];
  const days = daysBetween(asOf, next.endDate);
  if (days > 270) return [];
  const end = longDate(next.endDate);
  return [
    {
      topic: 'renewal',
      weight: clamp(0.3 + 0.5 * (1 - days / 270)),
      line: `Your current agreement runs until ${end}.`,
      subject: about(account.name, 'planning the next term'),
      figure: fact('End of the agreement', null, '', `The agreement runs until ${end}.`, {
        collection: 'contracts',
        id: next._id,
        field: 'endDate',
        at: next.at,
      }),
    },
  ];
};

/** The plan made with the customer: overdue, next and just reached milestones. */
export const milestonePoints: PointsOf = ({ account, plans, asOf }) => {
  const plan = plans.findLast(({ planStatus }) => planStatus !== 'cancelled' && planStatus !== 'draft' && planStatus !== 'completed');
  if (!plan) return [];
  return plan.criticalMilestones.flatMap(({ name, dueAt, completedAt }): Point[] => {
    const title = quotable(name);
    if (!title) return [];
    const due = longDate(dueAt);
    const days = daysBetween(asOf, dueAt);
    const done = completedAt && completedAt <= asOf ? completedAt : undefined;
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
