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

/** Who does it, at the head of a clause, and up to its verb where something is wanted. */
const SUBJECT = /^(?:we|i|they|he|she|wir|ich|sie|nous|je|ils|elles?|nosotros|yo|ellos|ellas)(?![\p{L}])/iu;
const WANTED = /^.*?\b(?:wants?|needs?|expects?|will|shall|wollen|brauchen|veulent|quieren)\b\s+/i;
/** "We send it by Friday" promises; "we met on Friday" does not, nor does anything that has been. */
const DATED =
  /^(?:we|i|they|he|she|wir|ich|nous|je|nosotros)\s+(?!(?:\p{L}+ed|met|sent|spoke|had|was|were|got|saw|told|gave|went|did|said|made|took)\b)\p{L}+.*\b(?:by|before|until|bis|avant|antes)\b/iu;
const US = /^(?:we|i|wir|ich|nous|je|nosotros)\b/i;
const AND = /(,?\s+(?:and|und|et|y)\s+|,\s+)/i;

/** The clauses of a sentence: one ends where the next has a subject of its own, or both name a day; what is wanted is wanted of each. */
function clausesOf(sentence: string, now: Date): string[] {
  const [first = '', ...rest] = sentence.split(AND);
  const clauses = [first];
  for (let at = 0; at < rest.length; at += 2) {
    const [joint = '', next = ''] = rest.slice(at, at + 2);
    const last = clauses.at(-1) ?? '';
    const dated = [last, next].every((clause) => comingTime(clause, now) !== undefined);
    if (SUBJECT.test(next)) clauses.push(next);
    else if (dated) clauses.push(`${WANTED.exec(last)?.[0] ?? ''}${next}`);
    else clauses[clauses.length - 1] = `${last}${joint}${next}`;
  }
  return clauses;
}

/** The promises of a note, as they are written in it: each with its own day. */
export const promisesIn = (note: string, now: Date): Promised[] =>
  note
    .split(/(?<=[.!?])\s+|\n+|;\s+/)
    .map((sentence) =>
      sentence
        .trim()
        .replace(BULLET, '')
        .replace(/[.!\s]+$/, ''),
    )
    .filter((sentence) => sentence.length <= LONGEST && !OPEN.test(sentence))
    .flatMap((sentence) => clausesOf(sentence, now))
    .filter((clause) => [OURS, THEIRS, DATED].some((promised) => promised.test(clause)) && !NOT.test(clause))
    .slice(0, MOST)
    .map((text) => ({
      text,
      ours: OURS.test(text) || (US.test(text) && !THEIRS.test(text)),
      due: comingTime(text, now)?.slice(0, 10) ?? null,
    }));
