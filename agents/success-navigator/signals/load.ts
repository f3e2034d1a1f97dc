import { loadFacts } from '../../facts/load.ts';
import type { Context } from '../../kit/context.ts';
import { type ChurnPoint, DAY, type HealthPoint, type SignalFacts } from './signal.ts';

type Scope = Pick<Context, 'tenant' | 'models' | 'asOf'>;

/** What is known of the accounts at the instant, as conditions need it. Accounts unknown then are absent. */
export async function loadSignalFacts(scope: Scope, accountIds: readonly string[]): Promise<Map<string, SignalFacts>> {
  const { tenant, models, asOf } = scope;
  const ids = [...new Set(accountIds)];
  const loaded = await loadFacts(scope, ids);
  const entries = [...loaded].map(async ([id, facts]): Promise<[string, SignalFacts]> => {
    const [health, healthBefore, churn] = await Promise.all([
      healthAt(scope, id, asOf),
      healthAt(scope, id, new Date(asOf.getTime() - 30 * DAY)),
      models.churnPredictions
        .findOne({ tenant, accountId: id, asOf: { $lte: asOf } }, { asOf: 1, riskScore: 1, change30: 1 })
        .sort({ asOf: -1 })
        .lean<ChurnPoint>(),
    ]);
    return [id, { ...facts, health, healthBefore, churn, run: null }];
  });
  return new Map(await Promise.all(entries));
}

function healthAt({ tenant, models }: Scope, accountId: string, at: Date): Promise<HealthPoint | null> {
  return models.accountHealthScores
    .findOne({ tenant, accountId, asOf: { $lte: at } }, { asOf: 1, overallHealthScore: 1 })
    .sort({ asOf: -1 })
    .lean<HealthPoint>();
}
