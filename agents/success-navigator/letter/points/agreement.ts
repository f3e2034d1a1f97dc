import { fact, findingOf, happened } from '../../../facts/index.ts';
import { ofFacts, t } from '../../../kit/say.ts';
import { clamp, daysBetween, evidenceOf, figureNow } from '../../../metrics/index.ts';
import { currentPlan } from '../../../metrics/topics/plan.ts';
import { mainValue } from '../../../metrics/value.ts';
import { lastTogether } from '../../people.ts';
import { quotable } from '../check-text.ts';
import { wordsOf } from '../words.ts';
import type { Point, PointsOf } from './index.ts';

/** What the approver reads. */
const english = wordsOf('en');

/** Benefits somebody confirmed; a claim nobody confirmed is not said to a customer. */
export const valuePoints: PointsOf = (facts, _, words) => {
  const proven = figureNow(facts, 'proven_value')?.figure;
  const period = mainValue(facts)?.period;
  if (!proven || !period || !(Number(proven.value) > 0)) return [];
  const { date } = ofFacts(facts);
  const told = t`${proven.label}: ${proven} from ${date('value_from', 'from', period.from)} to ${date('value_to', 'to', period.to)}.`;
  const line = words.say('value.line', { from: words.date(period.from), to: words.date(period.to), amount: words.figure(proven) });
  return [{ weight: 0.55, news: 'good', line, figure: findingOf(proven, told) }];
};

/** The end of the term, where it is not far. */
export const renewalPoints: PointsOf = (facts, _, words) => {
  const [renewal, days] = [figureNow(facts, 'renewal_date')?.figure, Number(figureNow(facts, 'days_to_renewal')?.figure.value)];
  if (!renewal || days > 270) return [];
  const line = words.say('renewal.line', { date: words.figure(renewal) });
  const weight = clamp(0.3 + 0.5 * (1 - days / 270), 0, 1);
  return [{ weight, line, figure: findingOf(renewal, t`The agreement runs until ${renewal}.`) }];
};

/** The plan made with the customer: overdue, next and just reached milestones. */
export const milestonePoints: PointsOf = (facts, _, { say, date }) => {
  const { asOf } = facts;
  const plan = currentPlan(facts);
  if (!plan) return [];
  const evidence = evidenceOf('customer_success_plans', 'criticalMilestones', [plan]);
  return plan.criticalMilestones.flatMap(({ name, dueAt, completedAt }): ReturnType<PointsOf> => {
    const title = quotable(name);
    if (!title) return [];
    const days = daysBetween(asOf, dueAt);
    const done = happened(completedAt, asOf);
    const point = (weight: number, state: 'reached' | 'overdue' | 'next', at: Date, news: Pick<Point, 'news'> = {}) => {
      const told = english.say(`milestone.${state}`, { title, date: english.date(at) });
      const line = say(`milestone.${state}`, { title, date: date(at) });
      return [{ weight, ...news, line, figure: fact('Milestone', told, evidence) }];
    };
    if (done) return daysBetween(done, asOf) <= 60 ? point(0.35, 'reached', done, { news: 'good' }) : [];
    if (days < 0) return days >= -120 ? point(0.6, 'overdue', dueAt, { news: 'bad' }) : [];
    return days <= 45 ? point(0.5, 'next', dueAt) : [];
  });
};

/** When the recipient and we last spoke. */
export const contactPoints: PointsOf = (facts, to, { say, date }) => {
  const last = lastTogether(facts, to);
  if (!last) return [];
  const when = ofFacts(facts).date(`last_exchange ${to._id}`, 'last exchange', last.at);
  const line = say(last.kind === 'meeting' || last.kind === 'call' ? `contact.${last.kind}` : 'contact.other', { date: date(last.at) });
  const told = t`Last exchange with ${to.name}: ${last.kind} on ${when}.`;
  return [{ weight: 0.25, line, figure: fact('Last exchange', told, evidenceOf('interactions', 'at', [last])) }];
};

/** What is known of even the quietest account. */
export const accountPoints: PointsOf = (facts, _, words) =>
  [['customer_since', 'since', 0.15] as const, ['seats_bought', 'seats', 0.12] as const].flatMap(([key, place, weight]) => {
    const figure = figureNow(facts, key)?.figure;
    if (!figure) return [];
    const line = words.say(`account.${place}`, { [place]: words.figure(figure) });
    return [{ weight, line, figure: findingOf(figure, t`${figure.label}: ${figure}.`) }];
  });

/** What is owed, for a note that is about it: what is overdue, else what is open. */
export const invoicePoints: PointsOf = (facts, _, words) => {
  const of = (key: string) => figureNow(facts, key)?.figure;
  const amount = (key: string) => [of(key)].find((figure) => figure && Number(figure.value) > 0);
  const [overdue, since, open] = [amount('overdue_amount'), of('overdue_since'), amount('open_amount')];
  if (overdue && since) {
    // Of several only the oldest is as late as that.
    const several = Number(of('overdue_invoices')?.value) > 1;
    const said = { amount: words.amount(overdue), date: words.figure(since) };
    const line = words.say(several ? 'invoice.overdue_several' : 'invoice.overdue', said);
    const told = several ? t`${overdue} is overdue, the oldest part of it since ${since}.` : t`${overdue} is overdue since ${since}.`;
    return [{ weight: 0.5, news: 'bad', line, figure: findingOf(overdue, told) }];
  }
  if (!open) return [];
  const line = words.say('invoice.open', { amount: words.amount(open) });
  return [{ weight: 0.4, line, figure: findingOf(open, t`${open} is open.`) }];
};
