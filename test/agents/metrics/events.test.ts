import { expect, test } from '@jest/globals';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import { metricNamed, readingOf } from '../../../agents/metrics/index.ts';
import type { AccountEvent, AccountEventKind } from '../../../models/account-event.ts';
import { noFacts } from '../facts/no-facts.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const account = { _id: 'a', tenant: 't', source: 'test', name: 'Any', at: new Date(0), ingestedAt: new Date(0), currency: 'USD' };

function known(key: string, kinds: readonly AccountEventKind[]) {
  const events = kinds.map((kind, index) => {
    const at = new Date(NOW.getTime() - (9 - index) * 86_400_000);
    return { _id: `${index}`, tenant: 't', source: 'test', accountId: 'a', at, ingestedAt: at, kind, confidence: 1 } as AccountEvent;
  });
  const facts = { ...noFacts, asOf: NOW, account, events } as unknown as AccountFacts;
  return readingOf(metricNamed(key), { facts, opinions: {} })?.value ?? null;
}

test('one feature request makes nothing else known: no budget, no champion, no competitor', () => {
  expect(known('feature_requests', ['feature_request'])).toBe(1);
  for (const key of [
    'budget_cuts',
    'budgets_approved',
    'champion_changes',
    'new_executives',
    'complaints',
    'competitor_mentions',
    'competitor_risk',
  ])
    expect([key, known(key, ['feature_request'])]).toEqual([key, null]);
});

test('what was reported is counted, of the person it is about', () => {
  expect(known('budget_cuts', ['budget_cut', 'feature_request', 'layoffs'])).toBe(2);
  expect(known('competitor_mentions', ['competitor_evaluation'])).toBe(1);
  // Somebody's role changed, and nobody's whom it would count for.
  expect(known('champion_changes', ['role_change'])).toBe(0);
});
