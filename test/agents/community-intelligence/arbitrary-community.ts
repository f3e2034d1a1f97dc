import fc from 'fast-check';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import type { CommunityRow } from '../../../agents/metrics/community.ts';
import { noFacts } from '../facts/no-facts.ts';

export const NOW = new Date('2026-11-22T09:30:00Z');
export const ago = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);
export const PERSON = 'person';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const text = fc.constantFrom(
  'Third outage this month, we are losing trust.',
  'Happy with our choice: the rollout was smooth.',
  'Wir sind sehr zufrieden.',
  'Compared to Vaultline it is fast.',
  'チームのみんなが喜んでいます。',
  '<b>@channel</b> *hello*',
);

const row = fc
  .record({
    days: fc.integer({ min: 0, max: 360 }),
    contactId: fc.constantFrom(PERSON, PERSON, 'other', undefined),
    platformType: fc.constantFrom('linkedin', 'twitter', 'conference_speaking'),
    contentType: maybe(fc.constantFrom('post', 'article', 'comment', 'mention', 'review', 'speaking')),
    contentText: maybe(text),
    engagementMetrics: maybe(fc.record({ likes: fc.nat(5_000), comments: fc.nat(300), shares: fc.nat(300), views: fc.nat(90_000) })),
    followerCount: maybe(fc.nat(90_000)),
    connectionCount: maybe(fc.nat(9_000)),
    sentimentScore: maybe(fc.double({ min: -1, max: 1, noNaN: true })),
    roles: fc.nat(3),
    deciders: fc.nat(40),
    ties: fc.array(
      fc.record({
        name: fc.constantFrom('Ann', 'Bob'),
        company: fc.constantFrom('Harbour Bank', 'Globex Inc', 'globex'),
        title: maybe(fc.constantFrom('CTO', 'Analyst')),
        strength: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
        timing: maybe(fc.constantFrom('Evaluating vendors', 'Audit findings', 'Nice weather')),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ days, roles, deciders, ties, ...each }) => ({
    ...each,
    at: ago(days),
    ingestedAt: ago(days),
    communityLeadershipRoles: Array.from({ length: roles }, (_, index) => ({ organisation: `Club ${index}`, role: 'Chair' })),
    executiveConnections: Array.from({ length: deciders }, (_, index) => ({ name: `Person ${index}`, title: 'CTO', company: 'Acme' })),
    referralNetworkPotential: ties,
    competitiveMentions: [],
    thoughtLeadershipIndicators: [],
    industryPeerInfluence: [],
    coInnovationIndicators: [],
  }));

/** Accounts whose people are heard a lot, a little, or not at all. */
export const arbitraryFacts: fc.Arbitrary<AccountFacts> = fc
  .array(row, { maxLength: 25 })
  .map((rows) => factsWith(rows as unknown as CommunityRow[]));

export function factsWith(rows: readonly Partial<CommunityRow>[]): AccountFacts {
  const own = { tenant: 'demo', source: 'test', accountId: 'account' };
  const contact = (_id: string, name: string, role: 'executive_sponsor' | 'user') => ({
    ...own,
    _id,
    name,
    role,
    at: ago(700),
    ingestedAt: ago(700),
  });
  return {
    ...noFacts,
    asOf: NOW,
    account: { ...own, _id: 'account', name: 'Acme', at: ago(700), ingestedAt: ago(700), currency: 'USD', lifecycleStage: 'established' },
    contacts: [contact(PERSON, 'Ann Lee', 'executive_sponsor'), contact('other', 'Bob Ray', 'user')],
    community: rows.map((each, index) => ({ ...own, _id: `row-${index}`, ...each })).toSorted((a, b) => Number(a.at) - Number(b.at)),
  } as unknown as AccountFacts;
}
