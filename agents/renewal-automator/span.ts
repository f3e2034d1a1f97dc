import { z } from 'zod';
import { DAY } from '../facts/index.ts';
import { type Condition, condition } from '../kit/conditions.ts';
import { daySaid, optional } from '../kit/tool.ts';
import { longDate, plural } from '../metrics/index.ts';

/** The days to come that a book is asked for. */
export const spanInputs = {
  from: optional(z.string().max(40)).describe(
    'Only what ends from this day to come on, YYYY-MM-DD: the first of a quarter; null for today',
  ),
  until: optional(z.string().max(40)).describe('Only what ends by this day to come, YYYY-MM-DD; null where no day is said'),
};

export interface Span {
  /** Where it begins on a later day than today. */
  from: Date | undefined;
  until: Date;
  /** From today until its end. */
  days: number;
  /** Its end was said as a day. */
  dated: boolean;
}

interface Asked {
  from: string | null;
  until: string | null;
  withinDays: number | null;
}

/** The quarter that runs is what is left of it. @throws UserError `bad_date` */
export function spanAsked({ from, until, withinDays }: Asked, asOf: Date, usual: number): Span {
  const begun = from !== null && from <= asOf.toISOString();
  const start = begun ? undefined : later(daySaid(from, 'future', asOf), asOf);
  const end = later(daySaid(until, 'future', asOf), start ?? asOf);
  // "The next 60 days" ends on a day, too.
  const dated = end !== undefined && (withinDays === null || start !== undefined);
  const last = dated ? new Date(end.getTime() + DAY - 1) : new Date(asOf.getTime() + (withinDays ?? usual) * DAY);
  return { from: start, until: last, days: Math.round((last.getTime() - asOf.getTime()) / DAY), dated };
}

const later = (day: Date | undefined, than: Date): Date | undefined => (day && day > than ? day : undefined);

interface Told {
  from: string | null;
  until: string;
  days: number;
  dated: boolean;
}

/** "until 31 December 2026", "1 January 2027 to 31 March 2027", "next 60 days". */
export function spanTold({ from, until, days, dated }: Told): string {
  const last = longDate(new Date(until));
  if (from) return `${longDate(new Date(from))} to ${last}`;
  return dated ? `until ${last}` : `next ${days === 365 ? '12 months' : plural(days, 'day')}`;
}

/** The accounts it is of: what is listed or forecast is still to come, also where the days that were said have begun. */
export function endsWithin({ from, until, withinDays }: Asked, usual: number): Condition[] {
  if (until === null) return [condition('days_to_renewal', 'between', 0, withinDays ?? usual)];
  const days = from === null ? condition('renewal_date', 'at most', until) : condition('renewal_date', 'between', from, until);
  return [days, condition('days_to_renewal', 'at least', 0)];
}
