import { missing } from './facts.ts';
import { type Place, SUM } from './place.ts';
import type { FoundFigure } from './reading/figures.ts';
import { reaches } from './reading/rounding.ts';
import type { Clause, Sentence } from './reading/sentence.ts';
import { namesThing, termsOfWord } from './reading/terms.ts';
import { lineWords } from './reading/tokens.ts';
import { isTime } from './reading/units.ts';
import type { Quote } from './shown.ts';
import type { Known } from './sources.ts';

/** Words for the first and the last of several; `best` and `worst` by what is good for the metric. */
const SAID = {
  most: 'highest|largest|biggest|greatest|most|höchste[nrs]?|höchsten|größte[nrs]?|größten|meisten|le plus|la plus|les plus|mayor|más alt[oa]|maior|mais alt[oa]',
  least:
    'lowest|smallest|least|fewest|niedrigste[nrs]?|kleinste[nrs]?|wenigsten|geringste[nrs]?|le moins|la moins|menor|más baj[oa]|mais baix[oa]',
  best: 'best|strongest|healthiest|safest|beste[nrs]?|stärkste[nrs]?|gesündeste[nrs]?|meilleure?s?|mejor|melhor',
  worst: 'worst|weakest|unhealthiest|riskiest|schlechteste[nrs]?|schwächste[nrs]?|pires?|peor|pior',
} as const;
type Rank = keyof typeof SAID;
/** The same of two. */
const OF_TWO: Readonly<Record<Rank, string>> = {
  most: 'bigger|larger|größere[nrs]?|größer',
  least: 'smaller|sooner|kleinere[nrs]?|kleiner',
  best: 'healthier|safer|stronger|gesünder(?:e[nrs]?)?|stärker(?:e[nrs]?)?',
  worst: 'riskier|weaker|unhealthier|gefährdeter(?:e[nrs]?)?|schwächer(?:e[nrs]?)?',
};
const patterns = (said: Readonly<Record<Rank, string>>) =>
  Object.entries(said).map(([rank, words]) => [rank as Rank, new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu')] as const);
const FIRST = patterns(SAID);
const MORE = patterns(OF_TWO);
const isIn = (text: string) => (ranks: typeof FIRST) => ranks.some(([, pattern]) => pattern.test(text));
/** One of several firsts, the second one, or none. */
const AMONG =
  /(?<!\p{L})(?:one of|among|not|second|third|next|after|at (?:most|least)|most (?:of|likely|often)|eine[rs]? der|unter|nicht|zweit\p{L}*|des|parmi|pas|un[ao]? de|entre|no|não|um dos|uma das)(?!\p{L})/iu;
/** Fewer are no list to be the first of. */
const LEAST = 3;

/** Whether a number counts the first of several: "the five weakest accounts", "top three". */
export const isRanked = ({ figure: { start, end }, sentence: { text } }: Pick<Place, 'figure' | 'sentence'>): boolean =>
  /(?<!\p{L})top ?$/iu.test(text.slice(Math.max(0, start - 4), start)) ||
  FIRST.some(([, pattern]) => pattern.exec(text.slice(end, end + 24))?.index === 1);

/** Words that call something the first or last of what was shown, where another one is. */
export function wrongRanks(sentence: Sentence, known: Known, accounts: readonly string[] | null): string[] {
  const ranks = [FIRST, MORE].find(isIn(sentence.text));
  if (!ranks || AMONG.test(sentence.text)) return [];
  const ranked = sentence.clauses.filter(({ text }) => isIn(text)(ranks));
  for (const clause of ranked)
    for (const [rank, pattern] of ranks) {
      const said = pattern.exec(clause.text)?.[0];
      if (said === undefined || clause.directions.length > 0 || isOfManner(said, clause)) continue;
      const names = [...clause.terms].filter((term) => namesThing(term) && !term.startsWith('='));
      const better = known.facts.find((fact) => fact.better && names.length > 0 && names.every((term) => fact.called.has(term)))?.better;
      const isUp = rank === 'most' || (rank === 'best' && better !== 'lower') || (rank === 'worst' && better === 'lower');
      // Who says a value says which column is meant, and which not; where two are called first, each by its own.
      const beside = sentence.figures.filter(({ start }) => ranked.length === 1 || (start >= clause.start && start < clause.end));
      const columns = columnsOf(known, accounts).filter((column) => isLong(column, ranks === MORE));
      // Of two the one that is named before is more: "Acme is healthier than Beta".
      const before = sentence.mentions.filter(({ start }) => start < clause.start + clause.text.search(pattern));
      const mentions = ranks === MORE ? before.slice(-1) : sentence.mentions;
      const found = columns.flatMap((column) => isFirst(column, isUp, names, { ...sentence, mentions, figures: beside }) ?? []);
      // A number that is in none of them is no value: "the least likely of the five".
      const values = beside.filter(
        (each) =>
          each.readings[0]?.[0]?.kind === 'number' &&
          !isTime(each.readings[0][0].unit) &&
          columns.some((column) => column.some(({ value }) => isTold(each, value))),
      );
      if (values.length > 0 && found.length > 0 && !found.some(({ isSaid }) => isSaid)) return [];
      // Confidence in health is no health: of what is called so the one that is called no more.
      const least = Math.min(...found.map(({ left }) => left));
      const firsts = found.filter(({ isSaid, left }) => (found.some((each) => each.isSaid) ? isSaid : left === least));
      return firsts.length > 0 && !firsts.some(({ first }) => first) ? [said] : [];
    }
  return [];
}

/** "Most urgent", "least surprising": of nothing that is measured. */
function isOfManner(said: string, { text }: Clause): boolean {
  if (!/^(?:most|least)$/i.test(said)) return false;
  const next = /^\s+([\p{L}\p{M}]+)/u.exec(text.slice(text.search(new RegExp(`(?<!\\p{L})${said}(?!\\p{L})`, 'u')) + said.length))?.[1];
  return next !== undefined && !termsOfWord(next.toLowerCase()).some(namesThing);
}

/** One of several that the same was shown of. */
interface Entry {
  /** Its account; else its name, as `lineWords`. */
  id?: string | undefined;
  name: string;
  value: number;
  terms: ReadonlySet<string>;
  /** How many of its telling words are not among those that are said. */
  left(said: ReadonlySet<string>): number;
}

/** What was shown of several: by metric, and by column of each list. */
function columnsOf({ facts, lines, quotes }: Known, accounts: readonly string[] | null): Entry[][] {
  const told = facts.filter(({ figure }) => typeof figure.value === 'number' && !figure.signed && !SUM.test(figure.subject.name));
  const metrics = Map.groupBy(told, ({ figure: { metric, unit, subject } }) => `${metric.split(':')[0]} ${unit} ${subject.kind}`);
  const byMetric = [...metrics.values()].map((list) =>
    list.map((fact): Entry => {
      const { subject, value } = fact.figure;
      const id = subject.kind === 'account' ? subject.id : undefined;
      return { id, name: lineWords(subject.name), value: Number(value), terms: fact.called, left: (said) => missing(fact, said) };
    }),
  );
  const cells = quotes.flatMap((quote) => {
    const line = lines[quote.line - 1];
    const [claim] = quote.claims;
    if (line?.list === undefined || SUM.test(line.head.trim()) || claim?.kind !== 'number' || quote.pair === 'from') return [];
    const label = quote.column ? [...quote.column].join(' ') : `${quote.before} ${quote.after}`;
    return [{ line, quote, value: Math.abs(claim.value), key: `${line.list} ${claim.unit} ${claim.sign} ${label}` }];
  });
  const byColumn = [...Map.groupBy(cells, ({ key }) => key).values()].map((column) => {
    const ids = new Set(column.flatMap(({ line }) => line.accounts ?? []));
    const isOfThem = ids.size > 1 || column.every(({ line }) => accounts?.includes(line.accounts?.[0] ?? ''));
    return column.flatMap(({ line, quote, value }): Entry[] => {
      const id = ids.size > 1 ? line.accounts?.[0] : undefined;
      return isOfThem ? [{ id, name: line.head, value, terms: quote.beside, left: (said) => besideWithout(quote, said) }] : [];
    });
  });
  return [...byMetric, ...byColumn];
}

const isTold = ({ readings }: FoundFigure, value: number): boolean =>
  readings.some(([claim]) => claim?.kind === 'number' && reaches(claim, value));

const besideWithout = ({ beside }: Quote, said: ReadonlySet<string>) =>
  [...beside].filter((term) => namesThing(term) && !said.has(term)).length;

/** Whether a column is of several; `two`: of two accounts. */
function isLong(column: readonly Entry[], two: boolean): boolean {
  const { size } = new Set(column.map(({ id, name }) => id ?? name));
  return two ? size === 2 && column.every(({ id }) => id !== undefined) : size >= LEAST;
}

/** Whether the one of a column that a sentence names is its first in what is said; undefined where that cannot be told. */
function isFirst(
  column: readonly Entry[],
  isUp: boolean,
  names: readonly string[],
  { mentions, words, figures }: Pick<Sentence, 'mentions' | 'words' | 'figures'>,
) {
  const ids = new Set(mentions.flatMap((each) => each.ids));
  const meant = column.filter(({ id, name }) => (id ? ids.has(id) : name.trim() !== '' && words.includes(name)));
  if (new Set(meant.map(({ id, name }) => id ?? name)).size !== 1) return undefined;
  const isSaid = meant.some(({ value }) => figures.some((each) => isTold(each, value)));
  if (!isSaid && !meant.some(({ terms }) => names.length > 0 && names.every((term) => terms.has(term)))) return undefined;
  const values = (of: readonly Entry[]) => of.map(({ value }) => (isUp ? value : -value));
  const left = Math.min(...meant.map((each) => each.left(new Set(names))));
  return { isSaid, left, first: Math.max(...values(meant)) >= Math.max(...values(column)) };
}
