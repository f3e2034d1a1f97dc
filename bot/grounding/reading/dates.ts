import { monthOf } from './months.ts';
import {
  type Day,
  type DayWord,
  daysNear,
  daysOfWeekday,
  dayWordsIn,
  LEADS,
  monthAlone,
  NEARLY,
  PART,
  partOf,
  type Today,
  WEEKDAY,
} from './said-days.ts';
import { isFunctionWord } from './tokens.ts';

/** A day of the calendar, or a part of one that was said. */
export interface CalendarDay {
  year?: number;
  month?: number;
  day?: number;
  quarter?: number;
}
/** `within`: the days of a month that a part of it may mean. */
export type DateClaim = { kind: 'date'; within?: readonly [number, number] } & CalendarDay;
export type TimeClaim = { kind: 'time'; hour: number; minute: number };

export interface FoundDate {
  text: string;
  start: number;
  end: number;
  /** What it may mean; every claim of one reading holds. */
  readings: (DateClaim | TimeClaim)[][];
  /** It may as well be numbers ("3/31"). */
  orNumbers: boolean;
}

/** Any word: which of them are months is looked up, so that a long text is not held against every name at every place. */
const MONTH = '(?<![\\p{L}])\\p{L}{3,20}(?![\\p{L}])\\.?';
const DAY = '(?<![\\d.,])\\d{1,2}(?!\\d)(?:st|nd|rd|th|er|\\.|º|ª)?';
const OF = "(?:,? (?:of |de |del |d['’])?)";

interface DatePattern {
  pattern: RegExp;
  /** What a text holds at least where there is such a date: most texts hold nothing of the kind. */
  needs: RegExp | DayWord;
  readings(groups: (string | undefined)[], today?: Today): (DateClaim | TimeClaim)[][];
  orNumbers?: (whole: string) => boolean;
}

const date = (year?: number, month?: number, day?: number): DateClaim => ({ kind: 'date', year, month, day });
/** A day or month by the month's name; an impossible one where the word is no month. */
const inMonth = (name = '', year?: number, day?: number): DateClaim => date(year, monthOf(name) ?? 0, day);
/** What is told from today, where that is known; most texts tell nothing so. */
function toldFrom(today: Today | undefined, daysFrom: (day: Day) => Day[]): DateClaim[][] {
  const day = today?.();
  return day ? daysFrom(day).map((each) => [date(each.year, each.month, each.day)]) : [];
}
const PATTERNS: DatePattern[] = [
  {
    pattern: /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)/g,
    needs: /\d-\d/,
    readings: ([year, month, day]) => [[date(num(year), num(month), num(day))]],
  },
  {
    pattern: /(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?/g,
    needs: /年/,
    readings: ([year, month, day]) => [[date(num(year), num(month), num(day))]],
  },
  {
    pattern: /(?<!\d)(\d{1,2})月(\d{1,2})日/g,
    needs: /月/,
    readings: ([month, day]) => [[date(undefined, num(month), num(day))]],
  },
  {
    pattern: /(?<![\d.,/-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])(?![.,]\d)/g,
    needs: /\d[./-]\d/,
    readings: ([a, , b, year]) => {
      const full = (num(year) ?? 0) < 100 ? 2000 + (num(year) ?? 0) : num(year);
      return [[date(full, num(b), num(a))], [date(full, num(a), num(b))]];
    },
  },
  {
    pattern: new RegExp(`(?:(${DAY}) ?[-–] ?)?(${DAY})${OF}(${MONTH})(?:${OF}(\\d{4})(?!\\d))?`, 'giu'),
    needs: 'month',
    readings: ([first, day, month, year]) => {
      const of = (each: string | undefined) => inMonth(month, num(year), num(each));
      return [first === undefined ? [of(day)] : [of(first), of(day)]];
    },
    // "9 out of 10": short for a month elsewhere.
    orNumbers: (whole) => isFunctionWord(whole.split(' ').at(-1)?.toLowerCase() ?? ''),
  },
  {
    pattern: new RegExp(
      `(${MONTH}) (\\d{1,2})(?!\\d)(?![.,]\\d)(?:st|nd|rd|th)?(?: ?[-–] ?(\\d{1,2})(?!\\d))?(?:,? (\\d{4})(?!\\d))?`,
      'giu',
    ),
    needs: 'month',
    readings: ([month, day, last, year]) => {
      const of = (each: string | undefined) => inMonth(month, num(year), num(each));
      if (last !== undefined) return [[of(day), of(last)]];
      // "Mar 27" is a day, or a month of 2027.
      const ofYear = year === undefined && /^[2-4]\d$/.test(day ?? '') ? [[inMonth(month, 2000 + (num(day) ?? 0))]] : [];
      return [[of(day)], ...ofYear];
    },
    orNumbers: (whole) => /^(?:may|march|mar|mars|set) /.test(whole),
  },
  {
    pattern: new RegExp(`(${MONTH})${OF}(\\d{4})(?!\\d)(?![.,]\\d)`, 'giu'),
    needs: 'month',
    readings: ([month, year]) => [[inMonth(month, num(year))]],
  },
  {
    pattern: /(?<![\d:])(\d{1,2}):(\d{2})(?::\d{2})?(?!\d|:\d)(?: ?([ap])\.?m\b\.?)?/gi,
    needs: /\d:\d/,
    readings: ([hour, minute, half]) => [[{ kind: 'time', hour: clockHour(num(hour) ?? 0, half), minute: num(minute) ?? 0 }]],
  },
  {
    pattern: /(?<![\d:.,])(\d{1,2}) ?(?:([ap])\.?m\b\.?|(?:Uhr|o['’]clock|h)(?!\p{L}))/giu,
    needs: /\d ?[apuoh]/iu,
    readings: ([hour, half]) => [[{ kind: 'time', hour: clockHour(num(hour) ?? 0, half), minute: 0 }]],
    orNumbers: (whole) => /\dh$| h$/i.test(whole),
  },
  {
    pattern: /(?<![\d.,/])(\d{1,2})\/(\d{1,2})(?![\d/])(?![.,]\d)/g,
    needs: /\d\/\d/,
    readings: ([a, b]) => [[date(undefined, num(a), num(b))], [date(undefined, num(b), num(a))]],
    orNumbers: () => true,
  },
  {
    pattern: /(?<![\p{L}\p{N}])(?:Q([1-4])|([1-4])Q|([1-4])\. Quartal)(?![\p{L}\p{N}])(?: (?:of )?(\d{4})(?!\d))?/giu,
    needs: /\dq|q\d|\. quartal/iu,
    readings: ([q, p, g, year]) => [[{ kind: 'date', year: num(year), quarter: num(q ?? p ?? g) }]],
  },
  // A weekday beside a date says nothing of its own.
  {
    pattern: new RegExp(`(?<!¦.{0,4})${WEEKDAY},? (?:the|den|dem|le|el|dia) (\\d{1,2})(?!\\d)(?:st|nd|rd|th|\\.)?`, 'giu'),
    needs: 'weekday',
    readings: ([day]) => [[date(undefined, undefined, num(day))]],
  },
  {
    pattern: /(?<=(?<!\p{L})(?:on|since|until|by|from|before|after) )the (\d{1,2})(?:st|nd|rd|th)(?= ?[.,;)]| and |$)/giu,
    needs: /the \d{1,2}[snrt]/iu,
    readings: ([day]) => [[date(undefined, undefined, num(day))]],
  },
  {
    pattern: new RegExp(`(?<!¦.{0,4})(${WEEKDAY})(?!.{0,8}¦)`, 'giu'),
    needs: 'weekday',
    readings: ([name = ''], today) => toldFrom(today, (day) => daysOfWeekday(name, day)),
  },
  {
    pattern: new RegExp(`(${NEARLY})`, 'giu'),
    needs: 'phrase',
    readings: ([phrase = ''], today) => toldFrom(today, (day) => daysNear(phrase, day)),
  },
  {
    pattern: new RegExp(`(?<![\\p{L}¦])(${LEADS} )?${PART}?(\\p{L}{3,10})(?![\\p{L}¦])`, 'giu'),
    needs: 'month',
    readings: ([led, part, month = '']) => {
      const at = monthAlone(month, led !== undefined || part !== undefined);
      return at === undefined ? [] : [[{ kind: 'date', month: at, within: partOf(part) }]];
    },
  },
];

/**
 * The dates and times of a text, in order of kind, and the text with each but those that may be numbers taken out; what is
 * taken out leaves as many blanks, so that every place stays what it was.
 */
export function datesIn(text: string, today?: Today): { dates: FoundDate[]; rest: string } {
  const dates: FoundDate[] = [];
  let rest = text;
  const words = dayWordsIn(text);
  for (const { pattern, needs, readings, orNumbers } of PATTERNS) {
    if (typeof needs === 'string' ? !words.has(needs) : !needs.test(text)) continue;
    rest = rest.replace(pattern, (whole: string, ...more: unknown[]) => {
      const start = more.at(-2) as number; // no group has a name: the last two are where it stands, and the text
      const found = readings(more.slice(0, -2) as (string | undefined)[], today).filter((claims) => claims.every(possible));
      if (found.length === 0) return whole;
      const alsoNumbers = orNumbers?.(whole) ?? false;
      dates.push({ text: whole, start, end: start + whole.length, readings: found, orNumbers: alsoNumbers });
      return alsoNumbers ? whole : '¦'.padEnd(whole.length);
    });
  }
  return { dates, rest };
}

function possible(claim: DateClaim | TimeClaim): boolean {
  if (claim.kind === 'time') return claim.hour < 25 && claim.minute < 60;
  return (
    (claim.month === undefined || (claim.month >= 1 && claim.month <= 12)) &&
    (claim.day === undefined || (claim.day >= 1 && claim.day <= 31))
  );
}

/** Whether everything said of a date is so of a day. */
export function agreesWithDay(claim: CalendarDay & Pick<DateClaim, 'within'>, day: CalendarDay): boolean {
  const [first, last] = claim.within ?? [1, 31];
  return (
    (day.day === undefined || (day.day >= first && day.day <= last)) &&
    (claim.year === undefined || claim.year === day.year) &&
    (claim.month === undefined || claim.month === day.month) &&
    (claim.day === undefined || claim.day === day.day) &&
    (claim.quarter === undefined || (day.month !== undefined && Math.ceil(day.month / 3) === claim.quarter))
  );
}

function clockHour(hour: number, half: string | undefined): number {
  if (!half) return hour;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function num(text: string | undefined): number | undefined {
  const digits = text?.match(/\d+/)?.[0];
  return digits === undefined ? undefined : Number(digits);
}
