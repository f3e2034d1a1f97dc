import type { RenewalOutlook } from '../../models/renewal-outlook.ts';
import { daysBetween } from '../metrics/format.ts';
import { logit, sum } from '../metrics/statistics.ts';
import { computeRenewal } from './assess.ts';
import { renewalChance } from './chance.ts';
import { carrier } from './contracts.ts';
import { churnContribution } from './factors.ts';
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
