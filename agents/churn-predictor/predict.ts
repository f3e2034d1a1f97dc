import type { Account } from '../../models/account.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { factsAt } from '../facts/facts-at.ts';
import { loadFacts } from '../facts/load.ts';
import { partlyRead } from '../facts/partly.ts';
import { DAY } from '../facts/time.ts';
import type { Context } from '../kit/context.ts';
import { notYetKnown } from '../kit/errors.ts';
import { longDate } from '../metrics/format.ts';
import { round } from '../metrics/statistics.ts';
import { termsOf } from '../metrics/terms.ts';
import { assessChurn, type ChurnAssessment, findingOf, riskHistory } from './assess.ts';
import { interventionOutcomes } from './intervention-outcomes.ts';
import type { ChurnOutput } from './output.ts';
import { loadPastCases } from './past-cases.ts';
import { recordPredictions } from './record.ts';
import { advisedIntervention, retentionChances } from './retention.ts';
import { nearestCases } from './similar.ts';
import { retentionActions } from './strategy.ts';
import { tenantWeights } from './tenant-weights.ts';

const HISTORY_WEEKS = 12;
/** Digits of what is shown with fewer: rounded twice, 72.45 would be 73. */
const EXACT = 6;

/** Everything the churn tools say of one account; the prediction is appended to `churn_predictions`. @throws UserError `not_yet_known` */
export async function predictChurn(account: Account, context: Context): Promise<ChurnOutput> {
  const { asOf } = context;
  const scope = { tenant: context.tenant, models: context.models, asOf, now: context.clock.now() };
  const [loaded, cases, outcomes, { weights, basis }] = await Promise.all([
    loadFacts(scope, [account._id]),
    loadPastCases(scope),
    interventionOutcomes(scope),
    tenantWeights(scope),
  ]);
  const facts = loaded.get(account._id);
  if (!facts) throw notYetKnown(account.name, longDate(asOf));
  const assessed = assessChurn(facts, asOf, weights);
  const about = aboutAccount(factsAt(facts, asOf));
  if (assessed.status !== 'scored')
    return {
      status: assessed.status,
      account: about,
      asOf: asOf.toISOString(),
      coverage: round(assessed.coverage, 2),
      missing: assessed.missing,
      churnedAt: assessed.churnedAt?.toISOString() ?? null,
    };
  await recordPredictions(scope, [assessed]);
  const retention = retentionChances(assessed.probability90, outcomes);
  return {
    status: 'scored',
    account: about,
    ...figures(assessed),
    basis,
    partly: partlyRead(facts),
    history: history(facts, assessed, asOf, weights),
    similar: nearestCases(
      Object.fromEntries(assessed.factors.map(({ name, strength }) => [name, strength])),
      cases.filter(({ accountId }) => accountId !== account._id),
      weights.weights,
    ).map(({ accountId, name, similarity, outcome, at }) => ({
      accountId,
      name,
      similarity: round(similarity, 2),
      outcome,
      at: at.toISOString(),
    })),
    retention: retention.map((each) => ({ ...each, probability: round(each.probability, 3) })),
    advised: adviceOf(retention),
    actions: retentionActions(assessed.factors),
  };
}

function adviceOf(retention: ReturnType<typeof retentionChances>) {
  const advised = advisedIntervention(retention);
  return advised && advised.tier !== 'none' ? advised.tier : null;
}

function figures(assessed: ChurnAssessment) {
  const { asOf, modelVersion, band, change30, criticalAt, missing } = assessed;
  return {
    asOf: asOf.toISOString(),
    modelVersion,
    band,
    missing,
    riskScore: round(assessed.riskScore, EXACT),
    change30: change30 === null ? null : round(change30, EXACT),
    probability30: round(assessed.probability30, EXACT),
    probability90: round(assessed.probability90, EXACT),
    probability180: round(assessed.probability180, EXACT),
    confidence: round(assessed.confidence, EXACT),
    coverage: round(assessed.coverage, 3),
    freshness: round(assessed.freshness, 3),
    criticalAt: criticalAt?.toISOString() ?? null,
    base: round(assessed.base, 3),
    factors: assessed.factors.map((factor) => ({
      ...findingOf(factor),
      name: factor.name,
      group: factor.group,
      strength: round(factor.strength, 3),
    })),
  };
}

function history(facts: AccountFacts, assessed: ChurnAssessment, asOf: Date, weights: Parameters<typeof riskHistory>[2]) {
  const instants = Array.from({ length: HISTORY_WEEKS }, (_, index) => new Date(asOf.getTime() - (HISTORY_WEEKS - index) * 7 * DAY));
  const scores = [...riskHistory(facts, instants, weights), assessed.riskScore];
  return [...instants, asOf].map((at, index) => {
    const score = scores[index] ?? null;
    return { at: at.toISOString(), riskScore: score === null ? null : round(score, EXACT) };
  });
}

function aboutAccount({ account, contacts, contracts, asOf }: AccountFacts) {
  const terms = termsOf(account, contracts, asOf);
  const present = contacts.filter(({ leftAt, optedOutAt }) => !leftAt && !optedOutAt);
  const to = present.find(({ role }) => role === 'executive_sponsor') ?? present.find(({ role }) => role === 'champion');
  return {
    id: account._id,
    name: account.name,
    arr: terms.arr,
    currency: terms.currency,
    renewalAt: terms.renewalAt?.toISOString() ?? null,
    sponsor: to?.name ?? null,
  };
}
