import { daysBetween } from '../../agents/metrics/format.ts';
import { agreesWithDay, type DateClaim } from './dates.ts';
import { type SaidDirection, signOf } from './directions.ts';
import { changeOf, type FactLine, isChange, missing, spanOf } from './facts.ts';
import type { FoundFigure, NumberClaim } from './figures.ts';
import { type Clause, clauseAt, isAnchor, isForeign, type Run, type Sentence } from './sentence.ts';
import type { Known } from './sources.ts';
import { tellsApart } from './terms.ts';
import { lineWords } from './tokens.ts';
import { factorTo, isTime, scaleOf } from './units.ts';

/** What stands around a sentence: where what it is about may be said, if not in itself. */
export interface Around {
  /** The heading or lead of the list it is part of, the sentence before, the question; the nearest first. */
  before: readonly Sentence[];
}

/** By how much a number written in thousands or millions without decimals may differ, relative to the true one. */
const MAX_SHORTENING = 0.1;
export const PAST =
  /\b(?:was|were|had been|before|previously|earlier|formerly|used to|instead of|from|compared|against|versus|war|waren|zuvor|vorher|davor|früher|bisher|statt|gegenüber|von|était|étaient|avant|auparavant|précédemment|contre|au lieu|era|eran|antes|anteriormente|frente|en lugar|eram|face a|em vez|→|->)/iu;
const AGO = /\b(?:ago|overdue|past|late|vor|überfällig|il y a|retard|hace|vencid|atrasad|há)\b/iu;
const MINUS = /\b(?:minus|negative|negativ|moins|menos)\b/iu;
/** Dates that only say since when, or as of when, something is told. */
const COMPARED = /compared|since|from|_at\b|start|until|to\b/;
const SINCE = /\b(?:since|from|as of|compared|seit|ab|stand|gegenüber|depuis|par rapport|desde|respecto|a partir|em relação|vs)\b/iu;

/** The runs that may say what a figure is about, in groups: the first group with a match decides. */
export function runsFor(figure: FoundFigure, sentence: Sentence, around?: Around): Run[][] {
  const clause = clauseAt(sentence, figure.start);
  const attached = attachedRun(figure, sentence, clause);
  if (attached && isAnchor(attached)) return [[attached]];
  return [...(attached ? [[attached]] : []), ...widening(figure, sentence, clause, around)];
}

/** From the clause to the sentence to what stands before it. */
function widening(figure: FoundFigure, sentence: Sentence, clause: Clause | undefined, around?: Around): Run[][] {
  const own = clause ? beside(clause.runs.filter(isAnchor), figure) : [];
  if (own.length > 0) return [own];
  const weak = clause ? beside(clause.runs, figure) : [];
  const others = sentence.clauses.filter((each) => each !== clause).flatMap(({ runs }) => runs);
  const left = others.filter((run) => run.end <= figure.start);
  const anchorsLeft = left.filter(isAnchor);
  const within = [anchorsLeft.at(-1), anchorsLeft[0]].flatMap((run) => run ?? []);
  if (within.length > 0) return [...(weak.length > 0 ? [weak] : []), within];
  const right = others.filter((run) => run.start >= figure.end && isAnchor(run)).slice(0, 1);
  const outside = (around?.before ?? []).map((each) => each.clauses.flatMap(({ runs }) => runs).filter(isAnchor));
  return [weak, left.slice(-1), right, ...outside].filter((runs) => runs.length > 0);
}

/** The nearest on either side. */
function beside(runs: readonly Run[], { start, end }: FoundFigure): Run[] {
  const left = runs.findLast((run) => run.end <= start);
  const right = runs.find((run) => run.start >= end);
  return [left, right].flatMap((run) => run ?? []);
}

/** What a number counts stands right behind it: "9 open tickets". */
function attachedRun({ end }: FoundFigure, { text }: Sentence, clause: Clause | undefined): Run | undefined {
  return clause?.runs.find(
    (run) => run.start >= end && /^ ?(?:of the |of |der |des |de |del |do |dos )?$/u.test(text.slice(end, run.start)),
  );
}

/** Facts a figure may be held against: those of the account it is said of; of no account where none is named with it. */
export function factsFor(figure: FoundFigure, sentence: Sentence, { facts }: Known, accounts: readonly string[] | null): FactLine[] {
  const clause = clauseAt(sentence, figure.start);
  // A clause that names nothing itself goes on about whom the one before names.
  const from = clause && clause.runs.length > 0 ? clause.start : 0;
  const named = sentence.mentions.some(({ start }) => start >= from && start < (clause?.end ?? 0));
  const of = facts.filter(({ accountId }) => (accountId === null ? !named : (accounts?.includes(accountId) ?? false)));
  return meantOf(of, sentence);
}

/** A region, a step or a person that is called by its name is meant, and no other. */
export function meantOf(facts: readonly FactLine[], { words: spoken }: Sentence): FactLine[] {
  const isSpoken = ({ figure: { subject } }: FactLine) => subject.kind !== 'account' && spoken.includes(lineWords(subject.name));
  const meant = new Set(facts.filter(isSpoken).map((fact) => fact.figure.metric));
  return facts.filter((fact) => fact.figure.subject.kind === 'account' || !meant.has(fact.figure.metric) || isSpoken(fact));
}

const sharesWith = (fact: FactLine, group: readonly Run[]): boolean =>
  group.some(({ terms }) => tellingOf(terms).some((term) => fact.terms.has(term)));

const tellingOf = (terms: Iterable<string>): string[] => [...terms].filter(tellsApart);

/** Those of the facts that are best about what a run says, in the words of the whole sentence. */
function bestFor(run: Run, facts: readonly FactLine[], said: ReadonlySet<string>, clause?: Clause, noSpan = false): FactLine[] {
  const telling = tellingOf(run.terms);
  let most = 0;
  let nearest: { fact: FactLine; missing: number }[] = [];
  for (const fact of facts) {
    const shared = telling.filter((term) => fact.terms.has(term)).length;
    if (shared === 0 || shared < most) continue;
    if (shared > most) nearest = [];
    most = shared;
    nearest.push({ fact, missing: missing(fact, said) });
  }
  const least = Math.min(...nearest.map((each) => each.missing));
  const fitting = nearest.filter((each) => each.missing === least).map(({ fact }) => fact);
  // Where no period is said, what holds now is meant, not what is expected in 30 days.
  const now = noSpan ? fitting.filter((fact) => fact.spans.size === 0 || isChange(fact)) : [];
  const meant = now.some((fact) => fact.spans.size === 0) ? now : fitting;
  // "proven … of value": what else the clause says decides between equals.
  const beside = new Set(clause?.runs.flatMap(({ terms }) => tellingOf(terms)));
  const shares = meant.map((fact) => [...beside].filter((term) => fact.terms.has(term)).length);
  const best = Math.max(...shares);
  return meant.filter((_, index) => shares[index] === best);
}

/** The terms said where a figure stands, and what its unit and the direction beside it say. */
function saidWith(
  figure: FoundFigure,
  sentence: Sentence,
  clause: Clause | undefined,
  claim: NumberClaim | DateClaim,
  around: Around | undefined,
  runs: readonly Run[],
): Set<string> {
  const said = new Set(sentence.terms);
  if (directionsAt(figure, sentence, clause).length > 0 || (claim.kind === 'number' && claim.sign !== '')) said.add('change');
  if (claim.kind === 'number' && isTime(claim.unit)) said.add(claim.unit.slice(0, -1));
  for (const each of around?.before ?? []) {
    if (runs.some((run) => each.clauses.some((other) => other.runs.includes(run)))) for (const term of each.terms) said.add(term);
  }
  return said;
}

/** Periods said in a clause ("in 30 days"), other than the figure itself. */
export function spansIn({ figures }: Sentence, clause: Clause | undefined, self: FoundFigure): string[] {
  return figures
    .filter((each) => each !== self && clause && each.start >= clause.start && each.start < clause.end)
    .flatMap(({ readings }) => readings.flat())
    .flatMap((claim) => (claim.kind === 'number' && isTime(claim.unit) ? [spanOf(claim.value, claim.unit)] : []));
}

/** Whether a fact may be told with the period that is said beside a figure. */
export function inPeriod(figure: FoundFigure, sentence: Sentence, fact: FactLine): boolean {
  const spans = spansIn(sentence, clauseAt(sentence, figure.start), figure);
  return spans.length === 0 || fact.spans.size === 0 || spans.some((span) => fact.spans.has(span));
}

/** The fact line a figure says, in one of its readings; undefined where there is none. */
export function agreesWithFact(
  figure: FoundFigure,
  sentence: Sentence,
  known: Known,
  accounts: readonly string[] | null,
  around?: Around,
): FactLine | undefined {
  const facts = factsFor(figure, sentence, known, accounts);
  if (facts.length === 0) return undefined;
  for (const claims of figure.readings) {
    const lines = claims.map((claim) => {
      if (claim.kind === 'number') return numberFact(claim, figure, sentence, facts, around);
      return claim.kind === 'date' ? dateFact(claim, figure, sentence, facts, around) : undefined;
    });
    if (lines.length > 0 && lines.every((line) => line !== undefined)) return lines[0];
  }
  return undefined;
}

function numberFact(
  claim: NumberClaim,
  figure: FoundFigure,
  sentence: Sentence,
  facts: readonly FactLine[],
  around?: Around,
): FactLine | undefined {
  const clause = clauseAt(sentence, figure.start);
  const spans = spansIn(sentence, clause, figure);
  const comparable = facts.filter((fact) => sayable(claim, fact) && inPeriod(figure, sentence, fact));
  if (isForeign(sentence)) return comparable.find((fact) => says(claim, figure, fact, sentence, clause, facts));
  for (const group of runsFor(figure, sentence, around)) {
    const said = saidWith(figure, sentence, clause, claim, around, group);
    const matched = group.map((run) => bestFor(run, comparable, said, clause, spans.length === 0));
    const found = matched.flat().find((fact) => says(claim, figure, fact, sentence, clause, facts));
    if (found) return found;
    // "6 of 11 accounts": how many there are in all is another fact about the same.
    const whole =
      figure.ofBefore && comparable.find((fact) => sharesWith(fact, group) && says(claim, figure, fact, sentence, clause, facts));
    if (whole) return whole;
    // A period that belongs to what is told ("in 30 days") where nothing is told in that unit.
    const named = matched.flatMap((each, index) =>
      each.filter((fact) => missing(fact, said) === 0 && tellingOf(group[index]?.terms ?? []).every((term) => fact.terms.has(term))),
    );
    if (isTime(claim.unit) && !named.some(({ figure: { unit } }) => isTime(unit) || unit === 'date')) {
      const spanned = facts.find(
        (fact) =>
          fact.spans.has(spanOf(claim.value, claim.unit)) && group.some((run) => tellingOf(run.terms).some((term) => fact.terms.has(term))),
      );
      if (spanned) return spanned;
    }
    if (group.some(isAnchor) && matched.some((each) => each.length > 0)) return undefined;
  }
  return undefined;
}

/** Whether a fact may be told in the unit of a number. */
export function sayable(claim: NumberClaim, { figure: { value, unit, relative } }: FactLine): boolean {
  if (relative && unit === 'date' && isTime(claim.unit)) return true;
  return typeof value === 'number' && factorTo(claim.unit, unit, value) !== undefined;
}

/** Whether a number is what a fact line says: its level, what it was, or by how much it changed; `told`: which way has to be said. */
export function says(
  claim: NumberClaim,
  figure: FoundFigure,
  fact: FactLine,
  sentence: Sentence,
  clause: Clause | undefined,
  facts: readonly FactLine[],
  told = false,
): boolean {
  const { from, signed, unit } = fact.figure;
  const value = daysTo(fact) ?? fact.figure.value;
  const text = clause?.text ?? sentence.text;
  if (typeof value !== 'number') return false;
  // A sign is told of a change.
  if (claim.sign === '+' && !isChange(fact)) return false;
  const factor = factorTo(claim.unit, unit === 'date' ? 'days' : unit, value) ?? 1;
  const is = (number: number | null, sign: 'certain' | 'open') => number !== null && agrees(claim, number * factor, sign);
  const level = signed ? (from === null ? null : from + value) : value;
  const change = changeOf(fact);
  const way = wayOf(figure, sentence, clause, fact);
  const { pair } = figure;
  if (pair && from !== null && level !== null) {
    const [own, other] = pair.role === 'from' ? [from, level] : [level, from];
    return is(own, 'open') && Math.abs(pair.other - other * factor) <= Math.max(0.5, Math.abs(pair.other) * 0.05) && fits(way, change);
  }
  const later = pair && facts.find((other) => isSame(other, fact) && Date.parse(other.figure.asOf) > Date.parse(fact.figure.asOf));
  if (pair?.role === 'from') {
    // What would be, or is expected, is told as a change to come.
    const isNext = ({ figure: { metric } }: FactLine) =>
      metric !== fact.figure.metric && /what_if|forecast/.test(metric) && metric.includes(fact.figure.metric);
    const ends = later ? [later] : way === undefined ? facts.filter(isNext) : [];
    return is(value, 'open') && ends.some((end) => Math.round(Number(end.figure.value)) === Math.round(pair.other));
  }
  if (from !== null && level !== from && wasBefore(figure, sentence)) return is(from, 'open');
  if (level !== null && is(level, MINUS.test(text) || AGO.test(text) || level >= 0 ? 'open' : 'certain')) {
    if (isStale(fact, facts) && !PAST.test(sentence.text)) return false;
    if (level < 0 && unit === 'days' && claim.sign === '' && !AGO.test(sentence.text)) return false;
    if (way === undefined || (told && isTime(claim.unit))) return true;
    if (change !== null) return fits(way, change);
    return facts.some((other) => isChangeOf(other, fact) && fits(way, changeOf(other)));
  }
  if (change !== null && is(change, claim.sign === '' ? 'open' : 'certain')) {
    if ((!signed || told) && way === undefined && claim.sign === '') return from !== null && is(from, 'open') && PAST.test(text);
    return claim.sign !== '' ? way === undefined || fits(way, change) : fits(way, change);
  }
  return from !== null && is(from, 'open') && PAST.test(text);
}

/** Of a date that is told from a day: the days until it, or since. */
const daysTo = ({ figure: { relative, unit, value, asOf } }: FactLine): number | undefined =>
  relative && unit === 'date' && typeof value === 'string' ? Math.abs(daysBetween(new Date(asOf), new Date(value))) : undefined;

const BEFORE = '(?:before|previously|formerly|earlier|vorher|zuvor|davor|früher|avant|auparavant|antes|anteriormente)';
const BEFORE_IT = new RegExp(`(?<!\\p{L})${BEFORE}:? $`, 'iu');
const AFTER_IT = new RegExp(`^ ${BEFORE}(?=[.,;)]|$)`, 'iu');

/** Whether a number is said to be what was: "it was 86 before", "vorher 86". */
export const wasBefore = ({ start, end }: FoundFigure, { text }: Sentence): boolean =>
  BEFORE_IT.test(text.slice(Math.max(0, start - 20), start)) || AFTER_IT.test(text.slice(end, end + 20));

const fits = (way: 1 | -1 | undefined, change: number | null): boolean => way === undefined || (change !== null && change * way > 0);

/** The directions told with a figure: in its clause, or before it where it says by how much ("dropped the most, by 29"). */
function directionsAt({ start }: FoundFigure, { text, clauses }: Sentence, clause: Clause | undefined): readonly SaidDirection[] {
  if (clause && clause.directions.length > 0) return clause.directions;
  if (!/(?<!\p{L})(?:by|um|de|por|em|en) $/iu.test(text.slice(Math.max(0, start - 4), start))) return [];
  return clauses.flatMap(({ directions }) => directions).filter((each) => each.start < start);
}

/** The direction told nearest to a figure. */
function wayOf(figure: FoundFigure, sentence: Sentence, clause: Clause | undefined, fact: FactLine): 1 | -1 | undefined {
  const { start } = figure;
  const [nearest] = [...directionsAt(figure, sentence, clause)].sort((a, b) => Math.abs(a.start - start) - Math.abs(b.start - start));
  return nearest && signOf(nearest.way, fact.better);
}

/** Whether one fact is the change of what another measures. */
function isChangeOf(change: FactLine, of: FactLine): boolean {
  if (!isChange(change) || change.accountId !== of.accountId || change.figure.subject.id !== of.figure.subject.id) return false;
  const [a, b] = [change.figure.metric, of.figure.metric];
  return a === b || ['change', 'trend', 'moved'].some((of) => a.startsWith(`${b}_${of}`));
}

const DAY_MS = 86_400_000;

/** Whether the same was shown of a later day. */
function isStale(fact: FactLine, facts: readonly FactLine[]): boolean {
  const at = Date.parse(fact.figure.asOf);
  return facts.some((other) => isSame(other, fact) && Date.parse(other.figure.asOf) - at > DAY_MS);
}

/** Whether two facts measure the same. */
const isSame = (a: FactLine, b: FactLine): boolean =>
  a.accountId === b.accountId &&
  a.figure.metric === b.figure.metric &&
  a.figure.label === b.figure.label &&
  a.figure.subject.id === b.figure.subject.id;

/** Whether a written number is a known one, rounded to the digits written. */
function agrees({ value, half, sign, whole, scale }: NumberClaim, known: number, certain: 'certain' | 'open'): boolean {
  const signs = sign === '' && certain === 'open' ? Math.abs : (number: number) => number;
  const difference = Math.abs(signs(value) - signs(known));
  if (difference <= 1e-9 * Math.max(1, Math.abs(value))) return true;
  // Nobody writes a share of 0.78 as "1".
  if (whole && Math.abs(known) < scale && Math.round(Math.abs(known)) !== 0 && scale > 1) return false;
  // Nor 1.6 million as "$2M".
  if (whole && scale > 1 && difference > MAX_SHORTENING * Math.abs(known)) return false;
  return difference <= half * (1 + 1e-9);
}

function dateFact(
  claim: DateClaim,
  figure: FoundFigure,
  sentence: Sentence,
  facts: readonly FactLine[],
  around?: Around,
): FactLine | undefined {
  const clause = clauseAt(sentence, figure.start);
  const dated = facts.filter(({ days }) => days.length > 0);
  const on = (fact: FactLine) => fact.days.some((day) => agreesWithDay(claim, day));
  if (isForeign(sentence)) return dated.find(on);
  for (const group of runsFor(figure, sentence, around)) {
    const said = saidWith(figure, sentence, clause, claim, around, group);
    const events = group.flatMap((run) => bestFor(run, dated, said));
    const found = events.find(on);
    if (found) return found;
    // The day since which something is told: what it is compared with, or the day it was true on.
    if (SINCE.test(clause?.text ?? '') || events.length === 0) {
      const about = facts.filter((fact) => group.some((run) => tellingOf(run.terms).some((term) => fact.terms.has(term))));
      const compared = about.find((fact) => on(fact) && COMPARED.test(`${fact.figure.metric} ${fact.figure.label}`));
      if (compared) return compared;
    }
    if (group.some(isAnchor) && events.length > 0) return undefined;
  }
  return SINCE.test(clause?.text ?? '') ? dated.find((fact) => on(fact) && COMPARED.test(fact.figure.metric)) : undefined;
}

/** How many words the best named fact of that unit shares with what a figure is said of; 0 where none is named in full. */
export function bestShared(
  figure: FoundFigure,
  sentence: Sentence,
  known: Known,
  accounts: readonly string[] | null,
  around: Around,
): number {
  const [claim] = figure.readings[0] ?? [];
  if (claim?.kind !== 'number') return 0;
  const facts = factsFor(figure, sentence, known, accounts).filter(
    ({ figure: { unit, value } }) => typeof value === 'number' && factorTo(claim.unit, unit, value) !== undefined,
  );
  const [group = []] = runsFor(figure, sentence, around);
  const clause = clauseAt(sentence, figure.start);
  const spoken = new Set([...(clause?.runs ?? []), ...group].flatMap(({ terms }) => tellingOf(terms)));
  const shares = group.flatMap((run) => {
    const said = saidWith(figure, sentence, clause, claim, around, group);
    const named = bestFor(run, facts, said, clause).filter((fact) => missing(fact, said) === 0);
    return named.map((fact) => [...spoken].filter((term) => fact.terms.has(term)).length);
  });
  return Math.max(0, ...shares);
}

/** Whether a number only names the end of the scale of the figure before it. */
export const isScaleEnd = ({ readings }: FoundFigure, before: FactLine | undefined): boolean =>
  readings.some(
    ([claim, more]) => claim?.kind === 'number' && !more && (before ? scaleOf(before.figure.unit).includes(claim.value) : false),
  );
