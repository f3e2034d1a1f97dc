import { type AccountFacts, DAY, sponsorOf } from '../facts/index.ts';
import type { Context } from '../kit/tool.ts';
import { readAccount } from '../kit/who.ts';
import { termsOf } from '../metrics/index.ts';
import { assessChurn, riskAt } from './assess.ts';
import { interventionOutcomes } from './intervention-outcomes.ts';
import { loadPastCases } from './past-cases.ts';
import { predictionOf, recordPredictions } from './record.ts';
import { advisedIntervention, retentionChances } from './retention.ts';
import { nearestCases } from './similar.ts';
import { retentionActions } from './strategy.ts';
import { tenantWeights } from './tenant-weights.ts';

const HISTORY_WEEKS = 12;

export type ChurnOutput = Awaited<ReturnType<typeof predictChurn>>;
export type ScoredOutput = Extract<ChurnOutput, { status: 'scored' }>;
export type RefusedOutput = Exclude<ChurnOutput, ScoredOutput>;

/** Everything the churn tools say of the account a person named; the prediction is appended to `churn_predictions`. @throws UserError as `readAccount` */
export async function predictChurn({ account: name }: { account: string }, context: Context) {
  const { tenant, models, asOf, clock } = context;
  const scope = { tenant, models, asOf, now: clock.now() };
  const [{ facts }, cases, outcomes, { weights, basis }] = await Promise.all([
    readAccount(context, name),
    loadPastCases(scope),
    interventionOutcomes(scope),
    tenantWeights(scope),
  ]);
  const assessed = assessChurn(facts, asOf, weights);
  const common = { account: aboutAccount(facts), asOf: asOf.toISOString() };
  if (assessed.status !== 'scored') return { ...assessed, ...common, churnedAt: assessed.churnedAt?.toISOString() ?? null };
  await recordPredictions(scope, [predictionOf(assessed)]);
  const strengths = Object.fromEntries(assessed.factors.map(({ name: factor, strength }) => [factor, strength]));
  const others = cases.filter(({ accountId }) => accountId !== assessed.accountId);
  const retention = retentionChances(assessed.probability90, outcomes);
  const weeks = Array.from({ length: HISTORY_WEEKS }, (_, index) => new Date(asOf.getTime() - (HISTORY_WEEKS - index) * 7 * DAY));
  return {
    ...assessed,
    ...common,
    criticalAt: assessed.criticalAt?.toISOString() ?? null,
    /** Starting weights, or learnt from the own accounts that left and stayed. */
    basis,
    history: [...weeks, asOf].map((at) => ({ at: at.toISOString(), riskScore: riskAt(facts, at, weights) })),
    similar: nearestCases(strengths, others, weights.weights).map(({ at, strengths: _, ...each }) => ({ ...each, at: at.toISOString() })),
    retention,
    advised: advisedIntervention(retention),
    actions: retentionActions(assessed.factors),
  };
}

function aboutAccount({ account, contacts, contracts, asOf }: AccountFacts) {
  const { arr, currency, renewalAt } = termsOf(account, contracts, asOf);
  const to = sponsorOf({ contacts: contacts.filter(({ optedOutAt }) => !optedOutAt), asOf });
  return { id: account._id, name: account.name, arr, currency, renewalAt: renewalAt?.toISOString() ?? null, sponsor: to?.name ?? null };
}
