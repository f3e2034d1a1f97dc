import { monthOf } from './months.ts';
import { plainWord } from './tokens.ts';

/** Languages days are told in relative to today: "on Tuesday", "vorgestern", "la semaine dernière". */
const LOCALES = ['en', 'de', 'fr', 'es', 'pt'] as const;

/** Names of weekdays as `plainWord` writes them; values 0 (Sunday) to 6. */
const WEEKDAYS = new Map(
  LOCALES.flatMap((locale) => {
    const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
    return Array.from({ length: 7 }, (_, day): [string, number] => [plainWord(name.format(new Date(Date.UTC(2026, 0, 4 + day)))), day]);
  }),
);
/** Whether a word begins a weekday's name: "segunda-feira". */
export const isWeekday = (plain: string): boolean =>
  WEEKDAYS.has(plain) || [...WEEKDAYS.keys()].some((name) => name.startsWith(`${plain}-`));
const WEEKDAY_NAMES = [...WEEKDAYS.keys()].map((name) =>
  name.replace('terca', 'ter[cç]a').replace(/^([sm])(a|ie)(b|rc)/, '$1(?:$2|á|ié)$3'),
);
export const WEEKDAY = `(?<!\\p{L})(?:${WEEKDAY_NAMES.join('|')})(?!\\p{L})`;

/** Phrases for a day or week near today, and the days from today they may mean. A word with more meanings ("morgen", "mañana") is none. */
const NEAR = new Map(
  LOCALES.flatMap((locale) => {
    const told = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    const days = [-2, -1, 1, 2].map((away): [string, [number, number]] => [told.format(away, 'day').toLowerCase(), [away, away]]);
    const weeks = ([-1, 1] as const).map((away): [string, [number, number]] => [
      told.format(away, 'week').toLowerCase(),
      away < 0 ? [-13, -1] : [1, 13],
    ]);
    return [...days, ...weeks].filter(([phrase]) => !/\d/.test(phrase) && phrase !== 'morgen' && phrase !== 'mañana');
  }),
);
NEAR.set('the day after tomorrow', [2, 2]);
NEAR.set('the day before yesterday', [-2, -2]);
const PHRASES = [...NEAR.keys()].sort((a, b) => b.length - a.length).map((phrase) => phrase.replace(/letzte|nächste/, '$&[nr]?'));
export const NEARLY = `(?<!\\p{L})(?:${PHRASES.join('|')})(?!\\p{L})`;

export interface Day {
  year: number;
  month: number;
  day: number;
}
/** The day that others are told from, where it is known. */
export type Today = () => Day | undefined;

const away = ({ year, month, day }: Day, days: number): Day => {
  const at = new Date(Date.UTC(year, month - 1, day + days));
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
};

/** The days a weekday may mean: those of this week and the ones beside it. */
export function daysOfWeekday(name: string, today: Day): Day[] {
  const wanted = WEEKDAYS.get(plainWord(name));
  const now = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay();
  return Array.from({ length: 27 }, (_, index) => index - 13)
    .filter((days) => (now + days + 14) % 7 === wanted)
    .map((days) => away(today, days));
}

export function daysNear(phrase: string, today: Day): Day[] {
  const [first, last] = NEAR.get(phrase.toLowerCase().replace(/(letzte|nächste)[nr]/, '$1')) ?? [0, -1];
  return Array.from({ length: last - first + 1 }, (_, index) => away(today, first + index));
}

/** Parts of a month, and its days they may mean. */
const PARTS: readonly (readonly [string, readonly [number, number]])[] = [
  ['early|start of|beginning of|anfang|début|principios de|inicios de|início de|começo de', [1, 12]],
  ['mid|middle of|mitte|mi|mediados de|meados de', [10, 21]],
  ['late|end of|ende|fin|finales de|fines de|fim de|final de', [20, 31]],
];
export const PART = `(?:(${PARTS.map(([said]) => said).join('|')})[ -])`;
/** What stands before a month that is told alone. */
export const LEADS = '(?:in|by|until|since|from|im|bis|seit|ab|en|em|desde|depuis|hasta|até)';
export const partOf = (said: string | undefined): readonly [number, number] | undefined =>
  said === undefined ? undefined : PARTS.find(([words]) => words.split('|').includes(said.toLowerCase()))?.[1];

/** Names of months that are words of another meaning: they name one behind a preposition or a part of it. */
const OTHERWISE = new Set(['may', 'march', 'mars', 'mayo', 'maio', 'sept', 'july']);
export const monthAlone = (word: string, led: boolean): number | undefined =>
  word.length >= 3 && (led || (word.length >= 4 && !OTHERWISE.has(word.toLowerCase()) && /^\p{Lu}/u.test(word)))
    ? monthOf(word)
    : undefined;

/** What a word may be, or begin, of what names a day. */
export type DayWord = 'month' | 'weekday' | 'phrase';

const beginningOf = (names: readonly string[]) =>
  new RegExp(`^(?:${names.map((name) => /^[\p{L}[\]?|:()]+/u.exec(name)?.[0] ?? '').join('|')})$`, 'iu');
const BEGINS_WEEKDAY = beginningOf(WEEKDAY_NAMES);
const BEGINS_PHRASE = beginningOf(PHRASES);
const WORD = /\p{L}{2,}/gu;
const LONGEST_WORD = 20;

const known = new Map<string, readonly DayWord[]>();
const MOST_KNOWN = 20_000;

function readDayWord(word: string): readonly DayWord[] {
  const kinds: Readonly<Record<DayWord, boolean>> = {
    month: monthOf(word) !== undefined,
    weekday: BEGINS_WEEKDAY.test(word),
    phrase: BEGINS_PHRASE.test(word),
  };
  const found = (Object.keys(kinds) as DayWord[]).filter((kind) => kinds[kind]);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(word, found);
  return found;
}

/** What of days the words of a text may name: in most texts nothing. */
export function dayWordsIn(text: string): ReadonlySet<DayWord> {
  const found = new Set<DayWord>();
  for (const word of text.match(WORD) ?? [])
    if (word.length <= LONGEST_WORD) for (const kind of known.get(word) ?? readDayWord(word)) found.add(kind);
  return found;
}
