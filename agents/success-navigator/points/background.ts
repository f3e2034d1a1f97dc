import { findingOf } from '../../facts/finding.ts';
import { figureText, t } from '../../kit/text.ts';
import { longDate } from '../../metrics/format.ts';
import { evidenceOf } from '../../metrics/rows.ts';
import { lastTogether } from '../people.ts';
import { about, dated, fact, figureNow, type Point, type PointsOf } from './point.ts';

/** When the recipient and we last spoke. */
export const contactPoints: PointsOf = (facts, to) => {
  const last = lastTogether(facts, to);
  if (!last) return [];
  const verb = last.kind === 'meeting' ? 'met' : last.kind === 'call' ? 'spoke' : 'wrote to each other';
  const when = dated(facts, `last_exchange ${to._id}`, 'last exchange', last.at);
  return [
    {
      topic: 'contact',
      weight: 0.25,
      line: `We last ${verb} on ${longDate(last.at)}.`,
      subject: about(facts.account.name, 'picking up where we left off'),
      figure: fact('Last exchange', t`Last exchange with ${to.name}: ${last.kind} on ${when}.`, evidenceOf('interactions', 'at', [last])),
    },
  ];
};

/** What is known of even the quietest account. */
export const accountPoints: PointsOf = (facts) => {
  const subject = about(facts.account.name, 'what matters most to you');
  const point = (key: string, weight: number, line: (said: string) => string): Point[] => {
    const figure = figureNow(facts, key)?.figure;
    if (!figure) return [];
    const said = figureText({ ...figure, unit: figure.unit === 'seats' ? '' : figure.unit }, { exact: true });
    return [{ topic: 'account', weight, line: line(said), subject, figure: findingOf(figure, t`${figure.label}: ${figure}.`) }];
  };
  return [
    ...point('customer_since', 0.15, (since) => `You have been working with us since ${since}.`),
    ...point('seats_bought', 0.12, (seats) => `Your agreement covers ${seats} people.`),
  ];
};
