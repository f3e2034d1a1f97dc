import { isCommonWord } from '../../agents/kit/common-words.ts';
import { isMoved, isOfPercent, PAST, sayable, says } from './fact-says.ts';
import { type FactLine, isChange, missing } from './facts.ts';
import { inPeriod, type Place } from './place.ts';
import type { Claim, FoundFigure } from './reading/figures.ts';
import { isSameName } from './reading/names.ts';
import { reaches } from './reading/rounding.ts';
import { tellsApart } from './reading/terms.ts';
import { lineWords } from './reading/tokens.ts';
import { isTime } from './reading/units.ts';
import { type Quote, sameClaim, sameUnit } from './shown.ts';

/** How well words fit what something shown is called: the terms they share, and how many of its own they leave out. */
export interface Fit {
  shared: readonly string[];
  left: number;
}

/** Something shown of the kind of a claim: a fact line, or a figure of a shown line. */
export interface Item {
  /** It is what the claim says. */
  same: boolean;
  /** A change, not a level. */
  moved: boolean;
  /** Another figure of the sentence says it. */
  told: FoundFigure | undefined;
  /** It is of no account where one is named, or a part of another figure: only its own words bind it. */
  foreign: boolean;
  /** It is told of the period that is said beside the figure. */
  timely?: boolean;
  /** The line it stands in; of a fact line, none. */
  line?: number;
  /** All terms it is called by. */
  terms: ReadonlySet<string>;
  fitOf(said: ReadonlySet<string>): Fit;
}

const NONE: Fit = { shared: [], left: 0 };
/** So many words of a line that is no fact make it a better fit. */
const ALIKE = 2;
/** Other figures of a sentence that are looked at. */
const MOST = 60;

/** Everything shown of whom a figure is said that is of the kind of its claim. */
export function itemsOf(claim: Claim, place: Place): Item[] {
  return [...place.facts.map((fact) => ofFact(claim, fact, place)), ...place.quotes.map((quote) => ofQuote(claim, quote, place))].flatMap(
    (item) => item ?? [],
  );
}

/** Another figure of the sentence that says something. */
const tellingOf = ({ figure, sentence }: Place, says: (claim: Claim) => boolean): FoundFigure | undefined =>
  sentence.figures.slice(0, MOST).find((each) => each !== figure && each.readings.some(([claim, more]) => claim && !more && says(claim)));

/** Another figure of the sentence that says a fact. */
export const toldOf = (fact: FactLine, place: Place): FoundFigure | undefined =>
  tellingOf(place, (other) =>
    other.kind === 'number'
      ? sayable(other, fact) && reaches(other, Number(fact.figure.value))
      : other.kind === 'date' && says(other, fact, place),
  );

function ofFact(claim: Claim, fact: FactLine, place: Place): Item | undefined {
  if (!sayable(claim, fact) || !inPeriod(fact, place)) return undefined;
  const { subject, metric, signed } = fact.figure;
  const same = says(claim, fact, place);
  if (!same && isCountOfTime(claim, fact.figure.unit)) return undefined;
  // Of a value that nobody knows to have moved "less" says no other one.
  if (!same && claim.kind === 'number' && reaches(claim, Number(fact.figure.value)) && !isMoved(fact, place.facts)) return undefined;
  // What is told of a step or a deal is no other figure of the account.
  if (!same && !['account', 'group'].includes(subject.kind) && !place.sentence.words.includes(lineWords(subject.name))) return undefined;
  // Where no period is said, what is expected in 30 days is no other figure of now.
  if (!same && place.spans.length === 0 && fact.spans.size > 0 && !isChange(fact)) return undefined;
  return {
    same,
    moved: signed,
    timely: place.spans.length > 0 && fact.spans.size > 0,
    told: toldOf(fact, place),
    foreign:
      (fact.accountId === null && place.accounts !== null && !(subject.kind === 'person' && place.who !== undefined)) ||
      metric.includes('_points:') ||
      (claim.kind === 'number' && isOfPercent(claim, fact.figure.unit)),
    terms: fact.called,
    fitOf: (said) => ({
      shared: (same ? sharedAtAll : shared)(subject.kind === 'person' ? fact.terms : fact.called, said),
      left: missing(fact, said),
    }),
  };
}

/** A length of time is no other count of things. */
const isCountOfTime = (claim: Claim, unit: string): boolean => claim.kind === 'number' && claim.unit === '' && isTime(unit);

function ofQuote(claim: Claim, quote: Quote, place: Place): Item | undefined {
  const { figure, sentence, clause, who } = place;
  const [only] = quote.claims;
  if (quote.claims.length !== 1 || !only || !sameKind(claim, only)) return undefined;
  if (who !== undefined && quote.name !== undefined && !isSameName(who, quote.name)) return undefined;
  // With what sets it off: "against 14 % a month ago".
  const setOff = () => sentence.text.slice(sentence.clauses.findLast(({ end }) => end <= (clause?.start ?? 0))?.end ?? 0, clause?.end);
  const inTime = quote.pair !== 'from' || PAST.test(setOff());
  const same =
    sameClaim(claim, only) &&
    !isDenied(claim, place) &&
    (figure.pair ? quote.pair === figure.pair.role || isRange(quote, figure.pair, place.quotes) : inTime) &&
    isSigned(claim, only, quote, place);
  if (!same && isCountOfTime(claim, only.kind === 'number' ? only.unit : '')) return undefined;
  const names = [...quote.beside].filter((term) => isName(term) && !term.startsWith('='));
  // A row that is called by its head is meant, whatever common a word that is.
  const { head = '', list } = place.known.lines[quote.line - 1] ?? {};
  const isCalled = list !== undefined && head.trim() !== '' && clause !== undefined && lineWords(clause.text).includes(head);
  const sharedBy = (said: ReadonlySet<string>) =>
    isCalled
      ? [...said].filter((term) => tellsApart(term) && quote.beside.has(term)).sort()
      : (same ? sharedAtAll : shared)(quote.beside, said);
  return {
    same,
    moved: only.kind === 'number' && only.sign !== '',
    told: tellingOf(place, (other) => sameClaim(other, only)),
    line: quote.line,
    foreign: false,
    terms: quote.beside,
    fitOf: (said) => {
      // Of a day every word tells what was on it.
      const words =
        only.kind === 'date' && !figure.loose
          ? [...said].filter((term) => tellsApart(term) && !WEAK.has(term) && quote.beside.has(term))
          : [];
      if (words.length > 0) return { shared: words.sort(), left: 0 };
      const fit = { shared: sharedBy(said), left: names.filter((term) => !said.has(term)).length };
      return same || fit.left === 0 || fit.shared.length >= ALIKE ? fit : NONE;
    },
  };
}

/** Whether a number is that of fact lines which went another way, or are told of another period, than is said. */
function isDenied(claim: Claim, place: Place): boolean {
  if (claim.kind !== 'number' || (place.spans.length === 0 && !place.clause?.directions.length)) return false;
  const still = { ...place, clause: undefined };
  const saying = place.facts.filter((fact) => sayable(claim, fact) && says(claim, fact, still));
  const sharing = ({ called }: FactLine) => shared(called, place.sentence.terms).length;
  const told = saying.filter((fact) => sharing(fact) === Math.max(...saying.map(sharing)));
  const ofPeriods = place.spans.length > 0 ? told.filter(({ spans }) => spans.size > 0) : [];
  const known = ofPeriods.length > 0 ? ofPeriods : told;
  if (place.spans.length === 0 && !known.every((fact) => isMoved(fact, place.facts))) return false;
  const fits = (fact: FactLine) => inPeriod(fact, place) && sayable(claim, fact) && says(claim, fact, place);
  return known.length > 0 && !known.some(fits) && !place.facts.some((fact) => sharing(fact) > 0 && fits(fact));
}

/** Whether the other end stands beside one end in the same line: "80 % range $5.9M to $8.9M", "94 %, against 83 % if nothing is done". */
const isRange = (quote: Quote, { role, other }: NonNullable<FoundFigure['pair']>, quotes: readonly Quote[]): boolean =>
  quote.pair === undefined &&
  quotes.some((each) => {
    const [end] = each.claims;
    if (each.line !== quote.line || each.pair || end?.kind !== 'number' || (end.value !== other && end.value !== other * end.scale))
      return false;
    const [from, to] = role === 'from' ? [quote, each] : [each, quote];
    return to.at === from.at + 1 || from.before === 'from' || (from.before === 'against' && from.at === to.at + 1);
  });

/** Whether it is told to go the way it was shown to go; points that went some way are a change. */
function isSigned(claim: Claim, shown: Claim, { ways: told }: Quote, { clause }: Place): boolean {
  if (claim.kind !== 'number' || shown.kind !== 'number') return true;
  const ways = clause?.directions.map(({ way }) => way) ?? [];
  if (shown.sign === '') return ways.every((way) => told.includes(way)) || (told.length === 0 && claim.unit !== 'points');
  return ways.length > 0 ? ways.every((way) => way === (shown.sign === '+' ? 'up' : 'down')) : claim.sign === shown.sign;
}

export const sameKind = (a: Claim, b: Claim): boolean =>
  a.kind === b.kind && (a.kind !== 'number' || b.kind !== 'number' || sameUnit(a, b));

const WEAK = new Set(['last', 'next', 'start', 'end', 'due', 'year', 'account', 'people', 'average']);
/** Whether a term names something by itself; those that only set apart ("last", "open") count beside one that does. */
export const isName = (term: string): boolean =>
  tellsApart(term) && !WEAK.has(term) && !(term.startsWith('=') && isCommonWord(term.slice(1)));

/** The telling terms that are said of those something is called by; none where they name nothing. */
export function shared(terms: ReadonlySet<string>, said: ReadonlySet<string>): string[] {
  const common = [...said].filter((term) => tellsApart(term) && terms.has(term));
  return common.some(isName) ? common.sort() : [];
}

/** And these of what has no other name ("3 accounts"): they speak for a figure, never against another one. */
const sharedAtAll = (terms: ReadonlySet<string>, said: ReadonlySet<string>): string[] =>
  [...terms].some(isName) ? shared(terms, said) : [...said].filter((term) => tellsApart(term) && terms.has(term)).sort();
