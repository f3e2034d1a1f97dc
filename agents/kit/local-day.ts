/** The day it is somewhere, YYYY-MM-DD, so many days from then. `timezone` is an IANA name. */
export function localDay(timezone: string, instant: Date, days = 0): string {
  const day = instant.toLocaleDateString('sv-SE', { timeZone: timezone });
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** "Mon 10:00" where the person is. */
export const localTime = (timezone: string, instant: Date): string =>
  instant
    .toLocaleString('en-GB', { timeZone: timezone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    .replace(',', '');
