import { countAgrees } from './counts.ts';
import { agreesWithDay } from './dates.ts';
import { type Direction, signOf, UNREAL } from './directions.ts';
import type { FactLine } from './facts.ts';
import type { Claim, FoundFigure } from './figures.ts';
import { type Around, agreesWithFact, bestShared, factsFor, isScaleEnd, runsFor } from './match-facts.ts';
import { nameBeside } from './names.ts';
import { accountsAt, clauseAt, type Sentence } from './sentence.ts';
import { likeness, neighboursOf, type Quote, sameClaim } from './shown.ts';
import { asRead, type Known } from './sources.ts';
import { tellsApart, termsOfWord } from './terms.ts';
import { lineWords } from './tokens.ts';
import { isTime } from './units.ts';
import { isOfAnother, standsUnopposed } from './unopposed.ts';

/** What the sentences before a sentence were about. */
export interface Context extends Around {
  /** The accounts that are meant where a sentence names none; null where none can be. */
  accounts: readonly string[] | null;
  /** Of these what leads the sentence: the first one of its line, and its heading. */
  leads?: readonly Sentence[];
}

/** The accounts at which somebody is who is named with a figure: "Zoe Quinn (63)". */
function accountsOfName(figure: FoundFigure, sentence: Sentence, { lines }: Known): readonly string[] | null {
  const name = nameBeside(sentence, figure);
  const found = name ? lines.flatMap(({ words, accounts, asked }) => (!asked && words.includes(name) ? (accounts ?? []) : [])) : [];
  return found.length > 0 ? [...new Set(found)] : null;
}

/** "Fell from 82 to 63, a drop of 19": what a change of the same sentence, which is checked itself, makes by itself. */
function isDifference({ readings, pair, start }: FoundFigure, { figures, clauses }: Sentence): boolean {
  const [claim] = readings[0] ?? [];
  const from = figures.find((each) => each.pair?.role === 'from');
  const [first] = from?.readings[0] ?? [];
  if (pair || claim?.kind !== 'number' || first?.kind !== 'number' || !from?.pair) return false;
  const ways = clauses.find((each) => start >= each.start && start < each.end)?.directions.map(({ way }) => way) ?? [];
  const change = from.pair.other - first.value;
  return (
    Math.abs(claim.value) === Math.abs(change) &&
    ways.every((way) => signOf(way, undefined) === undefined || (signOf(way, undefined) ?? 0) * change > 0)
  );
}

/** "Three of the five": a part of what is said behind it. */
const isPart = ({ start }: FoundFigure, { figures }: Sentence): boolean => figures.find((each) => each.start > start)?.ofBefore === true;

/** More than any sentence a person reads; further ones are not looked up. */
const MOST_FIGURES = 60;

/** The figures of a sentence that nothing shown holds, as written. */
export function unfounded(sentence: Sentence, known: Known, context: Context): FoundFigure[] {
  let before: FactLine | undefined;
  return sentence.figures.filter((figure, index) => {
    if (index >= MOST_FIGURES) return true;
    if (figure.shares || (figure.ofBefore && isScaleEnd(figure, before))) return false;
    if (isByName(figure, sentence, known)) return false;
    const accounts = accountsAt(figure, sentence, context) ?? accountsOfName(figure, sentence, known);
    if (isDifference(figure, sentence)) return false;
    if (isVerbatim(figure, sentence, known, accounts, context)) return false;
    if (isAdvised(figure, sentence, known, accounts, context)) return false;
    const quotes = known.quotes.filter((quote) => whose(quote, accounts) && isNamed(quote, sentence, context));
    if (isOfAnother(figure, sentence, quotes) || (isPart(figure, sentence) && countAgrees(figure, sentence, quotes) === false)) return true;
    before = agreesWithFact(figure, sentence, known, accounts, context);
    return (
      !before &&
      !isQuoted(figure, sentence, known, accounts, context) &&
      !isAsked(figure, sentence, known, accounts, context) &&
      !isKnownDay(figure, sentence, known, accounts, context) &&
      !standsUnopposed(figure, sentence, known, accounts, context, quotes)
    );
  });
}

const words = (known: Known, text: string): boolean => known.lines.some((line) => line.words.includes(` ${text} `));

/** Standards and turns of speech with a number in their name. */
const STANDARD = /(?<![\d.,$€£])(?:SOC ?[123]|ISO(?:\/IEC)? ?\d{4,5}(?:-\d)?|PCI[ -]DSS ?\d(?:\.\d)?|24\/7|24x7|365|360°?|Web ?2\.0)$/;
/** Parts of a financial year and calendar weeks: they name a time, not a figure. */
const PERIOD = /^(?:fy ?\d{2,4}|gj ?\d{2,4}|h[12]|[12]h|s[12]|kw ?\d{1,2}|cw ?\d{1,2}|w\d{1,2})$/;

/** Whether it is part of what something is called: "SOC 2", "24/7", "FY26", "H2", or letters and digits that were shown. */
function isByName(figure: FoundFigure, { text }: Sentence, known: Known): boolean {
  const upTo = text.slice(Math.max(0, figure.start - 12), figure.end);
  if (STANDARD.test(upTo)) return true;
  const before = /(?:^|[^\p{L}\p{N}])(\p{Lu}{2,8})[ -]$/u.exec(text.slice(Math.max(0, figure.start - 12), figure.start))?.[1];
  if (before && /^\d{1,5}$/.test(figure.text) && termsOfWord(before.toLowerCase()).length === 0)
    return words(known, `${before.toLowerCase()} ${figure.text}`);
  return figure.readings.some((claims) =>
    claims.every(
      (claim) => claim.kind === 'word' && (PERIOD.test(claim.text) || words(known, claim.text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim())),
    ),
  );
}

const whose = (quote: Pick<Quote, 'accounts'>, accounts: readonly string[] | null): boolean =>
  quote.accounts === null || (accounts !== null && quote.accounts.some((id) => accounts.includes(id)));

/** Whether the other system whose words they are is named where they are said again, or in what leads there. */
function isNamed({ by }: Pick<Quote, 'by'>, sentence: Sentence, { leads = [] }: Context): boolean {
  if (!by) return true;
  const said = [sentence, ...leads].map(({ text }) => lineWords(text));
  return by.some((name) => said.some((words) => words.includes(lineWords(name))));
}

/** Whether the sentence, or the part of it a figure stands in, was shown letter by letter. */
function isVerbatim(
  { start }: FoundFigure,
  sentence: Sentence,
  { lines }: Known,
  accounts: readonly string[] | null,
  context: Context,
): boolean {
  const { text } = sentence;
  const from = Math.max(0, ...[...text.slice(0, start).matchAll(/[;:()](?= )|[([]/g)].map(({ index }) => index + 1));
  const to = start + (/[;()[\]]|$/.exec(text.slice(start))?.index ?? 0);
  const said = [text, text.slice(from, to)].map((each) => asRead(each).replace(/[.,]$/, ''));
  return said.some((each, index) => {
    if (index > 0 && (each.match(/\p{L}{2,}/gu) ?? []).length < LEAST_WORDS) return false;
    return stands(each, sentence, lines, accounts, context);
  });
}

/** Whether a sentence as a whole was shown letter by letter: it says nothing of its own. */
export const isTold = (sentence: Sentence, { lines }: Known, accounts: readonly string[] | null, context: Context): boolean =>
  stands(asRead(sentence.text.replace(/^[\s>#*•–-]+/, '')).replace(/[.,]$/, ''), sentence, lines, accounts, context);

const stands = (said: string, sentence: Sentence, lines: Known['lines'], accounts: readonly string[] | null, context: Context): boolean =>
  said.length > 0 &&
  lines.some(
    (line) => !line.asked && isNamed(line, sentence, context) && line.text.includes(said) && (accounts === null || whose(line, accounts)),
  );

/** Fewer words beside a figure may stand anywhere. */
const LEAST_WORDS = 3;

/** How many telling words a figure must share with the line it is quoted from. */
const ALIKE = 2;

/** Whether a figure is said with the words it was shown with, where no other line fits these words better. */
function isQuoted(figure: FoundFigure, sentence: Sentence, known: Known, accounts: readonly string[] | null, context: Context): boolean {
  const said = sentence.terms;
  const rival = bestShared(figure, sentence, known, accounts, context);
  const heading = context.before[0];
  const clause = clauseAt(sentence, figure.start);
  const candidates = known.quotes.filter((quote) => !quote.isFact && whose(quote, accounts) && isNamed(quote, sentence, context));
  return figure.readings.some((claims) => {
    const alike = candidates.filter(
      ({ claims: kept }) => kept.length === claims.length && claims.every((claim, index) => sameClaim(claim, kept[index] as Claim)),
    );
    return alike.some((quote) => {
      if (quote.pair && figure.pair && quote.pair !== figure.pair.role) return false;
      let { same, of } = likeness(quote, said);
      if (same < Math.min(ALIKE, of) && heading && same > 0) ({ same, of } = likeness(quote, new Set([...said, ...heading.terms])));
      if (same === 0 || same < Math.min(ALIKE, of) || same <= rival) return false;
      if (!signsAgree(quote, clause?.directions.map(({ way }) => way) ?? [])) return false;
      // The same words stand better beside another figure of that kind: by more of them, or in the same line by more of its own.
      const share = same / of;
      return !candidates.some((other) => {
        if (!sameKind(other, quote)) return false;
        const rivals = likeness(other, said);
        return other.line === quote.line ? rivals.same >= ALIKE && rivals.same / rivals.of > share : rivals.same > same;
      });
    });
  });
}

const sameKind = (a: Quote, b: Quote): boolean => {
  const [one, two] = [a.claims[0], b.claims[0]];
  return one?.kind === two?.kind && (one?.kind !== 'number' || two?.kind !== 'number' || one.unit === two.unit);
};

/** Whether a direction told with a quoted figure is that of the line: by its sign, or by a word that says the same. */
function signsAgree({ claims, ways: told }: Quote, ways: readonly Direction[]): boolean {
  const [claim] = claims;
  if (claim?.kind !== 'number') return true;
  if (claim.sign === '') return ways.every((way) => told.includes(way));
  return ways.every((way) => way === (claim.sign === '+' ? 'up' : 'down') || way === 'better' || way === 'worse');
}

const COPULA = new Set([
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
function isAsked(figure: FoundFigure, sentence: Sentence, known: Known, accounts: readonly string[] | null, context: Context): boolean {
  const { before, after } = neighboursOf(sentence, figure);
  const clockwise = (claim: Claim) =>
    claim.kind === 'number' && claim.whole && claim.value <= 24 ? { kind: 'time' as const, hour: claim.value, minute: 0 } : claim;
  return known.asked.some((quote) =>
    figure.readings.some((claims) => {
      if (claims.length !== quote.claims.length) return false;
      const asTime = claims.every((claim, index) => {
        const [a, b] = [clockwise(claim), clockwise(quote.claims[index] as Claim)];
        return a.kind === 'time' && b.kind === 'time' && a.hour % 12 === b.hour % 12 && a.minute === b.minute;
      });
      const timely = AT.has(quote.before) || quote.claims.some(({ kind }) => kind === 'time');
      if (asTime && timely && (AT.has(before) || claims.some(({ kind }) => kind === 'time'))) return true;
      if (!claims.every((claim, index) => sameClaim(claim, quote.claims[index] as Claim))) return false;
      const [claim] = claims;
      if (claim?.kind === 'date') return !contradicts(figure, sentence, known, accounts, context);
      if (claim?.kind === 'number' && isTime(claim.unit) && quote.claims.some((each) => each.kind === 'number' && each.unit === claim.unit))
        return !contradicts(figure, sentence, known, accounts, context);
      const alike = (a: string, b: string) => a === b || termsOfWord(a).some((term) => tellsApart(term) && termsOfWord(b).includes(term));
      return (
        (alike(before, quote.before) && !COPULA.has(before)) ||
        (alike(after, quote.after) && !COPULA.has(after) && !namesMetric(after, known))
      );
    }),
  );
}

/** Whether a word is one that a shown figure is called by. */
const namesMetric = (word: string, { facts }: Known): boolean => {
  const terms = termsOfWord(word).filter(tellsApart);
  return terms.length > 0 && facts.some((fact) => terms.some((term) => fact.terms.has(term)));
};

/** Whether something dated or timed is known of what the sentence speaks of, so that another day would be wrong. */
function contradicts(figure: FoundFigure, sentence: Sentence, known: Known, accounts: readonly string[] | null, context: Context): boolean {
  const isDate = figure.readings.some((claims) => claims.some(({ kind }) => kind === 'date'));
  const dated = factsFor(figure, sentence, known, accounts).filter(({ figure: { unit }, days }) =>
    isDate ? days.length > 0 : isTime(unit),
  );
  const [group = []] = runsFor(figure, sentence, context);
  return group.some((run) => dated.some((fact) => [...run.terms].filter(tellsApart).every((term) => fact.terms.has(term))));
}

/** What is proposed or asked, and how somebody is told what to do: "Book a call", "Demandez à leur équipe". */
const ADVICE =
  /\?\s*$|(?<!\p{L})(?:suggest|recommend|propose|advise|let['’]s|let us|schlage|empfehle|propose|conseille|recommande|sugiero|propongo|recomiendo|aconsejo|sugiro|proponho|recomendo|aconselho)(?!\p{L})|^[\s>*_•#-]*(?:[^:.]{1,24}: )?\p{L}+ (?:an?|the|their|them|him|her|your|our|sie|eine?n?|das|den|die|ihr\p{L}*|à|une?|leurs?|les?|la|una?|su|sus|el|los|las|um|uma|o|os|as|seus?|suas?|¤)(?!\p{L})/iu;

/** Whether a day or a length of time is part of what is proposed, and nothing of what it speaks of is known to have another. */
function isAdvised(figure: FoundFigure, sentence: Sentence, known: Known, accounts: readonly string[] | null, context: Context): boolean {
  const timed = figure.readings.some((claims) =>
    claims.every((claim) => (claim.kind !== 'number' ? claim.kind === 'date' || claim.kind === 'time' : isTime(claim.unit))),
  );
  return (
    timed &&
    (UNREAL.test(clauseAt(sentence, figure.start)?.text ?? '') || UNREAL.test(sentence.text) || ADVICE.test(sentence.text)) &&
    !contradicts(figure, sentence, known, accounts, context)
  );
}

/** Today, and the day the answer is as of; a year that something shown is in. */
function isKnownDay(figure: FoundFigure, sentence: Sentence, known: Known, accounts: readonly string[] | null, context: Context): boolean {
  return figure.readings.some((claims) =>
    claims.every((claim) => {
      if (claim.kind !== 'date') return false;
      const onlyYear = claim.month === undefined && claim.quarter === undefined;
      const days = onlyYear ? [...known.days, ...known.facts.flatMap((fact) => fact.days)] : known.days;
      return days.some((day) => agreesWithDay(claim, day)) && (onlyYear || !contradicts(figure, sentence, known, accounts, context));
    }),
  );
}
