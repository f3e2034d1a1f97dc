import { DAY } from '../facts/time.ts';
import { dateFormat } from './date-format.ts';

const PARTS = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' } as const;

/** The date (YYYY-MM-DD), day of the week (0 = Sunday) and hour it is somewhere. `timezone` is an IANA name. */
export function localMoment(timezone: string, instant: Date): { date: string; day: number; hour: number } {
  const parts = dateFormat({ ...PARTS, timeZone: timezone }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return { date, day: new Date(`${date}T12:00:00Z`).getUTCDay(), hour: Number(part('hour')) };
}

/** The day it is somewhere so many days from then, YYYY-MM-DD. */
export const localDay = (timezone: string, instant: Date, days = 0): string =>
  new Date(Date.parse(`${localMoment(timezone, instant).date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** "Mon 10:00" where the person is. */
export const localTime = (timezone: string, instant: Date): string =>
  dateFormat({ timeZone: timezone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    .format(instant)
    .replace(',', '');
