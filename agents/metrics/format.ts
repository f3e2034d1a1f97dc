/** How figures, dates and words are written for people. */

const DAY = 86_400_000;
const shortMonth = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
/** Every reason has a date: it is put together, for a format takes longer than most figures. */
const MONTHS = Array.from({ length: 12 }, (_, month) => shortMonth.format(Date.UTC(2000, month)));
const weekdayLong = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** "16 Nov"; with the year where it is not the year of `seenFrom`. */
export function shortDate(date: Date, seenFrom?: Date): string {
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return seenFrom && seenFrom.getUTCFullYear() !== date.getUTCFullYear() ? `${day} ${date.getUTCFullYear()}` : day;
}

/** "16 November 2026". */
export const longDate = (date: Date): string => weekdayLong.format(date);

/** Days of the calendar (UTC) from one instant to a later one: the same all day long, 0 on the day itself, negative when it is earlier. */
export const daysBetween = (from: Date, to: Date): number => Math.floor(to.getTime() / DAY) - Math.floor(from.getTime() / DAY);

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Names of ours are kept with underscores. */
export const spaced = (name: string): string => name.replaceAll('_', ' ');

/** At most so many letters, the last a "…" where some are left out. */
export const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** The same, without the blank where it is cut. */
export const clipped = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

/** "Acme, Globex or Initech". */
export const oneOf = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

/** "+12", "−34", "0". */
export function signed(value: number, digits = 0): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return '0';
  return value > 0 ? `+${text}` : `−${text}`;
}

/** A change given as a ratio of new to old, as "+156 %" or "−89 %". */
export const change = (ratio: number): string => `${signed((ratio - 1) * 100)} %`;

/** Signs that stand for one currency; every other is written by its code. */
const SYMBOLS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£' };

/** "$875K", "€1.2M", "€1.7K", "CHF 40K": short enough for a line; millions under ten with so many digits, thousands with one. */
export function shortMoney(amount: number, currency: string, digits = 1): string {
  const symbol = SYMBOLS[currency] ?? (currency && `${currency} `);
  const sign = amount < 0 ? '−' : '';
  const size = Math.abs(amount);
  const trim = (value: number) => String(Number(value.toFixed(value < 10 ? digits : 0)));
  if (size >= 999_500) return `${sign}${symbol}${trim(size / 1_000_000)}M`;
  if (size >= 9_950) return `${sign}${symbol}${Math.round(size / 1_000)}K`;
  if (size >= 1_000) return `${sign}${symbol}${Number((size / 1_000).toFixed(1))}K`;
  // Of less than one, what a model's tokens cost, whole units would tell nothing.
  return `${sign}${symbol}${size < 1 ? Number(size.toPrecision(2)) : Math.round(size)}`;
}

/** A format takes far longer to make than to use. */
const moneyFormats = new Map<string, Intl.NumberFormat>();

function moneyFormat(currency: string, digits: number): Intl.NumberFormat {
  const key = `${currency} ${digits}`;
  const known = moneyFormats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    currencyDisplay: currency in SYMBOLS ? 'narrowSymbol' : 'code',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  moneyFormats.set(key, format);
  return format;
}

/** "$1,635,000", "CHF 12,500.50": to the unit, to the cent where there are cents. */
export const exactMoney = (amount: number, currency: string): string =>
  moneyFormat(currency, Number.isInteger(amount) ? 0 : 2)
    .format(amount)
    .replace('-', '−')
    .replaceAll('\u00a0', ' ');

/** Hours under two days, days beyond: "4.2 hours", "3 days". */
export function duration(hours: number): string {
  if (hours < 10) return `${Number(hours.toFixed(1))} hours`;
  if (hours < 48) return `${Math.round(hours)} hours`;
  return plural(Math.round(hours / 24), 'day');
}
