import type { Contract } from '../../models/contract.ts';
import { activeContracts, daysBetween, round, sum } from '../metrics/index.ts';
import type { Addition } from './additions.ts';
import type { RenewalFacts } from './renewal-facts.ts';
import { money } from './words.ts';

type Status = 'open' | 'ended' | 'churned' | 'no_contract';

/** Whether there is something to renew, the contracts in force, and the one that ended last. */
export function stateOf({ account, contracts, asOf }: RenewalFacts): { status: Status; inForce: Contract[]; last: Contract | undefined } {
  const inForce = activeContracts(contracts, asOf);
  const last = contracts
    .filter(({ startDate }) => startDate <= asOf)
    .toSorted((a, b) => endOf(a) - endOf(b))
    .at(-1);
  if (account.churnedAt) return { status: 'churned', inForce: [], last };
  if (inForce.length > 0) return { status: 'open', inForce, last };
  return { status: last ? 'ended' : 'no_contract', inForce, last };
}

const endOf = ({ endDate, startDate }: Contract): number => (endDate ?? startDate).getTime();

export type RenewalContract = ReturnType<typeof contractOf>;

/** A contract with how likely it is renewed, which depends on the days until it ends. */
export function contractOf(contract: Contract, asOf: Date, saidEnd: Date | undefined, chanceIn: (days: number) => number | null) {
  const { _id: id, name, annualValue, currency, autoRenew } = contract;
  const end = contract.endDate ?? saidEnd ?? null;
  const days = end ? daysBetween(asOf, end) : null;
  return {
    id,
    name,
    annualValue,
    currency,
    startAt: contract.startDate.toISOString(),
    endAt: end?.toISOString() ?? null,
    days,
    termMonths: contract.termMonths ?? null,
    paymentModel: contract.paymentModel ?? null,
    autoRenew,
    seats: contract.seats ?? null,
    probability: days === null ? null : chanceIn(days),
  };
}

/** Soonest end first. */
export const soonest = (a: RenewalContract, b: RenewalContract): number =>
  (a.days ?? 1e9) - (b.days ?? 1e9) || b.annualValue - a.annualValue || (a.id < b.id ? -1 : 1);

/** The contract of the same currency that ends next carries the additions; without one, the account's next. */
export const carrier = <Of extends Pick<RenewalContract, 'currency' | 'probability'>>(contracts: readonly Of[], currency: string) =>
  contracts.find((each) => each.currency === currency && each.probability !== null) ?? contracts.find((each) => each.probability !== null);

export type Total = ReturnType<typeof totalsOf>[number];

/** One a currency, never added up between them; expected values are null where one of the probabilities is not known. */
export function totalsOf(contracts: readonly RenewalContract[], additions: readonly Addition[]) {
  const currencies = [...new Set([...contracts, ...additions].map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const own = contracts.filter((each) => each.currency === currency);
    const more = additions.filter((each) => each.currency === currency);
    const first = carrier(contracts, currency);
    const known = own.every(({ probability }) => probability !== null) && (more.length === 0 || first !== undefined);
    const cents = (amounts: number[]) => round(sum(amounts), 2);
    const expectedBase = known ? cents(own.map((each) => each.annualValue * (each.probability ?? 0))) : null;
    const expectedAdditions = known ? cents(more.map((each) => each.annualValue * each.chance * (first?.probability ?? 0))) : null;
    const current = cents(own.map(({ annualValue }) => annualValue));
    const extra = cents(more.map(({ annualValue }) => annualValue));
    return {
      currency,
      current,
      additions: extra,
      proposed: round(current + extra, 2),
      expectedBase,
      expectedAdditions,
      expected: expectedBase === null || expectedAdditions === null ? null : round(expectedBase + expectedAdditions, 2),
    };
  });
}

/** How the expected value was computed, with its figures. */
export function definitionOf(totals: readonly Total[], contracts: readonly RenewalContract[], additions: readonly Addition[]): string {
  const rule =
    'Expected value a year = each contract × its probability of renewal + each addition × its own chance × the probability of the renewal it is signed with';
  const percent = (share: number | null | undefined) => `${round((share ?? 0) * 100, 1)} %`;
  const sums = totals.flatMap(({ currency, expected }) => {
    if (expected === null) return [];
    const worth = (amount: number) => money(amount, currency);
    const [own, more] = [contracts.filter((each) => each.currency === currency), additions.filter((each) => each.currency === currency)];
    const carried = percent(carrier(contracts, currency)?.probability);
    const parts = [
      ...own.map(({ annualValue, probability }) => `${worth(annualValue)} × ${percent(probability)}`),
      ...more.map(({ annualValue, chance }) => `${worth(annualValue)} × ${percent(chance)} × ${carried}`),
    ];
    return [`${parts.join(' + ')} = ${worth(expected)}`];
  });
  return sums.length === 0 ? `${rule}; too little is known for a probability, so there is none.` : `${rule}: ${sums.join('; ')}.`;
}
