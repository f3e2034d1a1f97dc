import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isCritical, mentionClassOf, toneOf } from '../../../agents/metrics/community.ts';
import { MENTION_CLASSES, toneOfText } from '../../../agents/metrics/tone/tone.ts';
import type { CommunityIntelligenceMonitoring } from '../../../models/community-intelligence-monitoring.ts';
import { labelledMentions, measured } from '../../bench/sentiment.ts';

const row = (given: Partial<CommunityIntelligenceMonitoring>) =>
  ({ contentType: 'mention', platformType: 'linkedin', competitiveMentions: [], ...given }) as CommunityIntelligenceMonitoring;
const told = (set: 'mentions' | 'mentions-unread') => measured(labelledMentions(set), ({ text }) => toneOfText(text).class);

test('labelled sentences are told as well as was measured', () => {
  expect(labelledMentions().length).toBeGreaterThanOrEqual(150);
  expect(told('mentions').accuracy).toBeGreaterThan(0.93);
  // Written after the words were chosen, so that it says how others fare.
  expect(told('mentions-unread').accuracy).toBeGreaterThan(0.64);
  for (const { f1 } of told('mentions').f1) expect(f1).toBeGreaterThan(0.85);
});

test('where it errs it calls a feeling none, and seldom the reverse of what it is', () => {
  const all = [...told('mentions').told, ...told('mentions-unread').told];
  const reversed = all.filter(({ row: { class: label }, said }) => [label, said].toSorted().join() === 'negative,positive');
  expect(reversed.length / all.length).toBeLessThan(0.03);
});

test('a language whose words are not known is unknown, not neutral', () => {
  for (const { text } of labelledMentions().filter(({ class: label }) => label === 'unknown'))
    expect(toneOfText(text)).toEqual({ class: 'unknown', language: null, value: null });
  expect(toneOfText('')).toEqual({ class: 'unknown', language: null, value: null });
});

test('what the source says counts before the words', () => {
  const contentText = 'Third outage this month. We are losing trust quickly.';
  expect(toneOf(row({ contentText }))).toBeLessThan(-0.5);
  expect(toneOf(row({ contentText, sentimentScore: 0.4 }))).toBe(0.4);
  expect(mentionClassOf(row({ contentText, sentimentScore: 0.4 }))).toBe('positive');
  expect(mentionClassOf(row({ contentText, brandMentionType: 'neutral' }))).toBe('neutral');
  expect(isCritical(row({ contentText }))).toBe(true);
});

test('naming a competitor the source knows of weighs us against them, in any language', () => {
  const competitiveMentions = [{ competitor: 'Vaultline' }];
  expect(mentionClassOf(row({ contentText: 'Vaultline で十分です。', competitiveMentions }))).toBe('competitive_comparison');
});

test('any text has a tone within its range, the same each time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { class: said, value } = toneOfText(text);
      expect(MENTION_CLASSES).toContain(said);
      expect(value === null || (value >= -1 && value <= 1)).toBe(true);
      expect(toneOfText(text)).toEqual({ ...toneOfText(text) });
    }),
    { numRuns: 200 },
  );
});
