import type { Contract } from '../../models/contract.ts';
import type { Finding } from '../facts/finding.ts';
import { longDate, shortMoney } from '../metrics/format.ts';
import { clamp, round, sum } from '../metrics/statistics.ts';
import { activeContracts } from '../metrics/terms.ts';
import { DAY, MONTH_DAYS, type ValueFacts, YEAR_DAYS } from './facts.ts';

/** The twelve months (or less, for a young account) that value and investment are counted over. */
export interface Period {
  from: Date;
  to: Date;
  /** Whole months, 1 to 12. */
  months: number;
  contract: 'in_force' | 'ended' | 'none';
  /** Whether it begins where the first known contract does, because that is less than a year before its end. */
  young: boolean;
}

/** To the nearest whole month, at least one and at most twelve. */
const monthsOf = (days: number): number => clamp(Math.round(days / MONTH_DAYS), 1, 12);

/** When the contract stops being paid; null where it is over and nobody says since when. */
function endOf({ endDate, status }: Contract): Date | null {
  if (endDate) return endDate;
  return status === 'active' || status === 'renewed' ? new Date(8.64e15) : null;
}

/** Contracts that began, with their known end. */
export function datedContracts({ contracts, asOf }: ValueFacts): { contract: Contract; end: Date }[] {
  return contracts.flatMap((contract) => {
    const end = endOf(contract);
    return end && contract.startDate <= asOf && contract.startDate <= end ? [{ contract, end }] : [];
  });
}

/** Up to now while a contract is in force, else up to the end of the last one; from a year before, or the first contract's start. */
export function periodOf(facts: ValueFacts): Period {
  const { asOf, account } = facts;
  const dated = datedContracts(facts);
  const gone = account.churnedAt ?? null;
  const inForce = !gone && dated.some(({ end }) => end >= asOf);
  const lastEnd = new Date(Math.min(asOf.getTime(), Math.max(...dated.map(({ end }) => end.getTime()))));
  const last = dated.length > 0 && !inForce ? lastEnd : asOf;
  const to = gone && gone < last ? gone : last;
  const yearAgo = to.getTime() - YEAR_DAYS * DAY;
  const first = Math.min(...dated.map(({ contract }) => contract.startDate.getTime()));
  const from = new Date(dated.length > 0 ? Math.min(Math.max(yearAgo, first), to.getTime()) : yearAgo);
  return {
    from,
    to,
    months: monthsOf((to.getTime() - from.getTime()) / DAY),
    contract: inForce ? 'in_force' : dated.length > 0 || gone ? 'ended' : 'none',
    young: dated.length > 0 && first > yearAgo,
  };
}

/** What each contract cost within the period: its yearly value for every whole month of it. */
export function investmentsIn(facts: ValueFacts, { from, to }: Period): { currency: string; amount: number; figure: Finding }[] {
  return datedContracts(facts).flatMap(({ contract, end }) => {
    const start = Math.max(contract.startDate.getTime(), from.getTime());
    const stop = Math.min(end.getTime(), to.getTime());
    if (stop < start || (stop === start && from < to)) return [];
    const months = monthsOf((stop - start) / DAY);
    const amount = round((contract.annualValue * months) / 12, 2);
    const { _id, name, annualValue, currency, startDate, at } = contract;
    const figure = {
      label: name,
      value: amount,
      unit: currency,
      contribution: 0,
      text: `${name}: ${shortMoney(annualValue, currency)} a year since ${longDate(startDate)}, ${months} of 12 months in the period: ${shortMoney(amount, currency)}`,
      evidence: [{ collection: 'contracts', id: _id, field: 'annualValue', at: at.toISOString() }],
    };
    return [{ currency, amount, figure }];
  });
}

/** What the account pays a year now, in one currency. */
export const yearlyPrice = ({ contracts, asOf }: ValueFacts, currency: string): number =>
  sum(activeContracts(contracts, asOf).flatMap((each) => (each.currency === currency ? [each.annualValue] : [])));
