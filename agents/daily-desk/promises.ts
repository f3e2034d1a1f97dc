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
const NOT = /\b(?:won['’]t|will not|will never|shall not|need not|nicht|niemals|kein\w*|no (?:vamos|voy))\b/i;
/** What hangs on something else, or is asked; to find out whether something is so can be promised. */
const OPEN =
  /(?<!\b(?:check|see|ask|out|know|tell|say|confirm|clarify|verify)(?: \w+)? )\b(?:if|unless)\b|\b(?:wenn|falls|in case|si|s['’]ils?)\b|\b(?:whether|ob)\b.*\b(?:we|i|wir|ich)\b|\?$/i;
/** How a line of a list begins. */
const BULLET = /^(?:[-*•–]|\d+[.)]|\[[ x]?\])\s+/i;

/** The promises of a note, as they are written in it. */
export const promisesIn = (note: string, now: Date): Promised[] =>
  note
    .split(/(?<=[.!?])\s+|\n+|;\s+/)
    .map((sentence) =>
      sentence
        .trim()
        .replace(BULLET, '')
        .replace(/[.!\s]+$/, ''),
    )
    .filter(
      (sentence) =>
        sentence.length > 0 &&
        sentence.length <= LONGEST &&
        [OURS, THEIRS].some((promised) => promised.test(sentence)) &&
        ![NOT, OPEN].some((none) => none.test(sentence)),
    )
    .slice(0, MOST)
    .map((text) => ({ text, ours: OURS.test(text), due: comingTime(text, now)?.slice(0, 10) ?? null }));
