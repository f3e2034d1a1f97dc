import { isCommonWord } from '../../agents/kit/common-words.ts';
import { countAgrees, countsRows } from './counts.ts';
import { agreesWithDay } from './dates.ts';
import type { Direction } from './directions.ts';
import { type FactLine, isChange, missing, spanOf } from './facts.ts';
import type { Claim, FoundFigure } from './figures.ts';
import type { Context } from './judge.ts';
import { inPeriod, meantOf, PAST, sayable, says, spansIn, wasBefore } from './match-facts.ts';
import { isSameName, nameBeside, namesIn } from './names.ts';
import { type Clause, clauseAt, type Sentence } from './sentence.ts';
import { type Quote, sameClaim, sameUnit } from './shown.ts';
import type { Known } from './sources.ts';
import { tellsApart } from './terms.ts';
import { lineWords } from './tokens.ts';
import { isTime } from './units.ts';

/** How well words fit what something shown is called: the terms they share, and how many of its own they leave out. */
interface Fit {
  shared: readonly string[];
  left: number;
}
/** Something shown of the kind of a figure. */
interface Item {
  /** It is what the figure says. */
  same: boolean;
  /** A change, not a level. */
  moved: boolean;
  /** Another figure of the sentence says it. */
  told: FoundFigure | undefined;
  /** It is of no account where one is named, or a part of another figure: only its own words bind it. */
  foreign: boolean;
  /** The line it stands in, where it is known. */
  line?: number;
  fitOf(said: ReadonlySet<string>): Fit;
}
const NONE: Fit = { shared: [], left: 0 };

/** Whether others fit better than those that say a figure: by more words, or by the same ones of which they leave out less. */
function isOpposed(same: readonly Fit[], others: readonly Fit[]): boolean {
  const most = Math.max(...same.map(({ shared }) => shared.length));
  const mine = same.filter(({ shared }) => shared.length === most);
  const key = ({ shared }: Fit) => shared.join(' ');
  return others.some(
    (other) => other.shared.length > most || (most > 0 && mine.every((each) => key(each) === key(other) && each.left > other.left)),
  );
}

/** A bare count up to here stands in most results by chance. */
const SMALL = 12;
/** Other figures of a sentence that are looked at. */
const MOST = 60;
/** So many words of a line that is no fact make it a better fit. */
const ALIKE = 2;

/**
 * Whether a figure stands in what was shown of whom it is said, and the words around it fit nothing else of that kind better.
 * Replies call things in more ways than any list of names holds; what they say of an account is still this account's figure.
 */
export function standsUnopposed(
  figure: FoundFigure,
  sentence: Sentence,
  known: Known,
  accounts: readonly string[] | null,
  context: Context,
  allQuotes: readonly Quote[],
): boolean {
  // What a row tells of one person is not told of another.
  const who = nameBeside(sentence, figure);
  const isTheirs = (name: string | undefined) => who === undefined || name === undefined || isSameName(who, name);
  const quotes = allQuotes.filter(({ name }) => isTheirs(name));
  const clause = clauseAt(sentence, figure.start);
  const facts = meantOf(
    known.facts.filter(
      ({ accountId, figure: { subject } }) =>
        (accountId === null || accounts?.includes(accountId)) && (subject.kind !== 'person' || isTheirs(lineWords(subject.name))),
    ),
    sentence,
  );
  const spans = spansIn(sentence, clause, figure);
  const others = sentence.figures.slice(0, MOST).filter((each) => each !== figure);
  const telling = (says: (claim: Claim) => boolean): FoundFigure | undefined =>
    others.find(({ readings }) => readings.some(([claim, more]) => claim && !more && says(claim)));
  // With what sets it off: "against 14 % a month ago".
  const setOff = sentence.clauses.findLast(({ end }) => end <= (clause?.start ?? 0))?.end ?? 0;
  const ways = clause?.directions.map(({ way }) => way) ?? [];

  const toldOf = (fact: FactLine) =>
    telling((other) =>
      other.kind === 'number'
        ? sayable(other, fact) && Math.abs(Math.abs(Number(fact.figure.value)) - Math.abs(other.value)) <= other.half
        : other.kind === 'date' && fact.days.some((day) => agreesWithDay(other, day)),
    );
  // A word is said of the nearest figure.
  const isNearer = (other: FoundFigure, { shared }: Fit) => {
    const places = sentence.tokens.filter(({ terms }) => terms.some((term) => shared.includes(term))).map(({ start }) => start);
    const from = ({ start }: FoundFigure) => Math.min(...places.map((place) => Math.abs(place - start)));
    return from(other) <= from(figure);
  };
  const ofFact = (claim: Claim, fact: FactLine): Item | undefined => {
    if (!comparable(claim, fact) || !inPeriod(figure, sentence, fact)) return undefined;
    const { subject } = fact.figure;
    const same =
      claim.kind === 'date'
        ? fact.days.some((day) => agreesWithDay(claim, day))
        : claim.kind === 'number' && says(claim, figure, fact, sentence, clause, facts, true);
    // What is told of a step or a deal is no other figure of the account.
    if (!same && !['account', 'group'].includes(subject.kind) && !sentence.words.includes(lineWords(subject.name))) return undefined;
    // Where no period is said, what is expected in 30 days is no other figure of now.
    if (!same && spans.length === 0 && fact.spans.size > 0 && !isChange(fact)) return undefined;
    return {
      same,
      moved: fact.figure.signed,
      told: toldOf(fact),
      foreign: (fact.accountId === null && accounts !== null) || fact.figure.metric.includes('_points:'),
      fitOf: (said) => ({ shared: shared(fact.called, said), left: missing(fact, said) }),
    };
  };
  const ofQuote = (claim: Claim, quote: Quote): Item | undefined => {
    const [only] = quote.claims;
    if (quote.claims.length !== 1 || !only || !sameKind(claim, only)) return undefined;
    const same =
      (figure.pair !== undefined ||
        quote.pair === undefined ||
        (quote.pair === 'from' ? PAST.test(sentence.text.slice(setOff, clause?.end)) : !wasBefore(figure, sentence))) &&
      sameClaim(claim, only) &&
      (!figure.pair || quote.pair === figure.pair.role || isRange(quote, figure.pair, quotes)) &&
      isSigned(claim, only, quote, ways);
    const names = [...quote.beside].filter((term) => isName(term) && !term.startsWith('='));
    return {
      same,
      moved: only.kind === 'number' && only.sign !== '',
      told: telling((other) => sameClaim(other, only)),
      line: quote.line,
      foreign: false,
      fitOf: (said) => {
        const fit = { shared: shared(quote.beside, said), left: names.filter((term) => !said.has(term)).length };
        return same || fit.left === 0 || fit.shared.length >= ALIKE ? fit : NONE;
      },
    };
  };
  const counted = countedBy(
    figure,
    sentence,
    (term) => !term.startsWith('=') || [...facts, ...quotes.map(({ beside }) => ({ terms: beside }))].some(({ terms }) => terms.has(term)),
  );
  const itemsOf = (claim: Claim): Item[] =>
    [...facts.map((fact) => ofFact(claim, fact)), ...quotes.map((quote) => ofQuote(claim, quote))].flatMap((item) => item ?? []);
  const holds = (claim: Claim): boolean => {
    if (
      claim.kind === 'number' &&
      isTime(claim.unit) &&
      facts.some(
        (fact) => fact.spans.has(spanOf(claim.value, claim.unit)) && (toldOf(fact) || shared(fact.terms, sentence.terms).length > 0),
      )
    )
      return true;
    const items = itemsOf(claim);
    return [true, false].some((moved) => {
      const of = (is: boolean) => items.filter((item) => item.same === is && item.moved === moved);
      const same = of(true).filter(
        ({ fitOf, foreign }) => (!foreign || fitOf(sentence.terms).shared.length > 0) && (!counted || fitOf(counted).shared.length > 0),
      );
      if (same.length === 0) return false;
      // What is named in full is told in its own unit, and what nothing shown is called is not known.
      const strong = [...termsAt(sentence, clause)].filter((term) => isName(term) && !term.startsWith('='));
      const fits = same.map(({ fitOf }) => fitOf(termsAt(sentence, clause)).shared.length);
      if (claim.kind === 'number' && Math.max(...fits) === 0 && strong.length > 1 && of(false).some(({ line }) => line === undefined))
        return false;
      for (const { said, own } of saidAround(sentence, clause, context, known.question)) {
        const mine = same.map(({ fitOf }) => fitOf(said));
        const theirs = of(false).flatMap(({ fitOf, told, line }) => {
          const fit = fitOf(said);
          return (told && (!own || figure.pair || isNearer(told, fit))) || (line !== undefined && !own) ? [] : fit;
        });
        if ([...mine, ...theirs].some((fit) => fit.shared.length > 0)) return !isOpposed(mine, theirs);
      }
      // Chance puts no two figures of one sentence into one line.
      const isBeside = ({ line, claims: [only] }: Quote, of: Item) =>
        line === of.line && only !== undefined && !sameClaim(claim, only) && telling((other) => sameClaim(other, only)) !== undefined;
      if (same.some((item) => item.line !== undefined && quotes.some((quote) => isBeside(quote, item)))) return true;
      return !(
        claim.kind === 'number' &&
        claim.unit === '' &&
        claim.sign === '' &&
        claim.whole &&
        claim.scale === 1 &&
        claim.value <= SMALL
      );
    });
  };
  const count = countAgrees(figure, sentence, quotes);
  if (count !== undefined) return count;
  const [only] = figure.readings[0] ?? [];
  const isCounted = (claim: Claim): boolean =>
    counted !== undefined && itemsOf(claim).some(({ fitOf }) => fitOf(counted).shared.length > 0);
  const speaks = (claim: Claim): boolean => itemsOf(claim).some(({ fitOf }) => fitOf(termsAt(sentence, clause)).shared.length > 0);
  if (only?.kind === 'number' && !isCounted(only)) {
    const rows = figure.loose || !speaks(only) ? countsRows(figure, only, sentence, known) : undefined;
    if (rows !== undefined || figure.loose) return rows ?? true;
  }
  // "On Thursday": wrong only where a day is known of whom the sentence speaks of.
  const isKnown = (claim: Claim): boolean =>
    sentence.mentions.length > 0 ||
    known.lines.some((line) => line.dated && namesIn(sentence).some(({ name }) => line.words.includes(name))) ||
    itemsOf(claim).some((item) => item.fitOf(termsAt(sentence, clause)).shared.length > 0);
  if (figure.loose && !figure.readings.some((claims) => claims.some(isKnown))) return true;
  return figure.readings.some((claims) => claims.length > 0 && claims.every(holds));
}

/** Whether the other end of a range stands beside one end in the same line: "80 % range $5.9M to $8.9M". */
const isRange = (quote: Quote, { role, other }: NonNullable<FoundFigure['pair']>, quotes: readonly Quote[]): boolean =>
  quote.pair === undefined &&
  quotes.some((each) => {
    const [end] = each.claims;
    if (each.line !== quote.line || each.pair || end?.kind !== 'number' || (end.value !== other && end.value !== other * end.scale))
      return false;
    const [from, to] = role === 'from' ? [quote, each] : [each, quote];
    return to.at === from.at + 1 || from.before === 'from';
  });

/** Whether a day or a length of time is known of somebody else than who is named with it: the last contact of one is not another's. */
export function isOfAnother(figure: FoundFigure, sentence: Sentence, quotes: readonly Quote[]): boolean {
  const who = nameBeside(sentence, figure);
  const timed = ([claim]: readonly Claim[]) => claim?.kind === 'date' || (claim?.kind === 'number' && isTime(claim.unit));
  const claims = who ? figure.readings.filter((each) => each.length === 1 && timed(each)).flat() : [];
  const alike = quotes.filter(({ claims: [only, more] }) => only && !more && claims.some((claim) => sameClaim(claim, only)));
  return alike.length > 0 && alike.every(({ name }) => name !== undefined && who !== undefined && !isSameName(name, who));
}

const isPeriod = ({ readings }: FoundFigure): boolean => readings.some(([claim]) => claim?.kind === 'number' && isTime(claim.unit));

const termsAt = ({ tokens }: Sentence, clause: Clause | undefined): ReadonlySet<string> =>
  new Set(tokens.filter(({ start }) => clause && start >= clause.start && start < clause.end).flatMap(({ terms }) => terms));

/** The terms of what a bare number counts: "52 open invoices". */
function countedBy(
  { end, readings }: FoundFigure,
  { tokens, text, clauses }: Sentence,
  isShown: (term: string) => boolean,
): ReadonlySet<string> | undefined {
  const bare = readings.every(([claim]) => claim?.kind === 'number' && claim.unit === '' && claim.whole);
  const from = bare ? tokens.findIndex(({ start }) => start > end && /^[ -]+$/.test(text.slice(end, start))) : -1;
  const next = from < 0 ? [] : tokens.slice(from, from + 2);
  const terms =
    next[0]?.terms.length && !clauses.some(({ directions }) => directions.some(({ start }) => start === next[0]?.start))
      ? next.flatMap((token) => token.terms)
      : [];
  return terms.some(isName) && terms.some(isShown) ? new Set(terms) : undefined;
}

/** Whether a term names something by itself; those that only set apart ("last", "open") count beside one that does. */
const isName = (term: string): boolean => tellsApart(term) && !WEAK.has(term) && !(term.startsWith('=') && isCommonWord(term.slice(1)));
const WEAK = new Set(['last', 'next', 'start', 'end', 'due', 'year', 'account', 'average']);

function shared(terms: ReadonlySet<string>, said: ReadonlySet<string>): string[] {
  const common = [...said].filter((term) => tellsApart(term) && terms.has(term));
  return common.some(isName) ? common.sort() : [];
}

/** Whether it is told to go the way it was shown to go; points that went some way are a change. */
function isSigned(claim: Claim, shown: Claim, { ways: told }: Quote, ways: readonly Direction[]): boolean {
  if (claim.kind !== 'number' || shown.kind !== 'number') return true;
  if (shown.sign === '') return ways.every((way) => told.includes(way)) || (told.length === 0 && claim.unit !== 'points');
  return ways.length > 0 ? ways.every((way) => way === (shown.sign === '+' ? 'up' : 'down')) : claim.sign === shown.sign;
}

const comparable = (claim: Claim, fact: FactLine): boolean =>
  claim.kind === 'date' ? fact.days.length > 0 : claim.kind === 'number' && sayable(claim, fact);

const sameKind = (a: Claim, b: Claim): boolean => a.kind === b.kind && (a.kind !== 'number' || b.kind !== 'number' || sameUnit(a, b));

/** What may say what a figure is about: its own part of the sentence, the sentence, what leads it. */
function* saidAround(
  sentence: Sentence,
  clause: Clause | undefined,
  { before }: Context,
  question: Sentence | undefined,
): Generator<{ said: ReadonlySet<string>; own: boolean }> {
  const termsIn = (clauses: readonly Clause[]) =>
    new Set(
      sentence.tokens.filter(({ start }) => clauses.some((each) => start >= each.start && start < each.end)).flatMap(({ terms }) => terms),
    );
  const own = sentence.clauses.filter((each) => each === clause);
  yield { said: termsIn(own), own: true };
  // Words that stand beside a figure of their own are said of that one.
  const others = sentence.clauses.filter(
    (each) => !sentence.figures.some((figure) => figure.start >= each.start && figure.start < each.end && !isPeriod(figure)),
  );
  yield { said: termsIn([...own, ...others]), own: false };
  for (const each of before) if (each !== question) yield { said: each.terms, own: false };
}
