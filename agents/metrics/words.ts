import type { AccountEvent } from '../../models/account-event.ts';
import type { Metric, Reading } from '../facts/metric.ts';
import { longDate, plural, shortDate, shortMoney, spaced } from './format.ts';
import { round } from './statistics.ts';

const ONE: Record<string, string> = { days: 'day', hours: 'hour', minutes: 'minute', users: 'user', seats: 'seat', points: 'point' };

/** A metric's value as people read it: "84 %", "$180K", "29 March 2027", "127 days", "mid market"; an amount in no stated currency is "180K". */
export function valueWords({ unit, digits }: Pick<Metric, 'unit' | 'digits'>, value: Reading['value'], currency = ''): string {
  if (value instanceof Date) return longDate(value);
  if (typeof value === 'string') return spaced(value);
  if (unit === 'money') return shortMoney(value, currency);
  const number = round(value, digits);
  if (unit === '' || unit === 'ratio') return String(number);
  const one = ONE[unit];
  return one ? plural(number, one, unit) : `${number} ${unit}`;
}

/** What was reported and when: "New CFO appointed (12 Nov)". `untold` says it where the source has no words. */
export const eventWords = ({ detail, kind, at }: Pick<AccountEvent, 'detail' | 'kind' | 'at'>, asOf: Date, untold = spaced(kind)): string =>
  `${(detail ?? untold).replace(/\.$/, '')} (${shortDate(at, asOf)})`;
