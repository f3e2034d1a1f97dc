import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { influenceOf, PARTS } from '../../../agents/community-intelligence/influence.ts';
import { communityOf } from '../../../agents/community-intelligence/presence.ts';
import { bestPaths, companyKey, referralPathsOf } from '../../../agents/community-intelligence/referrals.ts';
import { spikesOf } from '../../../agents/community-intelligence/spikes.ts';
import { voicesOf } from '../../../agents/community-intelligence/voices.ts';
import { factsAt } from '../../../agents/facts/facts-at.ts';
import type { CommunityRow } from '../../../agents/metrics/community.ts';
import { presenceOf } from '../../../agents/metrics/person-presence.ts';
import { ago, arbitraryFacts, factsWith, PERSON } from './arbitrary-community.ts';

const influence = (facts: Parameters<typeof presenceOf>[0]) => influenceOf(presenceOf(facts, PERSON), facts.asOf);

test('scores stay in range, and the same facts give the same result', () => {
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const { score, confidence, parts } = influence(facts);
      for (const value of [score, ...PARTS.map((part) => parts[part])]) if (value !== null) expect(value >= 0 && value <= 100).toBe(true);
      expect(confidence >= 0 && confidence <= 1).toBe(true);
      expect(communityOf({ ...facts })).toEqual(communityOf({ ...facts }));
    }),
    { numRuns: 150 },
  );
});

test('removing rows never raises confidence', () => {
  fc.assert(
    fc.property(arbitraryFacts, fc.nat(), (facts, which) => {
      if (facts.community.length === 0) return;
      const fewer = facts.community.filter((_, index) => index !== which % facts.community.length);
      expect(influence({ ...facts, community: fewer }).confidence).toBeLessThanOrEqual(influence(facts).confidence + 1e-9);
    }),
    { numRuns: 200 },
  );
});

test('more reactions, talks or decision makers never lower influence', () => {
  fc.assert(
    fc.property(arbitraryFacts, fc.integer({ min: 2, max: 9 }), (facts, factor) => {
      const before = influence(facts).score;
      const louder = facts.community.map((row) =>
        row.at > ago(90) && row.engagementMetrics?.likes != null
          ? { ...row, engagementMetrics: { ...row.engagementMetrics, likes: row.engagementMetrics.likes * factor } }
          : row,
      );
      if (before !== null) expect(influence({ ...facts, community: louder }).score).toBeGreaterThanOrEqual(before - 1e-9);
      const met = facts.community.map((row) =>
        row.executiveConnections?.length
          ? { ...row, executiveConnections: [...row.executiveConnections, ...row.executiveConnections] }
          : row,
      );
      if (before !== null) expect(influence({ ...facts, community: met }).score).toBeGreaterThanOrEqual(before - 1e-9);
    }),
    { numRuns: 150 },
  );
});

test('an earlier instant sees nothing published later', () => {
  fc.assert(
    fc.property(arbitraryFacts, fc.integer({ min: 1, max: 300 }), (facts, days) => {
      const then = factsAt(facts, ago(days));
      for (const { presence } of voicesOf(then)) for (const { at } of presence.rows) expect(at <= ago(days)).toBe(true);
      expect(communityOf(then)).toEqual(
        communityOf(factsAt({ ...facts, community: facts.community.filter(({ at }) => at <= ago(days)) }, ago(days))),
      );
    }),
    { numRuns: 80 },
  );
});

test('a referral is a probability, rises with the tie, and each person is one way however often a profile was delivered', () => {
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const paths = referralPathsOf(facts);
      for (const { probability, confidence } of paths) {
        expect(probability > 0 && probability < 1).toBe(true);
        expect(confidence >= 0 && confidence <= 1).toBe(true);
      }
      const best = bestPaths(paths);
      expect(new Set(best.map(({ path }) => `${companyKey(path.company)} ${path.contact.name}`)).size).toBe(best.length);
      const closer = facts.community.map((row) => ({
        ...row,
        referralNetworkPotential: (row.referralNetworkPotential ?? []).map((tie) => (tie.strength == null ? tie : { ...tie, strength: 1 })),
      }));
      referralPathsOf({ ...facts, community: closer }).forEach(({ probability }, index) => {
        expect(probability).toBeGreaterThanOrEqual((paths[index]?.probability ?? 0) - 1e-9);
      });
    }),
    { numRuns: 100 },
  );
});

const mention = (days: number, more: Partial<CommunityRow> = {}): Partial<CommunityRow> => ({
  at: ago(days),
  ingestedAt: ago(days),
  contactId: PERSON,
  platformType: 'twitter',
  contentType: 'mention',
  contentText: 'Third outage this month.',
  ...more,
});

test('a spike is many mentions against what is usual, never one loud post, with what came before it', () => {
  const burst = Array.from({ length: 6 }, (_, index) => mention(8 + index / 3, { contactId: index % 2 ? PERSON : 'other' }));
  const tickets = [
    { _id: 't', at: ago(12), ingestedAt: ago(12), accountId: 'account', subject: 'Login down', severity: 'urgent', status: 'resolved' },
  ];
  const facts = { ...factsWith(burst), tickets } as unknown as Parameters<typeof spikesOf>[0];
  expect(spikesOf(facts)).toMatchObject([{ mentions: 6, critical: 6, people: 2, cause: { text: 'urgent ticket “Login down”' } }]);
  expect(spikesOf(factsWith([mention(8, { engagementMetrics: { likes: 90_000, comments: 1, shares: 1, views: 1 } })]))).toEqual([]);
  // Six a week all the time is usual.
  const steady = Array.from({ length: 26 * 6 }, (_, index) => mention(index * (7 / 6)));
  expect(spikesOf(factsWith(steady)).filter(({ at }) => new Date(at) > ago(60))).toEqual([]);
});

test('who was asked shortly before did not speak of their own accord, unless the source says so', () => {
  const facts = (advocacy: object[], more: Partial<CommunityRow> = {}) =>
    ({ ...factsWith([mention(10, more)]), advocacy }) as unknown as Parameters<typeof communityOf>[0];
  const asked = [{ _id: 'e', at: ago(30), ingestedAt: ago(30), accountId: 'account', contactId: PERSON, requestDate: ago(30) }];
  expect(communityOf(facts([])).mentions.prompted).toBe(0);
  expect(communityOf(facts(asked)).mentions.prompted).toBe(1);
  expect(communityOf(facts(asked, { productMentionContext: { prompted: false } })).mentions.prompted).toBe(0);
});

test('who posted long ago only is less influential, and known with less confidence, than who posts every week', () => {
  const posts = (first: number) =>
    Array.from(
      { length: 10 },
      (_, index): Partial<CommunityRow> => ({
        at: ago(first + 7 * index),
        ingestedAt: ago(first + 7 * index),
        contactId: PERSON,
        platformType: 'linkedin',
        contentType: 'post',
        followerCount: 2_000,
        engagementMetrics: { likes: 60, comments: 5, shares: 5, views: 900 },
      }),
    );
  const [now, before] = [influence(factsWith(posts(1))), influence(factsWith(posts(240)))];
  expect(now.score).toBeGreaterThan(before.score ?? 100);
  expect(now.confidence).toBeGreaterThan(2 * before.confidence);
});
