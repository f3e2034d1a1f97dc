import type { Account } from '../../models/account.ts';
import type { FeatureUsage } from '../../models/feature-usage.ts';
import type { Models } from '../../models/index.ts';
import { loadFacts } from '../facts/load.ts';
import type { Context } from '../kit/context.ts';
import { UserError } from '../kit/errors.ts';
import { longDate } from '../metrics/format.ts';
import { type BehaviorFacts, DAY, RECORD_DAYS, type Session } from './facts.ts';

/** Of an account with more, the newest are read. */
export const MOST_SESSIONS = 20_000;
const MOST_USES = 50_000;
const REPLY_DOCUMENTS = 10_000;
/** Lists nothing here is computed from. */
const WITHOUT = { navigationPatterns: 0, searchQueries: 0, temporalPatterns: 0, competitiveEvaluationSignals: 0 };

interface Scope {
  tenant: string;
  models: Models;
  asOf: Date;
}

/** Sessions of some accounts, the newest first, straight from the driver: a rescan reads many. */
export function readSessions({ tenant, models, asOf }: Scope, accountIds: readonly string[], limit: number): Promise<Session[]> {
  return models.behaviorIntelligenceTracking.collection
    .find<Session>(
      {
        tenant,
        accountId: accountIds.length === 1 ? accountIds[0] : { $in: [...accountIds] },
        sessionStartTime: { $lte: asOf, $gt: recordFrom(asOf) },
        at: { $lte: asOf },
        ingestedAt: { $lte: asOf },
      },
      { projection: WITHOUT, batchSize: REPLY_DOCUMENTS },
    )
    .sort({ sessionStartTime: -1 })
    .limit(limit)
    .toArray();
}

export const recordFrom = (asOf: Date): Date => new Date(asOf.getTime() - RECORD_DAYS * DAY);

/** What is known of one account's behaviour at the context's instant. @throws UserError `not_yet_known` */
export async function loadBehavior(context: Context, account: Account): Promise<BehaviorFacts> {
  const { tenant, models, asOf } = context;
  const from = recordFrom(asOf);
  const known = { at: { $lte: asOf }, ingestedAt: { $lte: asOf } };
  const [loaded, sessions, older, uses] = await Promise.all([
    loadFacts(context, [account._id]),
    readSessions(context, [account._id], MOST_SESSIONS),
    models.behaviorIntelligenceTracking
      .findOne({ tenant, accountId: account._id, sessionStartTime: { $lte: from }, ...known }, { _id: 1 })
      .lean<{ _id: string }>(),
    models.featureUsage
      .find({ tenant, accountId: account._id, at: { $lte: asOf, $gt: from }, ingestedAt: known.ingestedAt })
      .sort({ at: -1 })
      .limit(MOST_USES)
      .lean<FeatureUsage[]>(),
  ]);
  const facts = loaded.get(account._id);
  if (!facts) throw new UserError('not_yet_known', `${account.name} was not known yet on ${longDate(asOf)}.`);
  return { ...facts, sessions, uses, olderSessions: older !== null || sessions.length === MOST_SESSIONS };
}
