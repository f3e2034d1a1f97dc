import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plain } from '../../../agents/kit/text.ts';
import { MAX_WORDS, problemsOf, withoutNames } from '../../../agents/success-navigator/letter/check-text.ts';
import { TONES } from '../../../agents/success-navigator/letter/compose.ts';
import { draft, namesIn } from '../../../agents/success-navigator/letter/draft.ts';
import { figuresIn, unsourced } from '../../../agents/success-navigator/letter/figures.ts';
import { pointsFor } from '../../../agents/success-navigator/letter/points/index.ts';
import { WORDS_ALONE } from '../../../agents/success-navigator/letter/purpose.ts';
import { LANGUAGES, PURPOSES, wordsOf } from '../../../agents/success-navigator/letter/words.ts';
import { generatedFacts } from './generated-facts.ts';

const sender = { name: 'Carla Ode', title: 'Customer Success Manager' };
const nothing = { purpose: null, subject: null, body: null };
const purposes = fc.constantFrom(
  null,
  'renewal',
  'their open ticket',
  'the champion moved',
  'stop the churn risk',
  'value review',
  'überhaupt etwas anderes',
);

/** What is owed has a note of its own. */
const pointsBeside = (...of: Parameters<typeof pointsFor>) => pointsFor(...of).filter(({ topic }) => topic !== 'invoice');

test('any note: no internal words, no links or markup, short, one ask, the sender’s name and role, and every figure from the facts', () => {
  fc.assert(
    fc.property(generatedFacts, purposes, ({ facts, to }, purpose) => {
      const note = draft(facts, to, sender, { ...nothing, purpose });
      const names = namesIn(facts, sender);
      const sources = note.points.map(({ figure }) => plain(figure.text, { exact: true }));
      expect(problemsOf(note, sources, names)).toEqual([]);
      expect(note.body.split(/\s+/).length).toBeLessThanOrEqual(MAX_WORDS);
      expect(withoutNames(note.body, names).match(/\?/g)).toHaveLength(1);
      expect(note.body.endsWith('Carla Ode\nCustomer Success Manager')).toBe(true);
      expect(note.subject.length).toBeLessThanOrEqual(120);
      expect(note.subject).not.toMatch(/\n/);
      // word for word, not only by value; a large amount measured to the cent in three digits
      const written = withoutNames(`${note.subject}\n${note.body}`, names).match(/\d[\d,.]*\d|\d/g) ?? [];
      const held = note.points.map(({ figure }) => plain(figure.text, { exact: true })).join('\n');
      const rounded = held.replaceAll(/\d{1,3}(?:,\d{3})+\.\d\d/g, (amount) =>
        Number(Number(amount.replaceAll(',', '')).toPrecision(3)).toLocaleString('en-US'),
      );
      for (const figure of written) expect(`${held}\n${rounded}`).toContain(figure);
      expect(note.body).not.toMatch(/\d,\d{3}\.\d\d/);
    }),
    { numRuns: 200 },
  );
});

test('at least two facts of their own whenever there are two, each with a document behind it; the same facts give the same note', () => {
  fc.assert(
    fc.property(generatedFacts, purposes, ({ facts, to }, purpose) => {
      const known = pointsBeside(facts, to).length;
      const note = draft(facts, to, sender, { ...nothing, purpose });
      expect(note.points.length).toBeGreaterThanOrEqual(Math.min(2, known));
      for (const { figure, line } of note.points) {
        expect(figure.evidence.length).toBeGreaterThan(0);
        expect(note.body).toContain(line);
      }
      expect(draft(facts, to, sender, { ...nothing, purpose })).toEqual(note);
    }),
    { numRuns: 150 },
  );
});

test('a note with a purpose, in any language and tone: two facts of theirs, one ask, nothing internal, no place left unfilled', () => {
  const styles = fc.record({
    words: fc.constantFrom(...Object.values(LANGUAGES)).map(wordsOf),
    purpose: fc.constantFrom(...PURPOSES),
    tone: fc.constantFrom(...TONES, undefined),
  });
  fc.assert(
    fc.property(generatedFacts, styles, ({ facts, to }, style) => {
      const note = draft(facts, to, sender, { ...nothing, style: { ...style, colleague: 'Tom Baker, CSM' } });
      const names = namesIn(facts, sender);
      const text = withoutNames(`${note.subject}\n${note.body}`, names);
      expect(text.match(/\?/g)).toHaveLength(1);
      expect(text).not.toMatch(/[{}]|undefined|null|NaN/);
      expect(problemsOf(note, [...note.points.map(({ line }) => line), note.subject], names)).toEqual([]);
      expect(note.points.length).toBeGreaterThanOrEqual(
        style.purpose && [...WORDS_ALONE, 'payment'].includes(style.purpose) ? 0 : Math.min(2, pointsBeside(facts, to).length),
      );
      for (const { line } of note.points) expect(note.body).toContain(line);
      expect(note.body).toContain(style.words.say(`${style.purpose}.ask`));
    }),
    { numRuns: 300 },
  );
});

test('the author’s own sentence stands in the note word for word, and is held to the same rules', () => {
  fc.assert(
    fc.property(generatedFacts, ({ facts, to }) => {
      const own = (message: string) => draft(facts, to, sender, { ...nothing, style: { words: wordsOf('en'), message } });
      expect(own('we will call you tomorrow at 3').body).toContain('We will call you tomorrow at 3.'.slice(1));
      expect(() => own('your health score fell')).toThrow(/among ourselves/);
      expect(() => own('see https://evil.example')).toThrow(/link/);
    }),
    { numRuns: 20 },
  );
});

test('what a customer typed reaches no note with a link, a mention, markup or an address in it', () => {
  fc.assert(
    fc.property(generatedFacts, ({ facts, to }) => {
      const { subject, body } = draft(facts, to, sender, { ...nothing, purpose: 'ticket value milestone' });
      const text = withoutNames(`${subject}\n${body}`, [facts.account.name]);
      expect(text).not.toMatch(/https?:|@|<!|\*\*|\]\(|\u202E|evil/);
    }),
  );
});

test('a given text is held against the facts', () => {
  const names = ['42 North', 'Ana Lima'];
  const sources = [
    'API calls: from 8,912 in the week to 30 May 2026 to 980 in the week to 15 November 2026.',
    'Measured benefit: $125,000 from 1 July 2026 to 30 September 2026.',
    '84 % of workflows',
  ];
  const problems = (body: string, subject = 'Hello') => problemsOf({ subject, body }, sources, names).join('; ');
  expect(
    problems('API calls went from 8,900 to 980 by 15 November, and $125K was measured at 42 North. Could we have a 30-minute call?'),
  ).toBe('');
  expect(problems('You saved $500K.')).toContain('"$500K"');
  expect(problems('You use 84 seats.')).toContain('"84"');
  expect(problems('Usage fell by 89 %.')).toContain('"89 %"');
  expect(problems('Usage fell by ninety percent.')).toContain('"ninety percent"');
  expect(problems('Your health score is low and you may churn.')).toContain('"churn" or "health score"');
  expect(problems('We see a risk here.')).toContain('"risk"');
  expect(problems('Look at www.evil.example')).toContain('link');
  expect(problems('Write to me@here.example')).toContain('link or an address');
  expect(problems('Dear [First Name],')).toContain('placeholder');
  expect(problems('word '.repeat(151))).toContain('151 words');
  expect(problems('Hello', 'x'.repeat(101))).toContain('101 characters');
});

test('figures are read with their kind and precision', () => {
  expect(figuresIn('$1.2M, 8,900 calls, 84 % and €40K').map(({ value, kind }) => [value, kind])).toEqual([
    [1_200_000, 'money'],
    [8_900, 'number'],
    [84, 'percent'],
    [40_000, 'money'],
  ]);
  expect(unsourced('about 9,000', ['8,912'])).toEqual([]);
  expect(unsourced('about 10,000', ['8,912'])).toEqual(['10,000']);
});
