import type { Contract } from '../../models/contract.ts';
import type { ValueRecord } from '../../models/value-record.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import { once } from '../facts/once.ts';
import { DAY, dayOf, happened } from '../facts/time.ts';
import { clamp, round, sum } from './statistics.ts';

/** What value records say of the twelve months that investment is counted over. */

export const CATEGORY_WORDS = { direct_savings: 'direct savings', efficiency: 'efficiency', strategic: 'strategic' } as const;

export const YEAR_DAYS = 365;
const MONTH_DAYS = YEAR_DAYS / 12;

/** The twelve months (or less, for a young account) that value and investment are counted over, by whole days: money must not change within one. */
export interface Period {
  from: Date;
  to: Date;
  /** Whole months, 1 to 12. */
  months: number;
  contract: 'in_force' | 'ended' | 'none';
  /** Whether it begins where the first known contract does, because that is less than a year before its end. */
  young: boolean;
}

type Facts = Pick<AccountFacts, 'account' | 'contracts' | 'asOf'>;

/** To the nearest whole month, at least one and at most twelve. */
export const monthsOf = (days: number): number => clamp(Math.round(days / MONTH_DAYS), 1, 12);

/** When the contract stops being paid; null where it is over and nobody says since when. */
function endOf({ endDate, status }: Contract): Date | null {
  if (endDate) return endDate;
  return status === 'active' || status === 'renewed' ? new Date(8.64e15) : null;
}

/** Contracts that began, with their known end. */
export const datedContracts = once(({ contracts, asOf }: Pick<Facts, 'contracts' | 'asOf'>): readonly { contract: Contract; end: Date }[] =>
  contracts.flatMap((contract) => {
    const end = endOf(contract);
    return end && happened(contract.startDate, asOf) && happened(contract.startDate, end) ? [{ contract, end }] : [];
  }),
);

/** Up to now while a contract is in force, else up to the end of the last one; from a year before, or the first contract's start. */
export function periodOf(facts: Facts): Period {
  const { asOf, account } = facts;
  const dated = datedContracts(facts);
  const gone = happened(account.churnedAt, asOf);
  const inForce = !gone && dated.some(({ end }) => end >= asOf);
  const lastEnd = new Date(Math.min(asOf.getTime(), Math.max(...dated.map(({ end }) => end.getTime()))));
  const last = dated.length > 0 && !inForce ? lastEnd : asOf;
  const to = dayOf(gone && gone < last ? gone : last);
  const yearAgo = to.getTime() - YEAR_DAYS * DAY;
  const first = Math.min(...dated.map(({ contract }) => dayOf(contract.startDate).getTime()));
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
export function costsIn(facts: Facts, { from, to }: Pick<Period, 'from' | 'to'>): { contract: Contract; months: number; amount: number }[] {
  return datedContracts(facts).flatMap(({ contract, end }) => {
    const start = Math.max(contract.startDate.getTime(), from.getTime());
    const stop = Math.min(end.getTime(), to.getTime());
    if (stop < start || (stop === start && from < to)) return [];
    const months = monthsOf((stop - start) / DAY);
    return [{ contract, months, amount: round((contract.annualValue * months) / 12, 2) }];
  });
}

/** A record and the part of it that falls into the period. */
export interface Counted {
  record: ValueRecord;
  /** The share of the record's own period that lies in the period, 0 to 1; amounts are that part, to the cent. */
  part: number;
  amount: number;
  target: number | null;
  proven: boolean;
}

/** A record counts as proven when it names who or what confirms it. */
export const isProven = ({ evidence }: Pick<ValueRecord, 'evidence'>): boolean => (evidence ?? '').trim() !== '';

const dayNumber = (at: Date): number => Math.floor(at.getTime() / DAY);

/** Share (0 to 1) of the days of the record's own period that lie between two days; a record of one day counts on that day. */
export function shareWithin({ periodStart, periodEnd }: Pick<ValueRecord, 'periodStart' | 'periodEnd'>, from: Date, to: Date): number {
  const [start, end] = [dayNumber(periodStart), dayNumber(periodEnd)];
  const [first, last] = [dayNumber(from), dayNumber(to)];
  if (end <= start) return end >= first && end <= last ? 1 : 0;
  return Math.max(0, Math.min(end, last) - Math.max(start, first)) / (end - start);
}

/** The records that reach into the period, each with that part of its amount. */
export function countedIn(values: readonly ValueRecord[], { from, to }: Pick<Period, 'from' | 'to'>): Counted[] {
  return values.flatMap((record) => {
    const part = shareWithin(record, from, to);
    if (part === 0) return [];
    const target = record.targetAmount == null ? null : round(record.targetAmount * part, 2);
    return [{ record, part, amount: round(record.amount * part, 2), target, proven: isProven(record) }];
  });
}

const total = (rows: readonly Counted[]): number => round(sum(rows.map(({ amount }) => amount)), 2);

/** Proven value of the categories for which something was promised, against that promise; null where nothing was. Of one currency. */
function againstTarget(counted: readonly Counted[]): { promised: number; proven: number; percent: number } | null {
  const categories = new Map<string, { target: number; proven: number }>();
  for (const { record, part, proven } of counted) {
    const own = categories.get(record.category) ?? { target: 0, proven: 0 };
    categories.set(record.category, own);
    own.target += (record.targetAmount ?? 0) * part;
    if (proven) own.proven += record.amount * part;
  }
  const promising = [...categories.values()].filter(({ target }) => target > 0);
  if (promising.length === 0) return null;
  const promised = sum(promising.map(({ target }) => target));
  const proven = sum(promising.map((each) => each.proven));
  // The share is of the amounts as they are: rounding to the cent would make it depend on the size of the money.
  return { promised: round(promised, 2), proven: round(proven, 2), percent: (proven / promised) * 100 };
}

/** Value and investment of one currency; amounts of several are never added up. */
export interface CurrencyTotals {
  currency: string;
  counted: Counted[];
  investment: number;
  proven: number;
  unproven: number;
  target: ReturnType<typeof againstTarget>;
  period: Period;
}

type Known = Pick<AccountFacts, 'account' | 'contracts' | 'asOf' | 'values'>;

/** Every currency of the account: the one most is paid in first, then the one most is proven in. */
export const valueTotals: (facts: Known) => readonly CurrencyTotals[] = once(countAll);

/** What the account's value metrics rest on: its main currency; null where neither a contract nor a value record is known. */
export const mainValue = (facts: Known): CurrencyTotals | null => valueTotals(facts)[0] ?? null;

function countAll(facts: Known): CurrencyTotals[] {
  const period = periodOf(facts);
  const counted = countedIn(facts.values, period);
  const costs = costsIn(facts, period);
  const paid = Map.groupBy(costs, ({ contract }) => contract.currency);
  const brought = Map.groupBy(counted, ({ record }) => record.currency);
  return [...new Set([...paid.keys(), ...brought.keys()])]
    .map((currency) => {
      const own = brought.get(currency) ?? [];
      return {
        currency,
        counted: own,
        investment: round(sum((paid.get(currency) ?? []).map(({ amount }) => amount)), 2),
        proven: total(own.filter(({ proven }) => proven)),
        unproven: total(own.filter(({ proven }) => !proven)),
        target: againstTarget(own),
        period,
      };
    })
    .sort((a, b) => b.investment - a.investment || b.proven - a.proven || b.unproven - a.unproven || (a.currency < b.currency ? -1 : 1));
}
