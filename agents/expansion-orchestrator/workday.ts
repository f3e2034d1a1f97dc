import { DAY } from '../facts/index.ts';

const AHEAD = [1, 0, 0, 0, 0, 0, 2];

/** The beginning of that day in UTC, or of the Monday after a weekend. */
export function workday(date: Date): Date {
  const day = new Date(Math.floor(date.getTime() / DAY) * DAY);
  return new Date(day.getTime() + (AHEAD[day.getUTCDay()] ?? 0) * DAY);
}
