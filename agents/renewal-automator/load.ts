import { assessChurn, tenantWeights } from '../churn-predictor/face.ts';
import { loadPrices } from '../facts/prices.ts';
import { type Context, UserError } from '../kit/tool.ts';
import { namesOf, readAccount } from '../kit/who.ts';
import { daysBetween, longDate } from '../metrics/index.ts';
import { assessRenewal, type RenewalAssessment } from './assess.ts';
import { latestCalls } from './calls.ts';
import { recordForecasts } from './record.ts';

export type Loaded = Awaited<ReturnType<typeof loadRenewal>>;

/**
 * Assesses the renewal of the account a person named and, today's, appends it to `renewal_forecasts`. Churn is judged of the same
 * facts, so that both go by the same contract whatever the instant.
 * @throws UserError as `readAccount`, or `no_renewal_date` where no contract in force says when it ends
 */
export async function loadRenewal(context: Context, name: string, saidEnd?: Date) {
  const { tenant, models, asOf, clock } = context;
  const [{ account, facts }, prices, { weights }] = await Promise.all([
    readAccount(context, name),
    loadPrices(context),
    tenantWeights(context),
  ]);
  const [calls, owners] = await Promise.all([latestCalls(context, [account._id]), namesOf(context, [account.ownerId])]);
  const churn = assessChurn(facts, asOf, weights);
  const assessment = assessRenewal({ ...facts, prices }, { churn: churn.status === 'scored' ? churn : null, saidEnd });
  if (assessment.status === 'open' && assessment.renewalAt === null) throw whenDoesItEnd(account.name, assessment, asOf);
  const now = clock.now();
  // What is worked out of an earlier day was not said on that day.
  const forecastIds = daysBetween(asOf, now) > 0 ? new Map<string, string>() : await recordForecasts({ tenant, models, now }, assessment);
  const inForce = new Set(assessment.contracts.map(({ id }) => id));
  return {
    account,
    head: { id: account._id, name: account.name, owner: owners.get(account.ownerId ?? '') ?? null },
    facts,
    assessment,
    calls: calls.filter(({ contractId }) => inForce.has(contractId)),
    /** The forecast rows of this assessment, by contract. */
    forecastIds,
  };
}

function whenDoesItEnd(name: string, { contracts }: RenewalAssessment, asOf: Date): UserError {
  const months = (count: number) => new Date(Date.UTC(asOf.getUTCFullYear(), asOf.getUTCMonth() + count, asOf.getUTCDate()));
  return new UserError(
    'no_renewal_date',
    `When does ${name} renew? No end date is on record for ${contracts.map((each) => `"${each.name}"`).join(', ')}; I do not guess one.`,
    [3, 6, 12].map((count) => {
      const day = months(count).toISOString().slice(0, 10);
      return { label: `${longDate(months(count))} (in ${count} months)`, say: `Assess the renewal of ${name} starting from ${day}` };
    }),
  );
}
