import { DAY } from '../facts/index.ts';
import { mean, sum } from '../metrics/index.ts';
import { type FeatureLog, featuresOfTier, TIERS } from './features.ts';
import { type BehaviorFacts, lastDays } from './sessions.ts';

const WEEKS_A_STAGE = 2;
/** Fewer people than this say nothing about a stage or a feature. */
const LEAST_PEOPLE = 3;

/**
 * Per tier: the share of its features a person discovers by the end of weeks 2, 4, 6, 8 after their own first use,
 * over everybody who has been there that long. Null shares where fewer than three have.
 */
export function journeyOf({ asOf }: BehaviorFacts, log: FeatureLog) {
  return TIERS.map((tier, index) => {
    const week = (index + 1) * WEEKS_A_STAGE;
    const features = featuresOfTier(log, tier);
    const reached = [...log.people.values()].filter(
      ({ first, beginningKnown }) => beginningKnown && asOf.getTime() - first.getTime() >= week * 7 * DAY,
    );
    const adopted = (feature: string) =>
      reached.filter(({ first, features: own }) => {
        const discovery = own.get(feature);
        return discovery && discovery.first.getTime() - first.getTime() < week * 7 * DAY;
      }).length;
    const shares = features.map((feature) => ({ feature, people: adopted(feature) }));
    const enough = reached.length >= LEAST_PEOPLE && features.length > 0;
    return {
      tier,
      weeks: `Week ${week - 1}–${week}`,
      /** Who have been there that long. */
      people: reached.length,
      share: enough ? sum(shares.map(({ people }) => people)) / (shares.length * reached.length) : null,
      features: shares,
    };
  });
}

export type JourneyStage = ReturnType<typeof journeyOf>[number];

const SETTLED_DAYS = 14;
const GONE_DAYS = 60;

/** The bands of return use: above 90 % high, from 70 medium, from 50 low, below weak. */
const bandOf = (share: number): 'high' | 'medium' | 'low' | 'weak' =>
  share > 0.9 ? 'high' : share >= 0.7 ? 'medium' : share >= 0.5 ? 'low' : 'weak';

/**
 * Return use after discovery, per feature: of the people seen in the last 60 days who discovered it at least two weeks
 * ago, the share that used it on a later day within the window. Features fewer than three have discovered are left out.
 */
export function stickinessOf({ asOf }: BehaviorFacts, log: FeatureLog, days: number) {
  const { from } = lastDays(asOf, days);
  const firstDay = Math.floor(from.getTime() / DAY);
  const here = [...log.people.values()].filter(({ last }) => asOf.getTime() - last.getTime() <= GONE_DAYS * DAY);
  return [...log.tiers]
    .flatMap(([feature, tier]) => {
      const discoverers = here.flatMap(({ features }) => {
        const discovery = features.get(feature);
        return discovery && asOf.getTime() - discovery.first.getTime() >= SETTLED_DAYS * DAY ? [discovery] : [];
      });
      if (discoverers.length < LEAST_PEOPLE) return [];
      const returned = discoverers.filter(({ first, days: used }) => {
        const discovered = Math.floor(first.getTime() / DAY);
        return [...used].some((day) => day > discovered && day > firstDay);
      }).length;
      const share = returned / discoverers.length;
      return [{ feature, tier, people: discoverers.length, returned, share, band: bandOf(share) }];
    })
    .sort((a, b) => b.share - a.share || (a.feature < b.feature ? -1 : 1));
}

export type Stickiness = ReturnType<typeof stickinessOf>[number];

/** The mean return use of the features, each counting with its people; null without one. */
export const meanStickiness = (list: readonly Stickiness[]): number | null =>
  mean(list.flatMap(({ share, people }) => Array.from({ length: people }, () => share)));
