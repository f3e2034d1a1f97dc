import type { Metric } from '../../../agents/facts/metric.ts';
import { metricOf } from '../../../agents/metrics/index.ts';
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
  if (reader.question.groupBy || reader.question.sort?.direction) return using(reader, ends);
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
  const ahead = next(reader, first);
  const of = ahead ?? open(reader)[0];
  // Accounts that are named stand side by side: by what, not in which order.
  const beside = reader.reading.accounts.length > 1 ? (of?.metric ?? usualMetric(first)) : undefined;
  if (beside && of) return using(reader, ends);
  if (beside) {
    const usual = { metric: beside, words: [first] };
    return using(settling({ ...reader, found: [...reader.found, usual] }, usual), ends);
  }
  // "Open tickets, oldest first": which come first takes nothing away from what is asked for.
  const had = !ahead && of && isCounted(of.metric) ? of : undefined;
  const metric = (had && ageOf(had, first, reader)) ?? metricAtEnd(reader, first, of);
  if (!metric) return reader;
  const sorted = using(sorting(reader, metric, directionOf(first.word, metric)), ends);
  return had ? settling(requiring(sorted, some(had.metric)), had) : sorted;
}

/** When the oldest of what is counted is from. */
const ageOf = ({ metric: { topic } }: Found, { concept }: Word, { grammar }: BookReader): Metric | undefined =>
  grammar.metrics.find(({ metric, parts }) => metric.unit === 'date' && metric.topic === topic && parts.includes(concept))?.metric;

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

/** Accounts are asked for: "customers", "who", "which". */
const asksForThem = ({ content, grammar }: BookReader): boolean =>
  content.some(({ word, concept }) => grammar.plain.has(concept) || askedBy(word) === 'who' || askedBy(word) === 'what');

/** A figure over accounts, or the accounts: an amount alone is one over all of them. */
export function summed(reader: BookReader): BookReader {
  const named = open(reader);
  const amounts = named.length > 0 && named.every(({ metric }) => metric.unit === 'money');
  if (isWorthAsked(reader)) return saying(reader, { sums: true, metrics: [...reader.question.metrics, ...ARR] });
  return saying(reader, { sums: isSumming(reader) || (!reader.question.sort && !asksForThem(reader) && amounts) });
}

/** "How much renews next quarter": what those accounts are worth; "how many accounts in total" counts them. */
const isWorthAsked = (reader: BookReader): boolean => {
  const { question, reading, grammar } = reader;
  const noun = reading.words.some(({ concept }) => grammar.plain.has(concept));
  const much = reading.words.some(({ word }) => MUCH.test(word));
  const amount = open(reader).some(({ metric }) => metric.unit !== 'date' && metric.unit !== 'days');
  return question.measure === 'sum' && much && !noun && !amount && question.conditions.length > 0;
};
const MUCH = /^(?:much|wie?viele?|cuant[oa]|combien)$/;
const ARR = [metricOf('arr')].filter((metric) => metric !== undefined);

/** What is summed up or shown of the metrics that are left. */
export function metricsShown(reader: BookReader): BookReader {
  return open(reader).reduce((before, each) => (before.question.sums && !isHadBy(before, each) ? addend : column)(before, each), reader);
}

const showing = (reader: BookReader, metric: Metric): BookReader => saying(reader, { metrics: [...reader.question.metrics, metric] });

/** One figure is summed up at a time: what else is said chooses accounts, or is no part of it. */
function addend(reader: BookReader, { metric, words }: Found): BookReader {
  const { metrics, groupBy } = reader.question;
  if (metrics.length === 0) return showing(reader, metric);
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

/** "How many accounts have overdue invoices" counts those that have any; "how many do my accounts have", what they have. */
const isHadBy = ({ question, grammar, reading }: BookReader, { words: [first] }: Found): boolean => {
  const before = reading.words.filter(({ from }) => from < (first?.from ?? 0));
  const noun = before.findIndex(({ word, concept }) => grammar.plain.has(concept) || isOf(word, 'those') || word === 'them');
  return question.measure === 'count' && noun >= 0 && before.slice(noun).some(({ word }) => isOf(word, 'have'));
};

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
  return usual ? saying(showing(reader, usual), { usual: true }) : reader;
}
