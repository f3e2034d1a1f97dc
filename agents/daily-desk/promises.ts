import { comingTime } from '../kit/coming-day.ts';

/** A sentence of a note in which somebody is to do something, and by when where it says so. */
export interface Promised {
  text: string;
  /** We committed ourselves; otherwise the customer asks for it. */
  ours: boolean;
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

/** The promises of a note, as they are written in it. */
export const promisesIn = (note: string, now: Date): Promised[] =>
  note
    .split(/(?<=[.!?])\s+|\n+|;\s+/)
    .map((sentence) => sentence.trim().replace(/[.!\s]+$/, ''))
    .filter(
      (sentence) =>
        sentence.length > 0 && sentence.length <= LONGEST && (OURS.test(sentence) || THEIRS.test(sentence)) && !NOT.test(sentence),
    )
    .slice(0, MOST)
    .map((text) => ({ text, ours: OURS.test(text), due: comingTime(text, now)?.slice(0, 10) ?? null }));
