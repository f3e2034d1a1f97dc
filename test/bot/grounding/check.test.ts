import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createGroundingCheck, ungrounded } from '../../../bot/grounding/check.ts';
import { createSources } from '../../../bot/grounding/sources.ts';

function sourcesOf(value: unknown, text = '') {
  const sources = createSources('Europe/Berlin');
  sources.add(value);
  sources.addText(text);
  return sources;
}

const FACTS = {
  score: 52,
  change: -34,
  share: 0.784,
  arr: 875_000,
  in90Days: 0.78,
  renewal: '2027-03-31T23:30:00Z',
  total: 1_635_000,
  id: 'ticket-999',
  text: 'API calls −89 % since 12 May, SOC2',
  roi: 186.857,
  hours: 3.4,
};

describe('what the data holds passes in every usual notation', () => {
  test.each([
    '52',
    '(52)',
    '**52**,',
    '52/75',
    '٥٢',
    '５２',
    '−34',
    'down 34 points',
    '34–52 points',
    '78 %',
    '78.4%',
    '78,4 %',
    '0.78',
    'seventy-eight percent',
    '$875K',
    '$875,000',
    '875.000 €',
    "875'000",
    '875 000',
    '$1.6M',
    '$1.635M',
    '1.64 Mio.',
    '1,635 thousand',
    '1,6 Millionen',
    '187 %',
    '-89 %',
    '89%',
    '90-day churn',
    '31 March 2027',
    'April 1, 2027',
    'on 1. April',
    '31.03.2027',
    '2027-03-31',
    '3/31',
    '31 mars 2027',
    '2027年3月31日',
    'March 2027',
    'in 2027',
    'Q1',
    '01:30',
    '1:30 am',
    '12 May',
    '12th of May',
    'SOC2',
    '75',
    '75 to 78 %',
    '3.4h',
    'three hours',
    'two of them',
  ])('%s', (written) => {
    expect(ungrounded(`It is ${written} now`, sourcesOf(FACTS, 'bring it back to 75?'))).toEqual([]);
  });

  test('any number, however it is written', () => {
    const notations = (value: number) => {
      const locales = ['en-US', 'de-DE', 'fr-FR', 'de-CH', 'en-IN'];
      const rounded = locales.flatMap((locale) =>
        [0, 1, 2].map((digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)),
      );
      const short = value >= 1_000 ? [`$${(value / 1_000).toFixed(1)}K`, `${(value / 1e6).toFixed(3)} million`] : [];
      return [...rounded, ...short];
    };
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 9_999_999, noNaN: true }),
        fc.array(fc.integer({ max: 1_000 }), { maxLength: 5 }),
        (value, others) => {
          const sources = sourcesOf({ value, others });
          for (const written of notations(value)) expect([written, ungrounded(`is ${written}.`, sources)]).toEqual([written, []]);
        },
      ),
    );
  });

  test('any share, as a percentage', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        for (const written of [
          `${(share * 100).toFixed(0)} %`,
          `${(share * 100).toFixed(1)}%`,
          `${(share * 100).toFixed(1).replace('.', ',')} Prozent`,
        ]) {
          expect([written, ungrounded(written, sourcesOf([share]))]).toEqual([written, []]);
        }
      }),
    );
  });

  test('any day, in many languages', () => {
    const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(
        day,
        fc.constantFrom('en-GB', 'en-US', 'de-DE', 'fr-FR', 'es-ES', 'it-IT', 'nl-NL', 'pt-BR'),
        fc.constantFrom('short', 'medium', 'long'),
        (at, locale, dateStyle) => {
          const written = new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'UTC' }).format(at);
          expect([written, ungrounded(`seit ${written} so`, sourcesOf({ at: at.toISOString() }))]).toEqual([written, []]);
        },
      ),
    );
  });
});

describe('what the data does not hold never passes', () => {
  test.each([
    '53',
    '1',
    '+34',
    '79 %',
    '77.9%',
    '50%',
    '$900K',
    '876000',
    '$2M',
    '1.7M',
    '30 March 2027',
    '13 May',
    '2028',
    'Q3',
    'W12',
    'x52',
    '999',
    '❺',
    '⑦',
    'forty',
    'eleven users',
    'two hundred users',
    'two tickets',
    '5 of 75',
    '34%–35%',
    '7️⃣',
    '٥٣',
    '5²',
    '½ of 7',
  ])('%s', (written) => {
    expect(ungrounded(`It is ${written} now`, sourcesOf(FACTS, 'bring it back to 75?'))).not.toEqual([]);
  });

  test('any number further from all known ones than its last digit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -10_000, max: 10_000 }), { maxLength: 30 }),
        fc.integer({ min: 0, max: 20_000 }),
        (known, said) => {
          fc.pre(known.every((each) => Math.abs(Math.abs(each) - said) >= 1));
          const sources = sourcesOf({ known });
          for (const written of [`${said}`, said.toLocaleString('en-US'), `$${said}`, `−${said}`, `${said}.0`, `${said} users`]) {
            expect([written, ungrounded(written, sources).length > 0]).toEqual([written, true]);
          }
        },
      ),
    );
  });
});

describe('what is removed', () => {
  const run = (segments: string[]) => {
    const check = createGroundingCheck(sourcesOf(FACTS));
    return { text: segments.map((segment) => check.check(segment)).join(''), removed: check.removed };
  };

  test('a sentence, not its line; a line, not its neighbours', () => {
    expect(run(['Score 52. ', 'Was 99.\n', '- 12 users\n', '- 78 %\n'])).toEqual({ text: 'Score 52. \n- 78 %\n', removed: 2 });
  });

  test('numbering in order is no figure; out of order it is', () => {
    expect(run(['1. Call\n', '2. Write\n', '3) Meet\n']).removed).toBe(0);
    expect(run(['57. is the score\n']).removed).toBe(1);
    expect(run(['Call her. ', '1. is the score\n']).removed).toBe(1);
  });
});
