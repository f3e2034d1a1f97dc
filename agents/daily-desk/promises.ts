import { DAY } from '../facts/time.ts';

/** A sentence of a note in which somebody is to do something, and by when where it says so. */
export interface Promised {
  text: string;
  /** YYYY-MM-DD */
  due: string | null;
}

const MOST = 5;
const LONGEST = 300;

/** We commit ourselves, or they ask for something by a day. */
const OURS =
  /\b(?:we|i)(?:['’]ll| will| shall| promised?| agreed to| need to| have to| owe)\b|\b(?:wir|ich) (?:werden?|schicken?|liefern)\b|\bversprochen\b|\bnous allons\b|\bje vais\b|\bvamos a\b|\bvoy a\b/i;
const THEIRS =
  /\b(?:they|he|she|sie|ils|ellos)\b.*\b(?:wants?|needs?|expects?|wollen|will|brauchen|veulent|quieren)\b.*\b(?:by|before|until|bis|avant|antes)\b/i;
const NOT = /\b(?:won['’]t|will not|shall not|need not|nicht|kein\w*)\b/i;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DAY_MONTH = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\.? (?:of )?${MONTH}\\b`, 'i');
const MONTH_DAY = new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?\\b`, 'i');
const BY_MONTH = new RegExp(`\\b(?:by|before|until|in|end of) ${MONTH}\\b`, 'i');
const WEEKDAY = /\b(?:by|on|before|until|next|this) (sun|mon|tue|wed|thu|fri|sat)(?:day|sday|nesday|rsday|urday)?\b/i;

/** The promises of a note, as they are written in it. */
export const promisesIn = (note: string, now: Date): Promised[] =>
  note
    .split(/(?<=[.!?])\s+|\n+|;\s+/)
    .map((sentence) => sentence.trim())
    .filter(
      (sentence) =>
        sentence.length > 0 && sentence.length <= LONGEST && (OURS.test(sentence) || THEIRS.test(sentence)) && !NOT.test(sentence),
    )
    .slice(0, MOST)
    .map((text) => ({ text, due: dueIn(text, now) }));

/** The day a sentence names, the next such one; of a month by itself its first day. Null where it names none. */
export function dueIn(text: string, now: Date): string | null {
  const iso = /\b(\d{4}-\d{2}-\d{2})\b/.exec(text)?.[1];
  if (iso) return asDay(new Date(`${iso}T00:00:00Z`), now);
  const [, day, month] = DAY_MONTH.exec(text) ?? [];
  if (day && month) return nextDate(month, Number(day), now);
  const [, named, of] = MONTH_DAY.exec(text) ?? [];
  if (named && of) return nextDate(named, Number(of), now);
  const alone = BY_MONTH.exec(text)?.[1];
  if (alone) return nextDate(alone, 1, now);
  const weekday = WEEKDAY.exec(text)?.[1]?.toLowerCase();
  if (weekday) return asDay(new Date(now.getTime() + (((WEEKDAYS.indexOf(weekday) - now.getUTCDay() + 6) % 7) + 1) * DAY), now);
  if (/\b(?:tomorrow|morgen|demain|mañana)\b/i.test(text)) return asDay(new Date(now.getTime() + DAY), now);
  return null;
}

function nextDate(month: string, day: number, now: Date): string | null {
  const index = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  const of = (year: number) => new Date(Date.UTC(year, index, day));
  const today = new Date(now.toISOString().slice(0, 10));
  const date = of(now.getUTCFullYear()) < today ? of(now.getUTCFullYear() + 1) : of(now.getUTCFullYear());
  return date.getUTCMonth() === index ? asDay(date, now) : null;
}

/** Only a day to come can be due. */
function asDay(date: Date, now: Date): string | null {
  if (Number.isNaN(date.getTime())) return null;
  const day = date.toISOString().slice(0, 10);
  return day >= now.toISOString().slice(0, 10) ? day : null;
}
