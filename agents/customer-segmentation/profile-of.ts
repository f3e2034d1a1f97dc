import type { Account } from '../../models/account.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { loadFacts } from '../facts/load.ts';
import type { Context } from '../kit/context.ts';
import { notYetKnown } from '../kit/errors.ts';
import { longDate } from '../metrics/format.ts';
import { round } from '../metrics/statistics.ts';
import { termsOf } from '../metrics/terms.ts';
import { classify, type SegmentProfile } from './classify.ts';
import { DIMENSION_KEYS, DIMENSIONS, valueWords } from './dimensions.ts';
import { followFrom, ownPlaybooks } from './follow.ts';
import { historyOf, MONTHS_TOLD } from './history.ts';
import type { DimensionOutput, SegmentOutput } from './output.ts';
import { latestProfiles, recordProfiles } from './record.ts';

/** @throws UserError `not_yet_known` when nothing was known of the account at the context's instant */
export async function loadProfile(account: Account, context: Context): Promise<{ facts: AccountFacts; profile: SegmentProfile }> {
  const facts = (await loadFacts(context, [account._id], { back: MONTHS_TOLD * 30 + 1 })).get(account._id);
  if (!facts) throw notYetKnown(account.name, longDate(context.asOf));
  return { facts, profile: classify(facts, context.asOf) };
}

/** Everything `classify_account` says; the profile is appended to the history when it changed. */
export async function segmentProfile(account: Account, context: Context): Promise<SegmentOutput> {
  const { tenant, models } = context;
  const { facts, profile } = await loadProfile(account, context);
  const [own, history, latest] = await Promise.all([
    ownPlaybooks(context, profile),
    historyOf(context, facts, profile),
    latestProfiles(context, [account._id]),
  ]);
  await recordProfiles({ tenant, models, now: context.clock.now() }, [profile], latest);
  const { next } = profile;
  return {
    account: aboutAccount(facts),
    asOf: profile.asOf.toISOString(),
    modelVersion: profile.modelVersion,
    confidence: round(profile.confidence, 3),
    dimensions: dimensionsOf(profile),
    missing: [...new Set(DIMENSION_KEYS.flatMap((key) => profile.dimensions[key].missing))],
    next: next && {
      ...next,
      confidence: round(next.confidence, 3),
      growth: round(next.growth, 3),
      drivers: next.drivers.map((driver) => ({ ...driver, growth: round(driver.growth, 3) })),
    },
    follow: followFrom(profile, own),
    history,
  };
}

export function aboutAccount({ account, contracts, asOf }: AccountFacts): SegmentOutput['account'] {
  const { arr, currency } = termsOf(account, contracts, asOf);
  const left = account.churnedAt && account.churnedAt <= asOf ? account.churnedAt.toISOString() : null;
  return { id: account._id, name: account.name, arr, currency, leftAt: left };
}

function dimensionsOf({ dimensions }: SegmentProfile): DimensionOutput[] {
  return DIMENSION_KEYS.map((key) => {
    const { value, confidence, reason, missing, evidence } = dimensions[key];
    const { label, group } = DIMENSIONS[key];
    return {
      key,
      label,
      group,
      value,
      words: value === null ? null : valueWords(value),
      confidence: round(confidence, 3),
      reason,
      missing,
      evidence,
    };
  });
}
