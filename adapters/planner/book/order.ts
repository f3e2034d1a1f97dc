import type { Metric } from '../../../agents/facts/metric.ts';
import type { Word } from '../reading/reading.ts';
import { askedBy, isOf } from '../words/grammar.ts';
import { type Found, isCounted } from './condition.ts';
import { usualMetric } from './groups.ts';
import { type BookReader, isSumming, open, requiring, rest, saying, settling, superlatives, using } from './reader.ts';
import { directionOf, isGroupOf, MOST_BETWEEN, SIZE } from './words.ts';

/** What accounts are sorted by, and what is summed up or shown of them. */

/** "Biggest", "sorted by ARR", and "who is quiet". */
export function ordered(reader: BookReader): BookReader {
  const ends = superlatives(reader);
  if (reader.question.groupBy) return using(reader, ends);
  const [first] = ends;
  if (first && !isSumming(reader)) return byEnd(reader, first, ends);
  const by = rest(reader).find(({ word }) => isOf(word, 'by'));
  if (!by) return isSumming(reader) ? reader : byMost(reader);
  const after = next(reader, by) ?? (reader.reading.accounts.length > 0 ? undefined : open(reader)[0]);
  return after ? using(sorting(reader, after.metric, null), [by, ...ends]) : reader;
}

const sorting = (reader: BookReader, { key }: Metric, direction: 'ascending' | 'descending' | null): BookReader =>
  saying(reader, { sort: { metric: key, direction } });

/** The first open metric named after a word. */
const next = (reader: BookReader, { from }: Word): Found | undefined => open(reader).find(({ words }) => (words[0]?.from ?? 0) > from);

function byEnd(reader: BookReader, first: Word, ends: readonly Word[]): BookReader {
  const of = next(reader, first) ?? open(reader)[0];
  // Accounts that are named stand side by side: by what, not in which order.
  const beside = reader.reading.accounts.length > 1 ? (of?.metric ?? usualMetric(first)) : undefined;
  if (beside && of) return using(reader, ends);
  if (beside) {
    const usual = { metric: beside, words: [first] };
    return using(settling({ ...reader, found: [...reader.found, usual] }, usual), ends);
  }
  const metric = metricAtEnd(reader, first, of);
  return metric ? using(sorting(reader, metric, directionOf(first.word, metric)), ends) : reader;
}

/** What accounts have most or least of; of accounts without more, their size or how they are. */
function metricAtEnd({ reading, grammar, content, question }: BookReader, first: Word, of: Found | undefined): Metric | undefined {
  const { plain, metrics } = grammar;
  const noun = content.find(({ from, concept }) => from > first.from && plain.has(concept))?.from;
  // "The biggest customers and their health": by size, with that shown.
  const sized = SIZE.test(first.word) && of && noun !== undefined && (of.words[0]?.from ?? 0) > noun + MOST_BETWEEN;
  const many = content.some(({ concept }) => plain.has(concept)) || question.limit !== undefined || question.filters.owner;
  // Of the account that is spoken of, "the biggest risk" is one of its own.
  const ofOne = !many && reading.focus.account !== undefined && Object.keys(question.filters).length === 0;
  if (of && !sized && !ofOne) return of.metric;
  const usual = !many ? undefined : isOf(first.word, 'most') ? 'arr' : isOf(first.word, 'worst', 'best') ? 'health' : undefined;
  return metrics.find(({ metric: { key } }) => key === usual)?.metric;
}

/** "Who is quiet": those it is most so with first. */
function byMost(reader: BookReader): BookReader {
  const [alone, ...others] = open(reader);
  const asks = alone && others.length === 0 && reader.reading.words[0]?.concept === 'who' && alone.metric.unit === 'days';
  return asks ? sorting(reader, alone.metric, 'descending') : reader;
}

/** "Those at risk": what one tool calls high comes first here. */
export function graded(reader: BookReader): BookReader {
  const { question } = reader;
  if (isWorth(reader)) return saying(reader, { measure: question.measure ?? 'sum' });
  const grade = open(reader).find(isGrade(reader));
  return grade && !question.sort && !isSumming(reader) ? sorting(reader, grade.metric, null) : reader;
}

const isGrade =
  ({ grammar }: BookReader) =>
  ({ metric }: Found): boolean =>
    grammar.levels.has(metric.key);

/** "ARR at risk": what those are worth together. */
function isWorth(reader: BookReader): boolean {
  const named = open(reader);
  const grade = named.find(isGrade(reader));
  return (
    grade !== undefined && named.length > 1 && !asksForThem(reader) && named.every((each) => each === grade || each.metric.unit === 'money')
  );
}

/** Accounts are asked for: "customers", "who", "which". */
const asksForThem = ({ content, grammar }: BookReader): boolean =>
  content.some(({ word, concept }) => grammar.plain.has(concept) || askedBy(word) === 'who' || askedBy(word) === 'what');

/** A figure over accounts, or the accounts: an amount alone is one over all of them. */
export function summed(reader: BookReader): BookReader {
  const named = open(reader);
  const amounts = named.length > 0 && named.every(({ metric }) => metric.unit === 'money');
  return saying(reader, { sums: isSumming(reader) || (!reader.question.sort && !asksForThem(reader) && amounts) });
}

/** What is summed up or shown of the metrics that are left. */
export function metricsShown(reader: BookReader): BookReader {
  const [named, isLast] = [open(reader), isGrade(reader)];
  const lines = isWorth(reader) ? named.toSorted((a, b) => Number(isLast(a)) - Number(isLast(b))) : named;
  return lines.reduce((before, each) => (before.question.sums ? addend(before, each) : column(before, each)), reader);
}

const showing = (reader: BookReader, metric: Metric): BookReader => saying(reader, { metrics: [...reader.question.metrics, metric] });

/** One figure is summed up at a time: what else is said chooses accounts, or is no part of it. */
function addend(reader: BookReader, { metric, words }: Found): BookReader {
  const { metrics, groupBy } = reader.question;
  if (metrics.length === 0) return showing(reader, metric);
  const high = reader.grammar.levels.get(metric.key);
  if (high !== undefined) return requiring(reader, { metric: metric.key, comparator: 'at least', value: high, to: null });
  if (isCounted(metric) && areHad(words, reader)) return requiring(reader, some(metric));
  return isGroupOf(metric, groupBy) ? reader : { ...reader, unsummed: [...reader.unsummed, ...words] };
}

/** "who has overdue invoices" has at least one; "with a champion" has one; of a level, there is only what to show. */
function column(reader: BookReader, { metric, words }: Found): BookReader {
  const had = areHad(words, reader);
  if (metric.key === reader.question.sort?.metric && !(isCounted(metric) && had)) return reader;
  if (isCounted(metric)) return requiring(reader, some(metric));
  if (metric.word && had) return requiring(reader, { metric: metric.key, comparator: 'known', value: null, to: null });
  return showing(reader, metric);
}

const some = ({ key }: Metric) => ({ metric: key, comparator: 'above', value: 0, to: null });

const areHad = ([first]: readonly Word[], { reading }: BookReader): boolean =>
  reading.words.some(({ word, from }) => isOf(word, 'have') && from < (first?.from ?? 0));

/** What is compared by nothing that is said is compared by how they are. */
export function comparedByUsual(reader: BookReader): BookReader {
  const { grouped, compares } = reader;
  const { sums, metrics, groupBy, measure } = reader.question;
  const [first] = superlatives(reader);
  const ranked = compares.length > 0 || (groupBy !== undefined && measure === undefined && (grouped?.compares || first));
  const usual = sums && metrics.length === 0 && ranked ? usualMetric(first) : undefined;
  return usual ? showing(reader, usual) : reader;
}
