import type { ChurnPrediction } from '../../models/churn-prediction.ts';
import type { Follow } from '../../models/follow.ts';
import { HIGH_FROM } from '../churn-predictor/face.ts';
import { DAY, factsAt, loadFacts } from '../facts/index.ts';
import { REWIND_DAYS } from '../facts/windows.ts';
import { issuedOpinions } from '../kit/opinions.ts';
import { headOf } from '../kit/say.ts';
import type { Context } from '../kit/tool.ts';
import { namesOf } from '../kit/who.ts';
import { changesAt } from './followed-change.ts';

type Scope = Pick<Context, 'tenant' | 'models' | 'asOf'>;

/** Of what somebody follows as many accounts are looked at. */
export const MOST_FOLLOWED = 200;

/** What changed since an instant at the accounts somebody follows, what matters most first. Those that left before are left out. */
export async function followedChanges({ tenant, models, asOf }: Scope, userId: string, from: Date) {
  const since = new Date(Math.max(from.getTime(), asOf.getTime() - (REWIND_DAYS - 1) * DAY));
  const follows = await models.follows.find({ tenant, userId }).sort({ at: -1 }).limit(MOST_FOLLOWED).lean<Follow[]>();
  const ids = follows.map(({ accountId }) => accountId);
  const scope = { tenant, models, asOf };
  const [facts, then, now, risen] = await Promise.all([
    loadFacts(scope, ids),
    issuedOpinions(scope, ids, since),
    issuedOpinions(scope, ids, asOf),
    firstHigh(scope, ids, since),
  ]);
  const moments = [...facts.values()].map((after) => ({ before: factsAt(after, since), after }));
  const staying = moments.filter(({ before }) => before.account.lifecycleStage !== 'churned');
  const names = await namesOf(
    { tenant, models },
    staying.flatMap(({ before, after }) => [before.account.ownerId, after.account.ownerId]),
  );
  const changed = staying.flatMap(({ before, after }) => {
    const id = after.account._id;
    const found = changesAt({ before, after, was: then.get(id), is: now.get(id), highAt: risen.get(id) ?? null, names });
    return found.texts.length > 0 ? [{ account: headOf(after.account), ...found }] : [];
  });
  return {
    since: since.toISOString(),
    followed: staying.length,
    changed: changed.sort((a, b) => b.weight - a.weight || a.account.name.localeCompare(b.account.name)),
  };
}

/** When each account's churn risk was first high after an instant. */
async function firstHigh({ tenant, models, asOf }: Scope, accountIds: readonly string[], since: Date): Promise<Map<string, Date>> {
  const high = { tenant, accountId: { $in: [...accountIds] }, asOf: { $gt: since, $lte: asOf }, riskScore: { $gte: HIGH_FROM } };
  const rows = await models.churnPredictions
    .find(high, { accountId: 1, asOf: 1 })
    .sort({ asOf: -1 })
    .lean<Pick<ChurnPrediction, 'accountId' | 'asOf'>[]>();
  return new Map(rows.map((row) => [row.accountId, row.asOf]));
}
