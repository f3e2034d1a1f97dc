const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TOKENS: Record<string, string> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<shortYear>\\d{2})',
  MMMM: '(?<monthName>\\p{L}{3,9})',
  MMM: '(?<monthName>\\p{L}{3,9})\\.?',
  MM: '(?<month>\\d{1,2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{1,2})',
  D: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<hour>\\d{1,2})',
  h: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{1,2})',
  ss: '(?<second>\\d{1,2})',
  A: '(?<half>[AaPp][Mm])',
};
const TOKEN = /YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|A/g;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/;

export type DateParser = (value: unknown) => Date | undefined;

const compiled = new Map<string, DateParser>();
const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * Reads dates written in a format: `ISO`, `excel days`, `epoch seconds`, `epoch millis`, `months before 2018-12-31` (an age in
 * months on that day), or a pattern of YYYY YY MM MMM DD HH hh mm ss A. A time that names no zone is of `zone`, UTC
 * unless given; a day without a time stays that day.
 */
export function dateParser(format: string, zone = 'UTC'): DateParser {
  const key = `${format} ${zone}`;
  const known = compiled.get(key);
  if (known) return known;
  const parser = zone === 'UTC' ? build(format) : inZone(format, zone);
  compiled.set(key, parser);
  return parser;
}

export function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

function inZone(format: string, zone: string): DateParser {
  const parse = build(format);
  if (SPECIAL.test(format) && format.toLowerCase() !== 'iso') return parse;
  return (value) => {
    const date = parse(value);
    return date && typeof value === 'string' && /\d:\d\d/.test(value) && !/(?:Z|UTC|[+-]\d{2}:?\d{2})\s*$/.test(value)
      ? new Date(date.getTime() - offsetAt(date.getTime() - offsetAt(date.getTime(), zone), zone))
      : date;
  };
}

/** Milliseconds by which the clocks of a zone are ahead of UTC at an instant. */
function offsetAt(instant: number, zone: string): number {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  clocks.set(zone, clock);
  const part = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

export function isDateFormat(format: string): boolean {
  if (SPECIAL.test(format)) return true;
  const tokens: string[] = format.match(TOKEN) ?? [];
  return ['YY', 'MM', 'D'].every((wanted) => tokens.some((token) => token.startsWith(wanted[0] ?? '')));
}

const SPECIAL = /^(?:iso|excel days|epoch seconds|epoch millis|months before \d{4}-\d{2}-\d{2})$/i;

function build(format: string): DateParser {
  const lower = format.toLowerCase();
  if (lower === 'iso') return readDate;
  if (lower === 'excel days') return (value) => spreadsheetDay(digits(value));
  if (lower === 'epoch seconds') return (value) => epoch(value, 1000);
  if (lower === 'epoch millis') return (value) => epoch(value, 1);
  if (lower.startsWith('months before ')) {
    const end = readDate(lower.slice('months before '.length));
    return (value) => {
      const months = Number(String(value).trim());
      if (!end || String(value).trim() === '' || !Number.isInteger(months) || months < 0) return undefined;
      return new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - months, end.getUTCDate()));
    };
  }
  let source = '';
  let from = 0;
  for (const { 0: token, index } of format.matchAll(TOKEN)) {
    source += escaped(format.slice(from, index)) + TOKENS[token];
    from = index + token.length;
  }
  const pattern = new RegExp(`^${source}${escaped(format.slice(from))}$`, 'u');
  return (value) => {
    if (value instanceof Date) return value;
    const parts = pattern.exec(String(value).trim())?.groups;
    if (!parts) return undefined;
    const short = Number(parts.shortYear);
    const year = parts.year ? Number(parts.year) : short + (short < 70 ? 2000 : 1900);
    const month = parts.monthName ? MONTHS.indexOf(parts.monthName.slice(0, 3).toLowerCase()) + 1 : Number(parts.month);
    const half = parts.half?.toLowerCase();
    const hour = Number(parts.hour ?? 0);
    if (half && (hour < 1 || hour > 12)) return undefined;
    const hours = half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour;
    return instant(year, month, Number(parts.day), hours, Number(parts.minute ?? 0), Number(parts.second ?? 0));
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+');

/** An ISO date or time, or a date object; undefined for everything else, also for days that do not exist. */
export function readDate(value: unknown): Date | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value;
  if (typeof value !== 'string') return undefined;
  const parts = ISO.exec(value.trim());
  if (!parts) return undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '', zone = 'Z'] = parts;
  const date = instant(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
  if (!date) return undefined;
  const millis = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return new Date(date.getTime() + millis - offset(zone) * 60_000);
}

function offset(zone: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!parts) return 0;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3]));
}

function instant(year: number, month: number, day: number, hour: number, minute: number, second: number): Date | undefined {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const exists =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59;
  return exists ? date : undefined;
}

const [SOONEST, LATEST] = [Date.UTC(1990, 0), Date.UTC(2100, 0)];

const digits = (value: unknown): number =>
  typeof value === 'number' ? value : /^\s*\d+(?:\.\d+)?\s*$/.test(String(value)) ? Number(value) : Number.NaN;

/** Undefined for what lies before 1990 or after 2100: the number has another unit, or is no time. */
function epoch(value: unknown, factor: number): Date | undefined {
  const millis = digits(value) * factor;
  return millis >= SOONEST && millis < LATEST ? new Date(millis) : undefined;
}

const FIRST_DAY = Date.UTC(1899, 11, 30);

/** A day as spreadsheets count them, from 30 December 1899 on; with a time of day to the second. */
function spreadsheetDay(count: number): Date | undefined {
  return count >= 20_000 && count <= 80_000 ? new Date(FIRST_DAY + Math.round(count * 86_400) * 1000) : undefined;
}

/** A time written as a number, whose size tells its unit: a spreadsheet's days, or seconds or milliseconds since 1970. */
export const numericDate = (value: unknown): Date | undefined => spreadsheetDay(digits(value)) ?? epoch(value, 1) ?? epoch(value, 1000);
