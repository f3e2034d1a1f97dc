import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Figure, figure } from '../../../agents/facts/figure.ts';
import { createGroundingCheck, ungrounded } from '../../../bot/grounding/check.ts';
import { createSources } from '../../../bot/grounding/sources.ts';

const NOW = '2026-11-27T09:00:00Z';
const ACME = { id: 'acme', name: 'Acme Robotics' };
const BOLT = { id: 'bolt', name: 'Bolt Dynamics' };

const of = (
  account: { id: string; name: string },
  metric: string,
  label: string,
  value: Figure['value'],
  unit: string,
  more: Partial<Figure> = {},
) => figure({ subject: { kind: 'account', ...account }, metric, label, value, unit, asOf: NOW, ...more });

/** What two results showed: one of each account. */
function sources(question = 'How are Acme Robotics and Bolt Dynamics doing?') {
  const known = createSources('Europe/Berlin');
  known.addDate(new Date(NOW));
  known.show({
    account: ACME,
    figures: [
      of(ACME, 'health', 'Health', 52.4, 'points'),
      of(ACME, 'health_support', 'Health of support', 71, 'points'),
      of(ACME, 'health_change_30', 'Health, change in 30 days', -34, 'points', { signed: true }),
      of(ACME, 'active_share', 'Active share of users', 78.4, '%', { from: 91 }),
      of(ACME, 'arr', 'ARR', 1_635_000, 'USD'),
      of(ACME, 'renewal_date', 'Renewal date', '2027-03-31T23:30:00Z', 'date'),
      of(ACME, 'days_to_renewal', 'Days to renewal', 125, 'days'),
      of(ACME, 'csat', 'CSAT', 4.2, 'of 5', { digits: 1 }),
      of(ACME, 'api_calls_change_4w', 'API calls, change over 4 weeks', -89, '%', { signed: true }),
    ],
    text: 'Champion: Ada Byron. She wrote: “we lost 12 of our 40 analysts and SOC2 is due” (3 Nov)\nLast week 135 of 140 people logged in',
  });
  known.show({
    account: BOLT,
    figures: [of(BOLT, 'health', 'Health', 83, 'points'), of(BOLT, 'arr', 'ARR', 40_000, 'EUR')],
    text: 'Sponsor: Grace Hopper',
  });
  known.addText(question);
  return known;
}

const wrongIn = (text: string, question?: string) => ungrounded(text, sources(question));

describe('what a fact line says passes, in any usual notation and language', () => {
  test.each([
    'Acme’s health is 52.',
    'Acme: health ٥٢.',
    'Health of Acme Robotics: ５２ of 100.',
    '**Acme** is at a health score of 52/100.',
    'Acme health fell 34 points in 30 days.',
    'Acme’s health is down 34.',
    'Acme has lost 34 points in a month.',
    'Acme renews in about four months, in late March.',
    'Bolt Dynamics (83) is ahead of Acme (52).',
    'Bolt Dynamics is ahead of Acme, 83 to 52.',
    'Nearly four in five users at Acme are active (78 %).',
    'Active share at Acme fell from 91 % to 78 %.',
    'Acme’s active share of users: 91 % → 78.4 %.',
    'At Acme the active share is seventy-eight percent.',
    'Bei Acme liegt der Anteil aktiver Nutzer bei achtundsiebzig Prozent.',
    'Acme is worth $1.6M a year.',
    'ARR of Acme: $1,635,000.',
    'Acme: ARR 1,64 Mio. $.',
    'Acme renews on 31 March 2027.',
    'Acme renews on 1 April 2027.',
    'Renewal of Acme: March 2027, in 125 days.',
    'The renewal at Acme falls into Q1.',
    'CSAT at Acme is 4.2 out of 5.',
    'API calls at Acme are down 89 % over 4 weeks.',
    'Die Gesundheit von Acme liegt bei 52 Punkten.',
    'Bei Acme ist die Gesundheit in 30 Tagen um 34 Punkte gesunken.',
    'Acme verlängert am 31. März 2027, in 125 Tagen.',
    'L’ARR d’Acme est de 1 635 000 $.',
    'La santé d’Acme a baissé de 34 points en 30 jours.',
    'La salud de Acme bajó 34 puntos en 30 días.',
    'A saúde da Acme caiu 34 pontos em 30 dias.',
    'Acmeの健康スコアは52です。',
    'Acme is at health 52, Bolt at 83.',
    'Bolt: health 83, ARR €40K.',
  ])('%s', (text) => expect(wrongIn(text)).toEqual([]));
});

describe('what no fact line says does not', () => {
  test.each([
    ['another number', 'Acme’s health is 53.'],
    ['the wrong direction of what is not named', 'Acme has gained 34 points in a month.'],
    ['another part of the year', 'Acme renews in late April.'],
    ['more months than there are', 'Acme renews in about six months.'],
    ['two accounts for each other', 'Acme (83) is ahead of Bolt Dynamics (52).'],
    ['the lower for the higher', 'The health of Acme rose.'],
    ['another metric’s number', 'Acme’s health is 71.'],
    ['another account’s number', 'Bolt’s health is 52.'],
    ['another account’s money', 'Acme is worth €40K.'],
    ['the wrong direction', 'Acme’s health rose 34 points in 30 days.'],
    ['the wrong direction, in German', 'Bei Acme ist die Gesundheit in 30 Tagen um 34 Punkte gestiegen.'],
    ['the wrong direction, in French', 'La santé d’Acme est en hausse de 34 points.'],
    ['the ends turned round', 'Active share at Acme went from 78 % to 91 %.'],
    ['what it was as what it is', 'The active share of Acme is 91 %.'],
    ['a wrong unit', 'Acme’s health is 52 %.'],
    ['a wrong currency', 'ARR of Acme: €1,635,000.'],
    ['a number that only holds digits of others', 'Acme is worth $2,000,000.'],
    ['another period', 'Acme’s health fell 34 points in 90 days.'],
    ['a wrong date', 'Acme renews on 7 April 2027.'],
    ['a date of something else', 'Acme renews on 3 November.'],
    ['a wrong quarter', 'Acme renews in Q3.'],
    ['a sum', 'Together the health of Acme and Bolt adds up to 135.'],
    ['a difference', 'Acme is 31 health points behind Bolt.'],
    ['something nobody measured', 'Acme has 52 open invoices.'],
    ['something nobody measured, in French', 'Acme a 52 factures ouvertes.'],
    ['half a number', 'Acme’s health is 52½.'],
    ['a number in a circle', 'Acme’s health is ⑦.'],
    ['a raised number', 'Acme’s health is 5².'],
    ['somebody else’s champion', 'The champion of Acme is Grace Hopper.'],
    ['somebody who does not exist', 'The champion of Acme is Peter Halloway.'],
  ])('%s: %s', (_, text) => expect(wrongIn(text)).not.toEqual([]));

  test('any number further from the true one than its last digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 9_999 }), (said) => {
        fc.pre(![52, 71, 34, 86].includes(Math.abs(said)));
        for (const written of [`${said}`, said.toLocaleString('en-US'), `${said}.0`, `${said} points`])
          expect([written, wrongIn(`Acme’s health is ${written}.`).length > 0]).toEqual([written, true]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('no false alarm', () => {
  test.each([
    'Their SOC 2 audit comes first.',
    'Support is there 24/7.',
    'I would plan that for H2 of FY26.',
    'Let us talk on Thursday.',
    'The champion of Acme is Ada Byron.',
    'Im Mai sehen wir weiter.',
    'One of the two needs a call.',
    'It is about ISO 27001.',
    'As of 27 November nothing is missing.',
  ])('%s', (text) => expect(wrongIn(text)).toEqual([]));

  test('a threshold, a period and a time the person asked for', () => {
    const question = 'Prep me for my call with Acme at 10: who has a health above 75, and what changed in the last 45 days?';
    for (const text of ['For your call at 10:00:', 'Nobody has a health above 75.', 'In the last 45 days nothing else changed.'])
      expect([text, wrongIn(text, question)]).toEqual([text, []]);
    expect(wrongIn('Acme’s health is 75.', question)).not.toEqual([]);
  });

  test('quotes pass as they were said, never as a metric', () => {
    expect(wrongIn('Acme says it lost 12 of its 40 analysts.')).toEqual([]);
    expect(wrongIn('At Acme, 135 of 140 people logged in last week.')).toEqual([]);
    expect(wrongIn('Acme’s health is 40.')).not.toEqual([]);
    expect(wrongIn('Acme’s CSAT is 12.')).not.toEqual([]);
  });
});

describe('any number and day, however they are written', () => {
  test('numbers', () => {
    const notations = (value: number) => {
      const rounded = ['en-US', 'de-DE', 'fr-FR', 'de-CH', 'en-IN'].flatMap((locale) =>
        [0, 2].map((digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)),
      );
      const short = value >= 1_000 ? [`$${(value / 1_000).toFixed(1)}K`, `$${(value / 1e6).toFixed(3)} million`] : [];
      return [...rounded, ...short];
    };
    fc.assert(
      fc.property(fc.double({ min: 1, max: 9_999_999, noNaN: true }), (value) => {
        const known = createSources('UTC');
        known.show({ account: ACME, figures: [of(ACME, 'arr', 'ARR', value, 'USD')], text: '' });
        for (const written of notations(value))
          expect([written, ungrounded(`The ARR of Acme is ${written}.`, known)]).toEqual([written, []]);
      }),
    );
  });

  test('days, in many languages', () => {
    const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
    const locales = fc.constantFrom('en-GB', 'en-US', 'de-DE', 'fr-FR', 'es-ES', 'it-IT', 'nl-NL', 'pt-BR');
    fc.assert(
      fc.property(day, locales, fc.constantFrom('short', 'medium', 'long'), (at, locale, dateStyle) => {
        const known = createSources('UTC');
        known.show({ account: ACME, figures: [of(ACME, 'renewal_date', 'Renewal date', at.toISOString(), 'date')], text: '' });
        const written = new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'UTC' }).format(at);
        expect([written, ungrounded(`Acme renewal: ${written}`, known)]).toEqual([written, []]);
      }),
    );
  });
});

describe('what is removed', () => {
  const run = (segments: string[]) => {
    const check = createGroundingCheck(sources());
    return {
      text: segments.map((segment) => check.check(segment)).join(''),
      removed: check.removed,
      missed: check.missed.map(({ said }) => said),
    };
  };

  test('a sentence, not its line; a line, not its neighbours; each said as it was written', () => {
    expect(run(['Acme’s health is 52. ', 'Its CSAT is 3.9.\n', '- Acme: ARR $9M\n', '- Acme: ARR $1.6M\n'])).toEqual({
      text: 'Acme’s health is 52. \n- Acme: ARR $1.6M\n',
      removed: 2,
      missed: ['3.9', '$9M'],
    });
  });

  test('a heading says what its list is about, the sentence before whom', () => {
    expect(run(['**Health**\n', '- Acme: 52\n', '- Bolt: 83\n', '- Bolt: 52\n']).missed).toEqual(['52']);
    expect(run(['Acme needs you. ', 'Health is 52. ', 'Health is 83. ']).missed).toEqual(['83']);
  });

  test('numbering in order is no figure; out of order it is', () => {
    expect(run(['1. Call\n', '2. Write\n', '3) Meet\n']).removed).toBe(0);
    expect(run(['57. is the score\n']).removed).toBe(1);
    expect(run(['Call her. ', '1. is the score\n']).removed).toBe(1);
  });
});

describe('that there is much, or many times more, is said only where something of the kind was shown', () => {
  test.each([
    'Support tickets at Acme tripled.',
    'Logins at Acme fell tenfold.',
    'Hundreds of users left Acme.',
    'Dutzende Nutzer haben Acme verlassen.',
    'Les connexions d’Acme ont quadruplé.',
  ])('%s', (text) => expect(wrongIn(text)).not.toEqual([]));
});
