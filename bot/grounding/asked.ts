import { missing } from './facts.ts';
import type { Place } from './place.ts';
import { agreesWithDay } from './reading/dates.ts';
import { UNREAL } from './reading/directions.ts';
import type { Claim, FoundFigure } from './reading/figures.ts';
import { isSameName } from './reading/names.ts';
import { boundBefore } from './reading/rounding.ts';
import { tellsApart, termsOfWord } from './reading/terms.ts';
import { isTime } from './reading/units.ts';
import { neighboursOf, type Quote, sameClaim } from './shown.ts';
import type { Known } from './sources.ts';

/** Words that link a figure to anything. */
const LINKS = new Set([
  'is',
  'are',
  'was',
  'at',
  'ist',
  'sind',
  'liegt',
  'est',
  'sont',
  'es',
  'esta',
  'e',
  'son',
  'sao',
  'of',
  'and',
  'und',
  'et',
  'y',
  '',
]);
const AT = new Set(['at', 'um', 'a', 'las', 'as', 'gegen', 'around', 'vers']);

/** Whether a figure is the person's own, said as they said it: a threshold, a period, a time; never what a metric is. */
export function isAsked(place: Place): boolean {
  const { figure, sentence, known } = place;
  const { before, after } = neighboursOf(sentence, figure);
  const alike = (a: string, b: string) =>
    !LINKS.has(a) && (a === b || termsOfWord(a).some((term) => tellsApart(term) && termsOfWord(b).includes(term)));
  const bound = boundBefore(sentence.text.slice(Math.max(0, figure.start - 36), figure.start));
  const isSaid = (quote: Quote) =>
    figure.readings.some(
      (claims) => claims.length === quote.claims.length && claims.every((claim, at) => sameClaim(claim, quote.claims[at] as Claim)),
    );
  // "Overdue by more than 30 days": what was asked for, or a result says it is chosen by, and no value of anything.
  const chosen = known.quotes.filter((quote) => quote.before !== 'over');
  if (bound !== 0 && [...known.asked, ...chosen].some((quote) => quote.bound === bound && isSaid(quote))) return true;
  return known.asked.some((quote) => {
    const timely = AT.has(quote.before) || quote.claims.some(({ kind }) => kind === 'time');
    return figure.readings.some((claims) => {
      if (claims.length !== quote.claims.length) return false;
      const said = claims.map((claim, index) => [claim, quote.claims[index] as Claim] as const);
      if (timely && (AT.has(before) || claims.some(({ kind }) => kind === 'time')) && said.every(([a, b]) => isSameHour(a, b))) return true;
      if (!said.every(([a, b]) => sameClaim(a, b))) return false;
      const [[claim, asked] = []] = said;
      if (
        claim?.kind === 'date' ||
        (claim?.kind === 'number' && asked?.kind === 'number' && isTime(claim.unit) && claim.unit === asked.unit)
      )
        return !contradicts(place);
      return alike(before, quote.before) || (alike(after, quote.after) && !namesMetric(after, place));
    });
  });
}

function isSameHour(a: Claim, b: Claim): boolean {
  const [one, two] = [a, b].map((claim) =>
    claim.kind === 'number' && claim.whole && claim.value <= 24 ? { kind: 'time' as const, hour: claim.value, minute: 0 } : claim,
  );
  return one?.kind === 'time' && two?.kind === 'time' && one.hour % 12 === two.hour % 12 && one.minute === two.minute;
}

/** Whether a word is one that a shown figure is called by. */
const namesMetric = (word: string, { known }: Place): boolean =>
  known.facts.some((fact) => termsOfWord(word).some((term) => tellsApart(term) && fact.terms.has(term)));

/** Whether something dated or timed is known of what the sentence speaks of, so that another day would be wrong. */
function contradicts({ figure, clause, facts }: Place): boolean {
  const isDate = figure.readings.some((claims) => claims.some(({ kind }) => kind === 'date'));
  const said = clause?.terms ?? new Set();
  return facts.some(
    (fact) =>
      (isDate ? fact.days.length > 0 : isTime(fact.figure.unit)) &&
      [...said].some((term) => tellsApart(term) && fact.called.has(term)) &&
      missing(fact, said) === 0,
  );
}

/** What is proposed or asked, and how somebody is told what to do: "Book a call", "Demandez à leur équipe". */
const ADVICE =
  /\?\s*$|(?<!\p{L})(?:suggest|recommend|propose|advise|let['’]s|let us|schlage|empfehle|propose|conseille|recommande|sugiero|propongo|recomiendo|aconsejo|sugiro|proponho|recomendo|aconselho)(?!\p{L})|^[\s>*_•#-]*(?:[^:.]{1,24}: )?\p{L}+ (?:an?|the|their|them|him|her|your|our|sie|eine?n?|das|den|die|ihr\p{L}*|à|une?|leurs?|les?|la|una?|su|sus|el|los|las|um|uma|o|os|as|seus?|suas?|¤)(?!\p{L})/iu;

/** Whether a day or a length of time is part of what is proposed, and nothing of what it speaks of is known to have another. */
export function isAdvised(place: Place): boolean {
  const { figure, sentence } = place;
  const timed = figure.readings.some((claims) =>
    claims.every((claim) => (claim.kind !== 'number' ? claim.kind === 'date' || claim.kind === 'time' : isTime(claim.unit))),
  );
  return timed && (sentence.clauses.some(({ text }) => UNREAL.test(text)) || ADVICE.test(sentence.text)) && !contradicts(place);
}

/** The day everything is told as of, which stands in any line. */
export const isToday = ({ readings }: FoundFigure, { days }: Known): boolean =>
  readings.some(([claim]) => claim?.kind === 'date' && claim.day !== undefined && days.some((day) => agreesWithDay(claim, day)));

/** Until when, or as of when, something is told. */
const AS_OF = /(?<!\p{L})(?:as of|as at|to|until|by|stand|per|zum|bis|vom|au|al|até|em) $/iu;

/** Today, and the day the answer is as of; a year that something shown is in. */
export function isKnownDay(place: Place): boolean {
  const { known, figure, sentence, who } = place;
  const isLed = AS_OF.test(sentence.text.slice(Math.max(0, figure.start - 12), figure.start));
  // Of whom other days are told nothing was today.
  const isDated = ({ name, claims: [only] }: Quote) =>
    name !== undefined && who !== undefined && only?.kind === 'date' && isSameName(name, who);
  if (!isLed && who !== undefined && place.quotes.some(isDated)) return false;
  return figure.readings.some((claims) =>
    claims.every((claim) => {
      if (claim.kind !== 'date') return false;
      const onlyYear = claim.month === undefined && claim.quarter === undefined;
      const days = onlyYear ? [...known.days, ...known.facts.flatMap((fact) => fact.days)] : known.days;
      return days.some((day) => agreesWithDay(claim, day)) && (onlyYear || !contradicts(place));
    }),
  );
}
