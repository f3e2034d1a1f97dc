import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { classify, type SegmentProfile } from '../../../agents/customer-segmentation/classify.ts';
import { DIMENSION_KEYS } from '../../../agents/customer-segmentation/dimensions.ts';
import { followFrom } from '../../../agents/customer-segmentation/follow.ts';
import { compare, METRIC_KEYS } from '../../../agents/customer-segmentation/peers.ts';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import { LEAST_PEERS } from '../../../agents/kit/peers.ts';
import { plain } from '../../../agents/kit/text.ts';
import { SEGMENT_VALUES } from '../../../models/customer-segmentation-profile.ts';
import { arbitraryAccount, asOf } from './arbitrary-account.ts';

const LISTS = ['contacts', 'contracts', 'usage', 'interactions', 'tickets', 'invoices', 'events', 'plans'] as const;
const DAY = 86_400_000;
const check = <Values>(property: fc.IProperty<Values>, runs = 120) => fc.assert(property, { numRuns: runs });

/** The facts without some rows of a list, or without a field of the account. */
function without(facts: AccountFacts, list: (typeof LISTS)[number], keep: readonly boolean[]): AccountFacts {
  return { ...facts, [list]: (facts[list] as object[]).filter((_, index) => keep[index % keep.length]) };
}

test('every value is one of its dimension or unknown; confidence is a share; what is unknown is named', () => {
  check(
    fc.property(arbitraryAccount, (facts) => {
      const { dimensions, confidence, next } = classify(facts);
      for (const key of DIMENSION_KEYS) {
        const { value, confidence: sure, missing, reason } = dimensions[key];
        expect(sure).toBeGreaterThanOrEqual(0);
        expect(sure).toBeLessThanOrEqual(1);
        if (value === null) {
          expect(sure).toBe(0);
          expect(missing.length).toBeGreaterThan(0);
        } else {
          expect(SEGMENT_VALUES[key]).toContain(value);
          expect(plain(reason)).not.toBe('');
          expect(plain(reason)).not.toMatch(/NaN|undefined|Infinity|null/);
        }
      }
      expect(confidence).toBeLessThanOrEqual(1);
      if (next) {
        expect(next.to).not.toBe(next.from);
        expect(next.monthsFrom).toBeLessThanOrEqual(next.monthsTo);
        expect(next.confidence).toBeLessThanOrEqual(dimensions.primarySegment.confidence);
      }
    }),
  );
});

test('removing rows never raises the confidence of a dimension or of the whole', () => {
  check(
    fc.property(arbitraryAccount, fc.constantFrom(...LISTS), fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }), (facts, list, keep) =>
      neverSurer(classify(facts), classify(without(facts, list, keep))),
    ),
    600,
  );
});

test('removing what is known of the company never raises the confidence', () => {
  const fields = ['employees', 'annualRevenue', 'vertical', 'description', 'tags'] as const;
  check(
    fc.property(arbitraryAccount, fc.constantFrom(...fields), (facts, field) => {
      const { [field]: _, ...account } = facts.account;
      neverSurer(
        classify(facts),
        classify({ ...facts, account: { ...account, ...(field === 'tags' ? { tags: [] } : {}) } as AccountFacts['account'] }),
      );
    }),
  );
});

function neverSurer(full: SegmentProfile, part: SegmentProfile) {
  for (const key of DIMENSION_KEYS) expect(part.dimensions[key].confidence).toBeLessThanOrEqual(full.dimensions[key].confidence + 1e-12);
  expect(part.confidence).toBeLessThanOrEqual(full.confidence + 1e-12);
}

test('the same facts in any order give the same profile', () => {
  check(
    fc.property(arbitraryAccount, (facts) => {
      const turned = { ...facts, ...Object.fromEntries(LISTS.map((list) => [list, [...facts[list]].reverse()])) };
      expect(classify(turned)).toEqual(classify(facts));
    }),
    150,
  );
});

test('an earlier date never sees what happened, or became known, later', () => {
  check(
    fc.property(arbitraryAccount, fc.integer({ min: 1, max: 200 }), (facts, days) => {
      const then = new Date(asOf.getTime() - days * DAY);
      const knownThen = Object.fromEntries(
        LISTS.map((list) => [
          list,
          (facts[list] as { at: Date; ingestedAt: Date }[]).filter(({ at, ingestedAt }) => at <= then && ingestedAt <= then),
        ]),
      );
      expect(classify(facts, then)).toEqual(classify({ ...facts, ...knownThen, asOf: then } as AccountFacts));
    }),
  );
});

test('what follows is always something, and only the size or style it comes from', () => {
  check(
    fc.property(arbitraryAccount, (facts) => {
      const profile = classify(facts);
      const follow = followFrom(profile, []);
      const { primarySegment, engagementStyle, adoptionPattern } = profile.dimensions;
      expect(follow.cadenceDays === null).toBe(primarySegment.value === null && engagementStyle.value === null);
      expect(follow.playbooks.length).toBe(adoptionPattern.value === null ? 0 : 1);
    }),
    100,
  );
});

describe('comparison with peers', () => {
  const value = fc.integer({ min: 0, max: 100 });
  test('percentile, rank and median agree; under five peers nothing is said of them', () => {
    check(
      fc.property(
        fc.constantFrom(...METRIC_KEYS),
        fc.option(value, { nil: null }),
        fc.array(value, { maxLength: 30 }),
        (metric, own, peers) => {
          const { percentile, rank, median, peers: n } = compare(metric, own, peers);
          expect(n).toBe(peers.length);
          if (peers.length < LEAST_PEERS) {
            expect([percentile, rank, median]).toEqual([null, null, null]);
            return;
          }
          expect(median).not.toBeNull();
          if (own === null || percentile === null || rank === null || median === null) {
            expect([own, percentile, rank]).toEqual([null, null, null]);
            return;
          }
          expect(percentile).toBeGreaterThanOrEqual(0);
          expect(percentile).toBeLessThanOrEqual(100);
          expect(rank).toBeGreaterThanOrEqual(1);
          expect(rank).toBeLessThanOrEqual(n + 1);
          const better = rank - 1;
          const equal = peers.filter((each) => each === own).length;
          expect(percentile).toBe(Math.round((100 * (n - better - equal / 2)) / n));
          if (own > Math.max(...peers)) expect([percentile, rank]).toEqual([100, 1]);
          if (own < Math.min(...peers)) expect([percentile, rank]).toEqual([0, n + 1]);
        },
      ),
    );
  });

  test('a higher figure never ranks lower', () => {
    check(
      fc.property(value, value, fc.array(value, { minLength: LEAST_PEERS, maxLength: 30 }), (a, b, peers) => {
        const [low, high] = [compare('health', Math.min(a, b), peers), compare('health', Math.max(a, b), peers)];
        expect(high.percentile ?? 0).toBeGreaterThanOrEqual(low.percentile ?? 0);
        expect(high.rank ?? 0).toBeLessThanOrEqual(low.rank ?? 0);
      }),
    );
  });
});
