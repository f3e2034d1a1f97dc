import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Figure, figure, type Text } from '../../../agents/facts/figure.ts';
import { findingOf } from '../../../agents/facts/finding.ts';
import type { Card } from '../../../agents/kit/card.ts';
import { figureText, listed, plain, t } from '../../../agents/kit/text.ts';
import { figuresIn, summaryLines, worded } from '../../../agents/kit/worded.ts';

const subject = { kind: 'account' as const, id: 'a1', name: 'Vandelay' };
const of = (given: Partial<Figure>): Figure =>
  figure({ subject, metric: 'm', label: 'x', value: 0, unit: '', asOf: '2026-11-24T09:00:00Z', ...given });

test.each<[Partial<Figure>, string, string]>([
  [{ value: 875_000, unit: 'USD' }, '$875K', '$875,000'],
  [{ value: -1_249.5, unit: 'EUR' }, '−€1.2K', '−€1,249.50'],
  [{ value: 40_000, unit: 'CHF', signed: true }, '+CHF 40K', '+CHF 40,000'],
  [{ value: 83.66, unit: '%' }, '84 %', '84 %'],
  [{ value: 83.66, unit: '%', digits: 1 }, '83.7 %', '83.7 %'],
  [{ value: -89.2, unit: '%', signed: true }, '−89 %', '−89 %'],
  [{ value: 127, unit: 'days' }, '127 days', '127 days'],
  [{ value: 1, unit: 'days' }, '1 day', '1 day'],
  [{ value: 127, unit: 'days', relative: true }, 'in 127 days', 'in 127 days'],
  [{ value: 0, unit: 'days', relative: true }, 'today', 'today'],
  [{ value: -12, unit: 'days', relative: true }, '12 days ago', '12 days ago'],
  [{ value: '2026-12-31T12:00:00Z', unit: 'date' }, '31 Dec', '31 December 2026'],
  [{ value: '2027-03-31', unit: 'date' }, '31 Mar 2027', '31 March 2027'],
  [{ value: '2027-03-31', unit: 'date', relative: true }, 'in 127 days, 31 Mar 2027', 'in 127 days, 31 March 2027'],
  [{ value: 52, from: 86, unit: 'points' }, '86 → 52', '86 → 52'],
  [{ value: 70.2, from: 69.8, unit: 'points' }, '70 (unchanged)', '70 (unchanged)'],
  [{ value: -34, from: 86, unit: 'points', signed: true }, '86 → 52 (−34)', '86 → 52 (−34)'],
  [{ value: 1_234_567, unit: 'users' }, '1,234,567 users', '1,234,567 users'],
  [{ value: 2.1, unit: 'ratio', digits: 1 }, '2.1×', '2.1×'],
  [{ value: 5, unit: 'per month' }, '5 a month', '5 a month'],
  [{ value: -0.2, unit: 'points' }, '0', '0'],
  [{ value: null, unit: 'points' }, 'not known', 'not known'],
])('%j is worded "%s", and exactly "%s"', (given, short, exact) => {
  expect(figureText(of(given))).toBe(short);
  expect(figureText(of(given), { exact: true })).toBe(exact);
});

test('texts are put together without losing a figure, and words alone stay a string', () => {
  const health = of({ metric: 'health', value: 52, unit: 'points' });
  const since = of({ metric: 'fell', value: '2026-05-12', unit: 'date' });
  const inner = t`${health} since ${since}`;
  const outer = t`${'Vandelay'}: ${inner}, ${3} reasons`;
  expect(plain(outer)).toBe('Vandelay: 52 since 12 May, 3 reasons');
  expect(outer).toEqual(['Vandelay: ', health, ' since ', since, ', 3 reasons']);
  expect(t`only ${'words'} and ${2}`).toBe('only words and 2');
  expect(plain(listed([t`${health}`, 'b', 'c']))).toBe('52, b, c');
});

const label = fc.string({ maxLength: 12 });
const figures = fc
  .record({ metric: label, value: fc.integer({ min: -1e6, max: 1e6 }), unit: fc.constantFrom('', '%', 'USD', 'points') })
  .map(of);
const texts: fc.Arbitrary<Text> = fc.oneof(label, fc.array(fc.oneof(label, figures), { maxLength: 4 }));
const parts = fc.oneof(
  texts.map((text) => ({ type: 'header' as const, text })),
  texts.map((text) => ({ type: 'text' as const, text })),
  texts.map((text) => ({ type: 'context' as const, text })),
  fc.tuple(texts, texts).map(([name, value]) => ({ type: 'fields' as const, fields: [{ label: name, value }] })),
  fc
    .array(texts, { maxLength: 3 })
    .map((row) => ({ type: 'table' as const, title: row[0] ?? '', columns: row.map(() => ({ label: 'x' })), rows: [row] })),
  fc.tuple(texts, texts).map(([title, alt]) => ({
    type: 'chart' as const,
    title,
    alt,
    kind: 'line' as const,
    unit: '',
    series: [],
    marks: [{ x: '1', label: alt }],
  })),
  fc.tuple(texts, figures).map(([text, about]) => ({ type: 'evidence' as const, title: 'Why', figures: [findingOf(about, text)] })),
);
const cards: fc.Arbitrary<Card> = fc.record({
  point: texts,
  parts: fc.array(parts, { maxLength: 4 }),
  sections: fc.array(fc.record({ label, parts: fc.array(parts, { maxLength: 3 }) }), { maxLength: 2 }),
});

/** Every figure anywhere in plain data, found without knowing what a card is. */
const anywhere = (value: unknown): Figure[] =>
  Array.isArray(value)
    ? value.flatMap(anywhere)
    : typeof value !== 'object' || value === null
      ? []
      : 'metric' in value && 'subject' in value
        ? [value as Figure]
        : Object.values(value).flatMap(anywhere);

test('of any card every figure is found once, and none is left once it is worded', () => {
  fc.assert(
    fc.property(cards, fc.record({ point: texts, why: fc.array(texts, { maxLength: 3 }) }), (card, summary) => {
      const all = new Set([...anywhere(card), ...anywhere(summary)].map((each) => JSON.stringify(each)));
      const found = figuresIn(card, summary).map((each) => JSON.stringify(each));
      expect(new Set(found)).toEqual(all);
      expect(found).toHaveLength(all.size);
      expect(anywhere(worded(card))).toEqual([]);
      expect(summaryLines(summary)).not.toContain('[object');
    }),
  );
});

test('lines are short, tables exact', () => {
  const arr = of({ metric: 'arr', value: 875_000, unit: 'USD' });
  const card = worded({
    point: t`Worth ${arr}`,
    parts: [{ type: 'table', columns: [{ label: 'Yearly' }], rows: [[t`${arr}`]] }],
    sections: [],
  });
  expect(card.point).toBe('Worth $875K');
  expect(card.parts).toEqual([{ type: 'table', columns: [{ label: 'Yearly' }], rows: [['$875,000']] }]);
});
