import type { Constraint } from '../reading/figures.ts';
import type { Reading, Word } from '../reading/reading.ts';
import { isNoise, isOf } from '../words/grammar.ts';
import type { Condition, Found } from './condition.ts';
import type { BookGrammar } from './grammar.ts';
import type { Grouped } from './groups.ts';
import type { BookQuestion } from './question.ts';

/** How far a question about accounts is read. */
export interface BookReader {
  readonly reading: Reading;
  readonly grammar: BookGrammar;
  /** The words that say something by themselves, and "not". */
  readonly content: readonly Word[];
  /** Words whose meaning is in the question. */
  readonly used: ReadonlySet<Word>;
  readonly question: BookQuestion;
  readonly grouped?: Grouped;
  /** Words that ask how several compare. */
  readonly compares: readonly Word[];
  /** Metrics named, as they stand in the sentence. */
  readonly found: readonly Found[];
  /** Of those, the ones that nothing more is to be read of: a condition was made of them, or they are compared by. */
  readonly settled: ReadonlySet<Found>;
  /** Figures that may yet be conditions. */
  readonly figures: readonly Constraint[];
  readonly periodUsed: boolean;
  /** Names of metrics beside the one that is summed up. */
  readonly unsummed: readonly Word[];
}

/** Takes what it understands from a question, and says what that means. */
export type Step = (reader: BookReader) => BookReader;

/** Nothing read yet. */
export const opened = (reading: Reading, grammar: BookGrammar): BookReader => ({
  reading,
  grammar,
  content: reading.words.filter(({ word }) => !isNoise(word) || isOf(word, 'not')),
  used: new Set(),
  question: { filters: {}, conditions: [], without: [], metrics: [], sums: false, loose: [], named: [], unused: [], says: false },
  compares: [],
  found: [],
  settled: new Set(),
  figures: reading.constraints,
  periodUsed: false,
  unsummed: [],
});

/** Every word that is not used, small ones too. */
export const rest = ({ reading, used }: BookReader): Word[] => reading.words.filter((each) => !used.has(each));

/** What says something and is not used. */
export const free = ({ content, used }: BookReader): Word[] => content.filter((each) => !used.has(each));

/** Metrics that may yet be summed up, sorted by or shown. */
export const open = ({ found, settled }: BookReader): Found[] => found.filter((each) => !settled.has(each));

/** "Most", "riskiest": the ends of an order, unless they say what accounts are told apart by. */
export const superlatives = ({ reading, grouped }: BookReader): Word[] =>
  reading.words.filter((each) => isOf(each.word, 'most', 'least', 'best', 'worst') && !grouped?.words.includes(each));

/** Asked for a figure over accounts. */
export const isSumming = ({ question: { measure, groupBy }, compares }: BookReader): boolean =>
  measure !== undefined || groupBy !== undefined || compares.length > 0;

export const using = (reader: BookReader, words: readonly Word[]): BookReader =>
  words.length === 0 ? reader : { ...reader, used: new Set([...reader.used, ...words]) };

export const saying = (reader: BookReader, said: Partial<BookQuestion>): BookReader => ({
  ...reader,
  question: { ...reader.question, ...said },
});

export const requiring = (reader: BookReader, condition: Condition): BookReader =>
  saying(reader, { conditions: [...reader.question.conditions, condition] });

export const settling = (reader: BookReader, found: Found): BookReader => ({ ...reader, settled: new Set([...reader.settled, found]) });
