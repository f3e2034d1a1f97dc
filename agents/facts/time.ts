export const DAY = 86_400_000;
export const HOUR = 3_600_000;

/** The start of the day (UTC) an instant lies in. */
export const dayOf = (at: Date): Date => new Date(Math.floor(at.getTime() / DAY) * DAY);

/** A Monday, from which weeks are counted. */
const MONDAY = Date.UTC(1970, 0, 5);
export const WEEK = 7 * DAY;

/** The start of the week (Monday, UTC) an instant lies in. */
export const weekOf = (at: Date): Date => new Date(MONDAY + Math.floor((at.getTime() - MONDAY) / WEEK) * WEEK);

export const addDays = (date: Date, days: number): Date => new Date(date.getTime() + days * DAY);

/** The day itself, or of a weekend the Monday after it: nobody is late over one. At the same time of day, in UTC. */
export const workday = (date: Date): Date => addDays(date, [1, 0, 0, 0, 0, 0, 2][date.getUTCDay()] ?? 0);

/** The date if it had already come, else null: fields such as `paidAt` are written into a row after its event. */
export const happened = (date: Date | null | undefined, asOf: Date): Date | null =>
  date && date.getTime() <= asOf.getTime() ? date : null;

/** Days from then until the instant. */
export const age = (at: Date, asOf: Date): number => (asOf.getTime() - at.getTime()) / DAY;

/** Of rows that are oldest first, those of the last so many days. */
export function within<Row extends { at: Date }>(rows: readonly Row[], asOf: Date, days: number): Row[] {
  const from = asOf.getTime() - days * DAY;
  let first = rows.length;
  while (first > 0 && (rows[first - 1] as Row).at.getTime() > from) first--;
  return rows.slice(first);
}

/** The latest `at` (ms); 0 without rows. */
export function latestOf(rows: readonly { at: Date }[]): number {
  let latest = 0;
  for (const { at } of rows) latest = Math.max(latest, at.getTime());
  return latest;
}

/** Whether an instant is near enough to now for what is kept about today. */
export const isToday = (asOf: Date, now: Date): boolean => now.getTime() - asOf.getTime() <= DAY;
