import type { Newest } from '../../../models/kit/bulk.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import type { Opinions } from '../../facts/metric.ts';
import { attributeMetricsOf, metrics, readingOf } from '../../metrics/index.ts';
import { segmentOf, termsOf } from '../../metrics/terms.ts';
import { known } from '../issue.ts';
import type { AccountScorer, RescoreScope, StandingFields } from '../scorer.ts';

/** Brings the standing of an account up to date; a newer one stays as it is. */
export function standingWrite(
  { asOf, now }: Pick<RescoreScope, 'asOf' | 'now'>,
  scorers: readonly AccountScorer[],
  facts: AccountFacts,
  { standing, opinions }: { standing: StandingFields; opinions: Opinions },
): Newest {
  const set: StandingFields = {
    ...about(facts),
    ...standing,
    ...metricsOf(facts, opinions),
    asOf,
    updatedAt: now,
    at: asOf,
    ingestedAt: now,
  };
  const absent = [...ABOUT, ...scorers.flatMap(({ fields }) => fields)].filter((field) => set[field] === undefined || set[field] === null);
  return {
    of: { accountId: facts.account._id },
    asOf,
    update: [
      // One constant: the database works nothing out, and a string that begins with $ is no field's name.
      { $replaceWith: { $mergeObjects: ['$$ROOT', { $literal: { ...known(set), source: 'greendoor' } }] } },
      ...(typeof set.health === 'number' ? [{ $set: sinceDigest(set.health) }] : []),
      ...(absent.length > 0 ? [{ $unset: absent }] : []),
    ],
  };
}

/** The change since the health last shown in a digest; before the first digest there is none. */
const sinceDigest = (health: number) => ({
  changeSinceDigest: {
    $cond: [{ $isNumber: '$healthAtDigest' }, { $subtract: [health, '$healthAtDigest'] }, '$$REMOVE'],
  },
});

const ABOUT = [
  'name',
  'ownerId',
  'accountExecutiveId',
  'vertical',
  'segment',
  'lifecycleStage',
  'region',
  'arr',
  'currency',
  'renewalAt',
] as const satisfies (keyof StandingFields)[];

function about({ account, contracts, asOf }: AccountFacts): StandingFields {
  const { name, ownerId, accountExecutiveId, vertical, lifecycleStage, region } = account;
  const { arr, currency, renewalAt } = termsOf(account, contracts, asOf);
  const segment = segmentOf(account, arr);
  return { name, ownerId, accountExecutiveId, vertical, segment, lifecycleStage, region, arr, currency, renewalAt };
}

const KEPT = metrics.filter(({ listable, counts }) => listable && !counts);

/**
 * Every listable metric of the account: dates as dates, so that days are counted when they are read; what is not
 * known is absent. Money in another currency than the account's says which.
 */
function metricsOf(facts: AccountFacts, opinions: Opinions): Pick<StandingFields, 'metrics' | 'currencies'> {
  const { currency: own } = termsOf(facts.account, facts.contracts, facts.asOf);
  const values: Record<string, unknown> = {};
  const currencies: Record<string, string> = {};
  for (const metric of [...KEPT, ...attributeMetricsOf(facts)]) {
    const reading = readingOf(metric, { facts, opinions });
    if (!reading) continue;
    values[metric.key] = reading.value;
    if (reading.currency && reading.currency !== own) currencies[metric.key] = reading.currency;
  }
  return { metrics: values, currencies };
}
