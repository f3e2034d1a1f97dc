import { keepNewest } from '../../models/kit/bulk.ts';
import { rowsOfAccounts } from '../../models/kit/rows.ts';
import type { RenewalOutlook } from '../../models/renewal-outlook.ts';
import { type ChurnWeights, measureChurn, tenantWeights } from '../churn-predictor/face.ts';
import { type FactScope, isToday, loadFacts } from '../facts/index.ts';
import { loadPrices } from '../facts/prices.ts';
import { type AccountScorer, defineScorer, type RescoreScope } from '../kit/tool.ts';
import { daysBetween, logit, sum } from '../metrics/index.ts';
import { computeRenewal } from './assess.ts';
import { renewalChance } from './chance.ts';
import { carrier } from './contracts.ts';
import { churnContribution } from './factors.ts';
import { freezeForecasts, type NextRenewal } from './freeze.ts';
import type { RenewalFacts } from './renewal-facts.ts';
import { COVERAGE, LEAST_COVERAGE } from './weights.ts';

/** What an account's renewals rest on beside churn. */
export type Outlook = Pick<RenewalOutlook, 'logOdds' | 'coverage' | 'contracts' | 'additions'>;

/** Churn as far as a probability needs it, in log-odds. */
export interface Churn {
  logOdds: number;
  base: number;
}

/** Churn as its probability within 90 days says it. */
export const churnSaid = (probability90: number, base: number): Churn => ({ logOdds: logit(probability90), base });

/** A contract with an end, and what could be signed with it. */
export interface Expected {
  contract: { id: string; name: string; annualValue: number; currency: string; endAt: Date; days: number; probability: number | null };
  additions: { value: number; chance: number }[];
}

/** The outlook of one account as of its facts. Pure; without contracts where none is in force. */
export function outlookOf(given: RenewalFacts): Outlook {
  const { factors, knowledge, status, contracts, priced } = computeRenewal(given, { churn: null });
  return {
    logOdds: sum(factors.map(({ contribution }) => contribution)),
    coverage: knowledge.coverage,
    contracts: (status === 'open' ? contracts : []).map(({ id, name, endAt, annualValue, currency }) => {
      return { id, name, ...(endAt === null ? {} : { endDate: new Date(endAt) }), annualValue, currency };
    }),
    additions: priced.map(({ annualValue, currency, chance }) => ({ value: annualValue, currency, chance })),
  };
}

/** The contracts of an outlook that end from an instant on, as an assessment with this churn gives them. Pure. */
export function expectedOf({ logOdds, coverage, contracts, additions }: Outlook, churn: Churn | null, asOf: Date): Expected[] {
  const total = logOdds + (churn ? churnContribution(churn) : 0);
  const enough = coverage + (churn ? COVERAGE.churn : 0) >= LEAST_COVERAGE;
  const inForce = contracts
    .filter(({ endDate }) => !endDate || endDate >= asOf)
    .map(({ endDate, ...contract }) => {
      const days = endDate ? daysBetween(asOf, endDate) : null;
      return { ...contract, endDate, days, probability: enough && days !== null ? renewalChance(total, days) : null };
    });
  return inForce.flatMap(({ endDate, days, ...contract }) => {
    if (!endDate || days === null) return [];
    const carries = carrier(inForce, contract.currency)?.id === contract.id;
    return [
      {
        contract: { ...contract, endAt: endDate, days },
        additions: carries ? additions.filter(({ currency }) => currency === contract.currency) : [],
      },
    ];
  });
}

const FIELDS = { _id: 0, accountId: 1, logOdds: 1, coverage: 1, contracts: 1, additions: 1 } as const;

/** The outlooks of accounts as last kept. */
export async function storedOutlooks(
  { tenant, models }: Omit<FactScope, 'asOf'>,
  accountIds: readonly string[],
): Promise<Map<string, Outlook>> {
  const stored = await rowsOfAccounts<RenewalOutlook>(models.renewalOutlooks, tenant, accountIds, {}, { fields: FIELDS });
  return new Map(stored.map((row) => [row.accountId, row]));
}

/** Outlook and churn of some accounts as they were at the instant, from all that was known then. */
export async function assessedOutlooks(
  scope: FactScope,
  weights: ChurnWeights,
  accountIds: readonly string[],
): Promise<Map<string, { outlook: Outlook; churn: Churn | null }>> {
  if (accountIds.length === 0) return new Map();
  const [facts, prices] = await Promise.all([loadFacts(scope, [...accountIds]), loadPrices(scope)]);
  return new Map(
    [...facts].map(([id, each]) => {
      const churn = measureChurn(each, scope.asOf, weights);
      return [id, { outlook: outlookOf({ ...each, prices }), churn: churn.status === 'scored' ? churn : null }];
    }),
  );
}

/** Renewal's part in rescoring: keeps each account's outlook, says how likely its next contract is renewed, and freezes that once a week. Past weeks are none of its concern. */
export async function renewalScorer(scope: RescoreScope): Promise<AccountScorer> {
  const { tenant, models, now } = scope;
  const [prices, { weights }] = await Promise.all([loadPrices(scope), tenantWeights(scope)]);
  return defineScorer<NextRenewal & { outlook: Outlook }>({
    agent: 'renewal-automator',
    fields: [],
    assess(facts, asOf, { churn_probability_90: churn }) {
      if (!isToday(asOf, now)) return {};
      const outlook = outlookOf({ ...facts, prices });
      const [next] = expectedOf(outlook, typeof churn === 'number' ? churnSaid(churn / 100, weights.base) : null, asOf);
      const probability = next?.contract.probability ?? null;
      return {
        issued: { accountId: facts.account._id, outlook, next },
        ...(probability === null ? {} : { opinions: { renewal_probability: 100 * probability } }),
      };
    },
    /** In place of what was there; a newer one stays. */
    async record(kept, asOf) {
      const about = { at: asOf, ingestedAt: now, source: 'greendoor' };
      const writes = kept.map(({ accountId, outlook }) => ({ of: { accountId }, asOf, update: { $set: { ...outlook, ...about } } }));
      await Promise.all([keepNewest(models.renewalOutlooks, tenant, writes), freezeForecasts(scope, kept, asOf)]);
    },
  });
}
