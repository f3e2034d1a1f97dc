import { loadFacts } from '../../facts/load.ts';
import type { Context } from '../../kit/context.ts';
import { churnOpinions, healthOpinions } from '../../kit/opinions.ts';
import { DAY, type SignalFacts } from './signal.ts';

type Scope = Pick<Context, 'tenant' | 'models' | 'asOf'>;

/** What is known of the accounts at the instant, as conditions need it. Accounts unknown then are absent. */
export async function loadSignalFacts(scope: Scope, accountIds: readonly string[]): Promise<Map<string, SignalFacts>> {
  const { asOf } = scope;
  const ids = [...new Set(accountIds)];
  const loaded = await loadFacts(scope, ids);
  const [health, before, churn] = await Promise.all([
    healthOpinions(scope, ids, asOf),
    healthOpinions(scope, ids, new Date(asOf.getTime() - 30 * DAY)),
    churnOpinions(scope, ids, asOf),
  ]);
  return new Map(
    [...loaded].map(([id, facts]): [string, SignalFacts] => [
      id,
      {
        ...facts,
        health: health.get(id) ?? null,
        healthBefore: before.get(id) ?? null,
        churn: churn.get(id) ?? null,
        run: null,
      },
    ]),
  );
}
