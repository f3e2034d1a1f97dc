const COUNTED = 'zero one two three four five six seven eight nine ten'.split(' ');
const DAYS: Record<string, number> = { day: 1, week: 7, month: 30 };
const SPAN = /\b(\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten)\s+(day|week|month)s?\b/i;
const DAY_OF_MONTH =
  /\b(\d{1,2})(?:st|nd|rd|th)?\s+(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?:\s+(\d{4}))?\b/i;
const EARLIER = /\b(earlier|forward|sooner|bring|pull|advance)\b/i;

/** 3 for "three", −1 for what is none. */
export const spelledNumber = (word: string): number => COUNTED.indexOf(word.toLowerCase());

/** "a week", "two weeks earlier" (−14), "10 days". */
export function daysIn(text: string): number | null {
  const [, count = '', unit = ''] = SPAN.exec(text) ?? [];
  if (!unit) return null;
  const number = Number(count) || Math.max(1, spelledNumber(count));
  return number * (DAYS[unit.toLowerCase()] ?? 1) * (EARLIER.test(text) ? -1 : 1);
}

/** "2026-12-18", "18 December", "18th Dec 2026". */
export function dateIn(text: string, now: Date): Date | null {
  const [, iso] = /\b(\d{4}-\d{2}-\d{2})\b/.exec(text) ?? [];
  if (iso) return sameDay(new Date(`${iso}T00:00:00Z`), Number(iso.slice(8)));
  const [, day, month, year] = DAY_OF_MONTH.exec(text) ?? [];
  if (!day || !month) return null;
  const of = (each: number | string) => sameDay(new Date(`${day} ${month} ${each} UTC`), Number(day));
  if (year) return of(year);
  const next = of(now.getUTCFullYear());
  return next && next < now ? of(now.getUTCFullYear() + 1) : next;
}

/** The date, unless the month does not have that day. */
const sameDay = (date: Date, day: number): Date | null => (date.getUTCDate() === day ? date : null);
