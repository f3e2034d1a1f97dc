/** Weeks, months, quarters and years, and what they are called. */

export const DAY = 86_400_000;
type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';
const UNITS: Record<Unit, string> = {
  day: 'days?|tag(?:e|en)?|jours?|dias?',
  week: 'weeks?|wks?|wochen?|semaines?|semanas?',
  month: 'months?|mths?|monat(?:e|en|s)?|mois|mes(?:es)?',
  quarter: 'quarters?|qtrs?|quartal(?:e|s)?|trimestres?',
  year: 'years?|yrs?|jahr(?:e|en|es)?|ann?ees?|ans?|anos?',
};
export const UNIT = Object.values(UNITS).join('|');

export const isAll = (word: string, pattern: string): boolean => new RegExp(`^(?:${pattern})$`, 'i').test(word);
export const unitOf = (word: string): Unit => (Object.keys(UNITS) as Unit[]).find((unit) => isAll(word, UNITS[unit])) ?? 'day';

/** When the unit that now is in began, or so many on. */
export function startOf(now: Date, unit: Unit, step: number): Date {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  if (unit === 'year') return new Date(Date.UTC(year + step, 0, 1));
  if (unit === 'quarter') return new Date(Date.UTC(year, month - (month % 3) + 3 * step, 1));
  if (unit === 'month') return new Date(Date.UTC(year, month + step, 1));
  const days = unit === 'week' ? 7 * step - ((now.getUTCDay() + 6) % 7) : step;
  return new Date(Date.UTC(year, month, now.getUTCDate() + days));
}

/** So many units before; after, where they are fewer than none. */
export function back(now: Date, count: number, unit: Unit): Date {
  const date = new Date(now);
  if (unit === 'month' || unit === 'quarter') date.setUTCMonth(date.getUTCMonth() - count * (unit === 'month' ? 1 : 3));
  else if (unit === 'year') date.setUTCFullYear(date.getUTCFullYear() - count);
  else date.setUTCDate(date.getUTCDate() - count * (unit === 'week' ? 7 : 1));
  return date;
}

export const iso = (date: Date): string => date.toISOString().slice(0, 10);
export const spanOf = (match: RegExpExecArray) => ({ from: match.index, to: match.index + match[0].length });
