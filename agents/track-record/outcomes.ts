import type { Contract } from '../../models/contract.ts';
import { addDays } from '../facts/index.ts';

/** What came of a forecast. Pure. */

/** After it was due so many days are waited for word of what came. */
export const GRACE_DAYS = 30;

export type Outcome =
  /** It came, or did not; `at` where a day is known. */
  | { state: 'due'; came: boolean; at: Date | null }
  /** Not due yet, or due and nothing is known of it so far. */
  | { state: 'open' }
  /** Nothing was heard within the grace, or the account is no longer there. */
  | { state: 'unknown' };

const UNKNOWN: Outcome = { state: 'unknown' };
const waiting = (due: Date, now: Date): Outcome => (now < addDays(due, GRACE_DAYS) ? { state: 'open' } : UNKNOWN);

/** What is known of an account now. */
export interface Fate {
  churnedAt: Date | null;
  /** The latest instant it is known to have been a customer at: used, wrote, or had a contract in force. */
  lastSign: Date | null;
}

/** Whether an account left between a forecast and the day it was due. Who left early is counted on that day, as who stays is. */
export function leaving(fate: Fate | undefined, asOf: Date, due: Date, now: Date): Outcome {
  if (!fate) return UNKNOWN;
  const { churnedAt, lastSign } = fate;
  if (churnedAt && churnedAt <= asOf) return UNKNOWN;
  if (now < due) return { state: 'open' };
  if (churnedAt) return { state: 'due', came: churnedAt <= due, at: churnedAt };
  return lastSign && lastSign >= due ? { state: 'due', came: false, at: null } : waiting(due, now);
}

export type Term = Pick<Contract, '_id' | 'accountId' | 'startDate' | 'endDate' | 'status'>;

/** A contract that begins so many days around the end of another follows it. */
const FOLLOWS_DAYS = 60;

/** Whether a contract that was to end on a day was renewed. */
export function renewal(contractId: string, end: Date, terms: readonly Term[], fate: Fate | undefined, now: Date): Outcome {
  const term = terms.find(({ _id }) => _id === contractId);
  if (!term || !fate) return UNKNOWN;
  if (now < end) return { state: 'open' };
  const renewed = (at: Date | null): Outcome => ({ state: 'due', came: true, at });
  const lost = (at: Date | null): Outcome => ({ state: 'due', came: false, at });
  if (fate.churnedAt && fate.churnedAt <= addDays(end, GRACE_DAYS)) return lost(fate.churnedAt);
  if (term.status === 'renewed' || (term.endDate && term.endDate > addDays(end, GRACE_DAYS))) return renewed(null);
  const next = terms.find(
    ({ _id, startDate, status }) =>
      _id !== contractId && status !== 'cancelled' && startDate >= addDays(end, -FOLLOWS_DAYS) && startDate <= addDays(end, FOLLOWS_DAYS),
  );
  if (next && next.startDate <= now) return renewed(next.startDate);
  return term.status === 'active' ? waiting(end, now) : lost(end);
}

/** How forecasts stand: how many were due with word of what came, are open, or will never be known. */
export function tally(outcomes: readonly Pick<Outcome, 'state'>[]) {
  const of = (state: Outcome['state']) => outcomes.filter((each) => each.state === state).length;
  return { due: of('due'), open: of('open'), unknown: of('unknown') };
}
