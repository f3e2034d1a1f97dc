import { DAY } from '../facts/index.ts';
import { dayWritten, endOfDay, UserError } from '../kit/tool.ts';

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const UNIT_DAYS: Record<string, number> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };

/**
 * A date as people write it: `2026-05-31`, "May", "May 2026", "yesterday", "last week", "3 months ago", "30 days".
 * A day means its end, as everywhere; a month its first day, the latest one not after `asOf`.
 * @throws UserError `unclear_date`
 */
export function parseWhen(text: string, asOf: Date): Date {
  const words = text.trim().toLowerCase();
  const said = text.trim();
  const instant = /^\d{4}-\d{2}-\d{2}T/.test(said) ? new Date(said) : null;
  if (instant && !Number.isNaN(instant.getTime())) return instant;
  const day = dayWritten(said);
  if (day) return endOfDay(day, asOf);
  const ago = (days: number) => new Date(asOf.getTime() - days * DAY);
  if (words === 'today' || words === 'now') return asOf;
  if (words === 'yesterday') return ago(1);
  const counted = /(\d+|an?|one|two|three|six|last|past|this)\s+(day|week|month|quarter|year)s?/.exec(words);
  if (counted) {
    const [, count = '', unit = ''] = counted;
    const number = { two: 2, three: 3, six: 6 }[count] ?? (Number(count) || 1);
    return ago(number * (UNIT_DAYS[unit] ?? 0));
  }
  const named = /\b([a-z]{3,9})\.?\s*(\d{4})?\b/.exec(words.replace(/^(since|in|from|of|until)\s+/, ''));
  const month = named ? MONTHS.findIndex((each) => each.startsWith(named[1] ?? '?')) : -1;
  if (month >= 0) {
    const year = named?.[2] ? Number(named[2]) : asOf.getUTCFullYear() - (month > asOf.getUTCMonth() ? 1 : 0);
    return new Date(Date.UTC(year, month, 1));
  }
  throw new UserError('unclear_date', `I cannot read "${text}" as a date. Write it as 2026-05-31, "May" or "30 days ago".`);
}
