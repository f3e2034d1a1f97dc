import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { draft } from '../../../agents/success-navigator/letter/draft.ts';
import { WORDS_ALONE } from '../../../agents/success-navigator/letter/purpose.ts';
import { LANGUAGES, PURPOSES, wordsOf } from '../../../agents/success-navigator/letter/words.ts';
import { generatedFacts } from './generated-facts.ts';

const sender = { name: 'Cara Lind', title: 'CSM' };
/** Those that hold facts whatever an account has on record. */
const purposes = PURPOSES.filter((each) => each !== 'payment' && !WORDS_ALONE.includes(each));
const styles = fc.record({ words: fc.constantFrom(...Object.values(LANGUAGES)).map(wordsOf), purpose: fc.constantFrom(...purposes) });
type Note = ReturnType<typeof draft>;
type Facts = typeof generatedFacts extends fc.Arbitrary<infer Of> ? Of : never;

const noted = ({ facts, to }: Facts, style: object): Note =>
  draft(facts, to, sender, { style: { colleague: 'Tom Baker, CSM', ...style } as NonNullable<Parameters<typeof draft>[3]['style']> });
const told = ({ leftOut = [] }: Note) => leftOut.map((each) => each.replace(/^“|”$/g, ''));

test('what is left out is told as it read and stands in the note no more; what stays rests on its facts', () => {
  fc.assert(
    fc.property(
      generatedFacts,
      styles,
      fc.constantFrom(
        'paragraph 1',
        'paragraph -1',
        'sentence 1',
        'sentence -1',
        'sentence 1..2',
        'question',
        'opening',
        'only question',
        'only sentence 2',
      ),
      (facts, style, wish) => {
        const whole = noted(facts, style);
        const note = noted(facts, { ...style, leaveOut: [wish] });
        expect(told(note).length).toBeGreaterThan(0);
        for (const each of told(note)) {
          expect(whole.body).toContain(each);
          expect(note.body.split(each).length).toBeLessThan(whole.body.split(each).length);
        }
        for (const { line } of note.points) expect(whole.body).toContain(line);
        for (const point of whole.points) expect(note.body.includes(point.line)).toBe(note.points.some(({ line }) => line === point.line));
        expect(note.body).toContain(sender.name);
      },
    ),
    { numRuns: 300 },
  );
});

test('the sentence that was left out is the same in another language and tone', () => {
  fc.assert(
    fc.property(generatedFacts, styles, fc.constantFrom(...Object.values(LANGUAGES)), (facts, style, language) => {
      const [out = ''] = told(noted(facts, { ...style, leaveOut: ['sentence 2'] }));
      const other = { ...style, words: wordsOf(language), tone: 'warm' };
      const whole = noted(facts, other);
      const note = noted(facts, { ...other, leaveOut: [`“${out.slice(0, 140)}”, if any`] });
      // Beside greeting and warm words the sentence counted was the second.
      const gone = whole.points.filter(({ line }) => !note.body.includes(line)).length + Number(!note.body.includes('?'));
      expect(gone).toBe(1);
    }),
    { numRuns: 200 },
  );
});

test.each([['paragraph 7'], ['sentence 40'], ['a unicorn']])('%s is no part of it, and nothing is drafted', (wish) => {
  const [facts] = fc.sample(generatedFacts, { numRuns: 1, seed: 7 });
  expect(() => noted(facts as Facts, { words: wordsOf('en'), leaveOut: [wish] })).toThrow('Nothing is left out');
  expect(noted(facts as Facts, { words: wordsOf('en'), leaveOut: [`${wish}, if any`] })).not.toHaveProperty('leftOut');
});

test('a note that would hold nothing is none', () => {
  const [facts] = fc.sample(generatedFacts, { numRuns: 1, seed: 7 });
  expect(() => noted(facts as Facts, { words: wordsOf('en'), leaveOut: ['paragraph 1', 'question'] })).toThrow('Nothing would be left');
});

test('a note with its author’s own words holds no figure beside them, but where it asks for something', () => {
  fc.assert(
    fc.property(generatedFacts, styles, (facts, { words }) => {
      const message = 'The export works again';
      const note = noted(facts, { words, message });
      expect(note.points).toEqual([]);
      // A name may hold a digit.
      expect(note.body.split('\n\n')[1]).toBe(`${message}.`);
      expect(note.body.split('\n\n')).toHaveLength(3);
      expect(note.subject).toMatch(/(?:^|: )The export works again$/);
      const renewal = noted(facts, { words, message, purpose: 'renewal' });
      expect(renewal.body).toContain(message);
      expect(renewal.points.length).toBe(noted(facts, { words, purpose: 'renewal' }).points.length);
    }),
    { numRuns: 100 },
  );
});

test('a reminder of what is owed says how much and since when, in a language’s own form, and nothing else does', () => {
  const [some] = fc.sample(generatedFacts, { numRuns: 1, seed: 7 }) as [Facts];
  const invoice = { _id: 'i1', tenant: 't', source: 'test', accountId: 'a', amount: 5_236.5, currency: 'EUR', status: 'open' as const };
  const at = new Date('2026-10-01T00:00:00Z');
  const invoices = [{ ...invoice, at, ingestedAt: at, dueAt: new Date('2026-11-01T00:00:00Z') }];
  const owing = { ...some, facts: { ...some.facts, invoices } } as Facts;
  expect(noted(owing, { words: wordsOf('en'), purpose: 'payment' }).body).toContain(
    'An amount of €5,236.50 has been due since 1 November 2026.',
  );
  expect(noted(owing, { words: wordsOf('de'), purpose: 'payment' }).body).toMatch(/5\.236,50\s€ ist seit dem 1\. November 2026 fällig/);
  const later = { ...invoice, _id: 'i2', amount: 1_000, at, ingestedAt: at, dueAt: new Date('2026-11-10T00:00:00Z') };
  const owingTwice = { ...some, facts: { ...some.facts, invoices: [...invoices, later] } } as Facts;
  expect(noted(owingTwice, { words: wordsOf('en'), purpose: 'payment' }).body).toContain(
    '€6,236.50 is overdue in all, the oldest part of it since 1 November 2026.',
  );
  for (const purpose of [...purposes, undefined]) expect(noted(owing, { words: wordsOf('en'), purpose }).body).not.toContain('5,236');
});
