import type { Account } from '../../models/account.ts';
import type { Contract } from '../../models/contract.ts';
import { SEGMENTS, type Segment } from '../../models/scorecard.ts';

/** The contracts in force at the instant. */
export function activeContracts(contracts: readonly Contract[], asOf: Date): Contract[] {
  const now = asOf.getTime();
  return contracts.filter(
    ({ status, startDate, endDate }) =>
      status !== 'cancelled' &&
      startDate.getTime() <= now &&
      (endDate ? endDate.getTime() >= now : status === 'active' || status === 'renewed'),
  );
}

interface Terms {
  /** Yearly value in `currency`; null when no contract is known. */
  arr: number | null;
  currency: string;
  /** The next renewal date; null when no contract says. */
  renewalAt: Date | null;
}

/** What the account pays and when it next decides. Contracts in another currency than the account's first are left out of the sum. */
export function termsOf(account: Account, contracts: readonly Contract[], asOf: Date): Terms {
  const active = activeContracts(contracts, asOf);
  const currency = active[0]?.currency ?? account.currency;
  const same = active.filter((contract) => contract.currency === currency);
  const ends = active.flatMap(({ endDate }) => (endDate ? [endDate.getTime()] : []));
  return {
    arr: same.length === 0 ? null : same.reduce((total, { annualValue }) => total + annualValue, 0),
    currency,
    renewalAt: ends.length === 0 ? null : new Date(Math.min(...ends)),
  };
}

/** The least employees, or yearly value, of each size segment, largest first. */
export const EMPLOYEE_FLOORS = { enterprise: 1000, mid_market: 100, smb: 20, startup: 0 } as const satisfies Record<Segment, number>;
export const ARR_FLOORS = { enterprise: 500_000, mid_market: 100_000, smb: 20_000, startup: 0 } as const satisfies Record<Segment, number>;

/** The size segment by employees, or by yearly value where employees are unknown; null when neither is. */
export function segmentOf(account: Account, arr: number | null): Segment | null {
  const { employees } = account;
  if (typeof employees === 'number') return sizeOf(employees, EMPLOYEE_FLOORS);
  return arr === null ? null : sizeOf(arr, ARR_FLOORS);
}

const sizeOf = (value: number, floors: Record<Segment, number>): Segment =>
  SEGMENTS.find((segment) => value >= floors[segment]) ?? 'startup';
