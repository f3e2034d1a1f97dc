import type { Account } from '../../../models/account.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { type Figure, figure, type Subject } from '../../facts/figure.ts';
import { round } from '../../metrics/statistics.ts';
import { t } from '../text.ts';

type More = Partial<Pick<Figure, 'digits' | 'signed' | 'directed' | 'from' | 'evidence' | 'relative'>>;

const iso = (instant: string | Date): string => (typeof instant === 'string' ? instant : instant.toISOString());

/** Makes figures of one subject at one instant, by metric key and label. */
export function figuresOf(subject: Subject, asOf: string | Date) {
  const of = (metric: string, label: string, value: number | string | null, unit: string, more: More = {}): Figure =>
    figure({ subject, metric, label, value, unit, asOf: iso(asOf), ...more });
  return {
    of,
    /** "3 steps", "1 step". */
    count: (metric: string, count: number, one: string, many = `${one}s`) => t`${of(metric, many, count, '')} ${count === 1 ? one : many}`,
    /** A share of 0 to 1 as percent. */
    percent: (metric: string, label: string, share: number | null, more: More = {}) =>
      of(metric, label, share === null ? null : round(100 * share, more.digits ?? 0), '%', more),
    money: (metric: string, label: string, amount: number | null, currency: string) => of(metric, label, amount, currency),
    date: (metric: string, label: string, instant: string | Date | null | undefined, more: More = {}) =>
      of(metric, label, instant ? iso(instant) : null, 'date', more),
    /** A level from 0 to 100. */
    score: (metric: string, label: string, value: number | null, more: More = {}) => of(metric, label, value, 'points', more),
  };
}

export const ofAccount = ({ id, name }: { id: string; name: string }, asOf: string | Date) =>
  figuresOf({ kind: 'account', id, name }, asOf);

/** How outputs say whom they are about. */
export const headOf = ({ _id, name }: Pick<Account, '_id' | 'name'>) => ({ id: _id, name });

/** Of the account at the instant of its facts. */
export const ofFacts = ({ account, asOf }: Pick<AccountFacts, 'account' | 'asOf'>) => ofAccount(headOf(account), asOf);

/** All accounts that a list or a sum is over; `key` says which: "owner:u1", "all accounts". */
export const ofGroup = (key: string, asOf: string | Date) => figuresOf({ kind: 'group', id: key, name: key }, asOf);
