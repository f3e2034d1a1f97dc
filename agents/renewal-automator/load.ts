import { z } from 'zod';
import type { Account } from '../../models/account.ts';
import { assessChurn, tenantWeights } from '../churn-predictor/face.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { loadFacts } from '../facts/load.ts';
import { loadPrices } from '../facts/prices.ts';
import type { Context } from '../kit/context.ts';
import { UserError } from '../kit/errors.ts';
import { namesOf } from '../kit/people.ts';
import { resolveAccount } from '../kit/resolve.ts';
import { longDate } from '../metrics/format.ts';
import { assessRenewal } from './assess.ts';
import { latestCalls } from './calls.ts';
import type { ChurnView } from './factors.ts';
import { recordForecasts } from './record.ts';
import type { RenewalFacts } from './renewal-facts.ts';
import type { Call, RenewalAssessment } from './schema.ts';

export const headSchema = z.object({ id: z.string(), name: z.string(), owner: z.string().nullable() });
export type Head = z.infer<typeof headSchema>;

export interface Loaded {
  account: Account;
  head: Head;
  facts: RenewalFacts;
  /** Everything known of it, for what the renewal's own rows do not tell. */
  all: AccountFacts;
  assessment: RenewalAssessment;
  calls: Call[];
  /** The forecast rows of this assessment, by contract. */
  forecastIds: Map<string, string>;
}

/**
 * Assesses the renewal of the account a person named and appends it to `renewal_forecasts`.
 * @throws UserError when it is unknown, unclear, not known yet at `asOf`, or no contract in force says when it ends (`no_renewal_date`)
 */
export async function loadRenewal(context: Context, name: string, saidEnd?: Date): Promise<Loaded> {
  const account = await resolveAccount(context, name);
  const scope = { tenant: context.tenant, models: context.models, asOf: context.asOf, now: context.clock.now() };
  const [all, prices, { weights }, calls, owners] = await Promise.all([
    loadFacts(scope, [account._id]),
    loadPrices(scope),
    tenantWeights(scope),
    latestCalls(scope, [account._id]),
    namesOf(scope, [account.ownerId]),
  ]);
  const everything = all.get(account._id);
  if (!everything) throw new UserError('not_yet_known', `${account.name} was not known yet on ${longDate(context.asOf)}.`);
  const facts: RenewalFacts = { ...everything, prices };
  const churned = assessChurn(everything, context.asOf, weights);
  const churn: ChurnView | null = churned.status === 'scored' ? { ...churned, at: context.asOf } : null;
  const assessment = assessRenewal(facts, { churn, ...(saidEnd ? { saidEnd } : {}) });
  if (assessment.status === 'open' && assessment.renewalAt === null) throw whenDoesItEnd(account.name, assessment, context.asOf);
  const forecastIds = await recordForecasts(scope, [assessment]);
  const inForce = new Set(assessment.contracts.map(({ id }) => id));
  return {
    account,
    head: { id: account._id, name: account.name, owner: owners.get(account.ownerId ?? '') ?? null },
    facts,
    all: everything,
    assessment,
    calls: calls.filter(({ contractId }) => inForce.has(contractId)),
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
