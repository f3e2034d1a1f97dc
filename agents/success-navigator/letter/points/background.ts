import { fact, findingOf } from '../../../facts/finding.ts';
import { t } from '../../../kit/text.ts';
import { figureNow } from '../../../metrics/index.ts';
import { evidenceOf } from '../../../metrics/rows.ts';
import { lastTogether } from '../../people.ts';
import { about, dated, type Point, type PointsOf } from './point.ts';

/** When the recipient and we last spoke. */
export const contactPoints: PointsOf = (facts, to, { say, date }) => {
  const last = lastTogether(facts, to);
  if (!last) return [];
  const when = dated(facts, `last_exchange ${to._id}`, 'last exchange', last.at);
  return [
    {
      topic: 'contact',
      weight: 0.25,
      line: say(last.kind === 'meeting' || last.kind === 'call' ? `contact.${last.kind}` : 'contact.other', { date: date(last.at) }),
      subject: about(facts.account.name, say('contact.subject')),
      figure: fact('Last exchange', t`Last exchange with ${to.name}: ${last.kind} on ${when}.`, evidenceOf('interactions', 'at', [last])),
    },
  ];
};

/** What is known of even the quietest account. */
export const accountPoints: PointsOf = (facts, _, words) => {
  const subject = about(facts.account.name, words.say('account.subject'));
  const point = (key: string, weight: number, line: (said: string) => string): Point[] => {
    const figure = figureNow(facts, key)?.figure;
    if (!figure) return [];
    return [
      { topic: 'account', weight, line: line(words.figure(figure)), subject, figure: findingOf(figure, t`${figure.label}: ${figure}.`) },
    ];
  };
  return [
    ...point('customer_since', 0.15, (since) => words.say('account.since', { since })),
    ...point('seats_bought', 0.12, (seats) => words.say('account.seats', { seats })),
  ];
};
