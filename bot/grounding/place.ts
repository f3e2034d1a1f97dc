import { type FactLine, spanOf } from './facts.ts';
import { accountsOfQuoted } from './quoted.ts';
import { signOf } from './reading/directions.ts';
import type { FoundFigure } from './reading/figures.ts';
import { isSameName, nameBeside } from './reading/names.ts';
import { accountsAt, type Clause, clauseAt, type Sentence } from './reading/sentence.ts';
import { lineWords } from './reading/tokens.ts';
import { isTime } from './reading/units.ts';
import type { Quote } from './shown.ts';
import type { Known } from './sources.ts';
import { isNamed, whose } from './verbatim.ts';

/** What a row of sums is called. */
export const SUM = /^(?:total|together|all)\b/i;

/** What the sentences before a sentence were about. */
export interface Context {
  /** Where what a sentence is about may be said, if not in itself: its lead and heading, the sentence before, the question; nearest first. */
  before: readonly Sentence[];
  /** The accounts that are meant where a sentence names none; null where none can be. */
  accounts: readonly string[] | null;
  /** Of these what leads the sentence: the first one of its line, and its heading. */
  leads?: readonly Sentence[];
}

/** Where a figure stands, and what was shown of whom it is said: worked out once, asked by every rule. */
export interface Place {
  figure: FoundFigure;
  sentence: Sentence;
  clause: Clause | undefined;
  context: Context;
  known: Known;
  /** Whom it is said of; null where nobody is meant. */
  accounts: readonly string[] | null;
  /** Those of these accounts, and of none. */
  facts: readonly FactLine[];
  quotes: readonly Quote[];
  /** Periods said beside it ("in 30 days"). */
  spans: readonly string[];
  /** The name that stands with it. */
  who: string | undefined;
}

/** `of`: whom it is said of, where that is known otherwise. */
export function placeOf(figure: FoundFigure, sentence: Sentence, known: Known, context: Context, of?: readonly string[]): Place {
  const clause = clauseAt(sentence, figure.start);
  const who = nameBeside(sentence, figure);
  const accounts = of ?? accountsAt(figure, sentence, context) ?? accountsOfName(who, known) ?? accountsOfQuoted(sentence, known);
  const spoken = wordsAround(sentence, clause, context);
  // What a row tells of one person is not told of another.
  const isTheirs = (name: string | undefined) => who === undefined || name === undefined || isSameName(who, name);
  const facts = known.facts.filter(
    ({ accountId, figure: { subject } }) =>
      (accountId === null || accounts?.includes(accountId)) && (subject.kind !== 'person' || isTheirs(lineWords(subject.name))),
  );
  return {
    figure,
    sentence,
    clause,
    context,
    known,
    accounts,
    who,
    facts: meantOf(facts, spoken, inTurn(facts, figure, sentence, clause)),
    quotes: known.quotes.filter((quote) => whose(quote, accounts) && isNamed(quote, sentence, context)),
    // "Four of the 13 renew within 30 days": all of them are told of no period.
    spans: figure.ofBefore ? [] : spansIn(sentence, clause, figure),
  };
}

/** The accounts at which somebody is who is named with a figure: "Zoe Quinn (63)". */
function accountsOfName(name: string | undefined, { lines }: Known): readonly string[] | null {
  const found = name ? lines.flatMap(({ words, accounts, asked }) => (!asked && words.includes(name) ? (accounts ?? []) : [])) : [];
  return found.length > 0 ? [...new Set(found)] : null;
}

/**
 * A region, a step or a person that is called by its name is meant, and no other; one that stands with a later figure is that
 * one's. Where none is called, what is told of all of them.
 */
function meantOf(facts: readonly FactLine[], spoken: string, turn: string | undefined): FactLine[] {
  const named = facts.filter(({ figure: { subject } }) => subject.kind !== 'account');
  const isSpoken = ({ figure: { subject } }: FactLine) => (turn ? subject.name === turn : spoken.includes(lineWords(subject.name)));
  const isOfAll = ({ figure: { subject } }: FactLine) => SUM.test(subject.name);
  const meant = new Map(
    [isOfAll, isSpoken].flatMap((isMeant) => named.filter(isMeant).map((fact) => [fact.figure.metric, isMeant] as const)),
  );
  return facts.filter((fact) => fact.figure.subject.kind === 'account' || (meant.get(fact.figure.metric)?.(fact) ?? true));
}

/** "From 69 % in mid market to 79 % in startups": as many names as figures are told one after the other. */
function inTurn(
  facts: readonly FactLine[],
  figure: FoundFigure,
  { text, figures }: Sentence,
  clause: Clause | undefined,
): string | undefined {
  if (!clause) return undefined;
  const said = text.slice(clause.start, clause.end).toLowerCase();
  const names = new Set(facts.flatMap(({ figure: { subject } }) => (subject.kind === 'account' ? [] : subject.name)));
  const spoken = [...names].map((name) => ({ name, at: said.indexOf(name.toLowerCase()) })).filter(({ at }) => at >= 0);
  const inside = figures.filter(({ start, ofBefore }) => start >= clause.start && start < clause.end && !ofBefore);
  if (spoken.length < 2 || spoken.length !== inside.length) return undefined;
  return spoken.sort((a, b) => a.at - b.at)[inside.indexOf(figure)]?.name;
}

/** The words that may call what a figure is of: its own part of a sentence, those before it and those without a figure, and what leads it. */
function wordsAround({ text, figures, clauses }: Sentence, clause: Clause | undefined, { leads = [] }: Context): string {
  const isFree = ({ start, end }: Clause) =>
    !clause || start <= clause.start || !figures.some((each) => each.start >= start && each.start < end);
  const own = clauses.filter(isFree).map(({ start, end }) => text.slice(start, end));
  return lineWords([...leads.map(({ words }) => words), ...own].join(' '));
}

function spansIn({ figures }: Sentence, clause: Clause | undefined, self: FoundFigure): string[] {
  return figures
    .filter((each) => each !== self && clause && each.start >= clause.start && each.start < clause.end)
    .flatMap(({ readings }) => readings.flat())
    .flatMap((claim) => (claim.kind === 'number' && isTime(claim.unit) ? [spanOf(claim.value, claim.unit)] : []));
}

/** Whether a fact may be told with the period that is said beside a figure. */
export const inPeriod = ({ spans }: FactLine, place: Place): boolean =>
  place.spans.length === 0 || spans.size === 0 || place.spans.some((span) => spans.has(span));

/** The direction told nearest to a figure: in its clause, or before it where it says by how much ("dropped the most, by 29"). */
export function wayOf({ figure: { start }, sentence: { text, clauses }, clause }: Place, { better }: FactLine): 1 | -1 | undefined {
  const byHowMuch = () => /(?<!\p{L})(?:by|um|de|por|em|en) $/iu.test(text.slice(Math.max(0, start - 4), start));
  const own = clause?.directions ?? [];
  const told = own.length > 0 || !byHowMuch() ? own : clauses.flatMap(({ directions }) => directions).filter((each) => each.start < start);
  const [nearest] = [...told].sort((a, b) => Math.abs(a.start - start) - Math.abs(b.start - start));
  return nearest && signOf(nearest.way, better);
}
