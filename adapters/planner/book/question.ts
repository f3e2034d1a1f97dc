import type { Metric } from '../../../agents/facts/metric.ts';
import type { Constraint } from '../reading/figures.ts';
import type { Reading, Word } from '../reading/reading.ts';
import { isConnecting, isNoise, isOf } from '../words/grammar.ts';
import type { Condition } from './condition.ts';
import { belowZero, conditionFromPeriod, conditionsFromFigures, graded, limited, measured, paged, withoutWhat } from './conditions.ts';
import { currencyNamed } from './currency.ts';
import type { BookGrammar } from './grammar.ts';
import { lossesOf } from './losses.ts';
import { moved, seatsCounted, usedUp } from './moved.ts';
import { addedTo, comparedBy, executiveNamed, filtersNamed, groupedBy, metricsNamed, who } from './named.ts';
import { comparedByUsual, metricsShown, ordered, summed } from './order.ts';
import { type BookReader, free, opened, type Step, saying, using } from './reader.ts';
import { comparing, fareIn } from './words.ts';

/** What a question about many accounts says: [count, sum, average, list, top N] of accounts [metric comparator value]* [whose] [by group] [when] [sorted]. */
export interface BookQuestion {
  /** Values of the arguments that choose accounts, by name. */
  filters: Record<string, string | readonly string[]>;
  conditions: Condition[];
  /** Values that are left out where no condition can say so. */
  without: { by: string; value: string }[];
  measure?: string;
  /** Several values of one argument that chooses accounts: each is asked for by itself, or all together where the argument takes `many` and nothing compares them. */
  several?: { name: string; values: string[]; many?: true };
  /** They come beside those asked for before: "plus orange". */
  adds?: true;
  /** What is summed up, sorted by or shown. */
  metrics: Metric[];
  /** None of them was said: they are compared by what is usual. */
  usual?: true;
  groupBy?: string;
  /** Asked for figures over many accounts, not for accounts. */
  sums: boolean;
  sort?: { metric: string; direction: 'ascending' | 'descending' | null };
  limit?: number;
  page?: number;
  /** Figures that no metric was found for. */
  loose: Constraint[];
  /** Every metric named. */
  named: Metric[];
  /** What amounts are to be told in. */
  currency?: string;
  /** What figures tell was asked, and nothing else does, or where no tool is asked for word for word: which moved most, how much is left. */
  telling?: 'alone' | 'rather';
  /** The metric of which a high level is asked for. */
  level?: string;
  /** What was not used and is not small talk. */
  unused: Word[];
  /** Whether anything but the word for accounts was said. */
  says: boolean;
}

/** Each takes its words out of what those below it read: the order is that of who may claim a word first. */
const STEPS: readonly Step[] = [
  who,
  currencyNamed,
  groupedBy,
  comparedBy(comparing),
  comparedBy(fareIn),
  lossesOf,
  metricsNamed,
  moved,
  usedUp,
  seatsCounted,
  executiveNamed,
  filtersNamed,
  addedTo,
  // "Red vs orange": several values are known only now.
  comparedBy(comparing),
  measured,
  limited,
  paged,
  conditionsFromFigures,
  conditionFromPeriod,
  graded,
  withoutWhat,
  belowZero,
  ordered,
  summed,
  metricsShown,
  comparedByUsual,
  whatIsLeft,
];

/** Reads a question about accounts; `unused` says how much of it was not understood so. */
export function readBook(reading: Reading, grammar: BookGrammar): BookQuestion {
  const { question } = STEPS.reduce((reader, step) => step(reader), opened(reading, grammar));
  return { ...question, says: choosesOrSums(question) };
}

/** What no step had a use for and is not small talk. */
function whatIsLeft(reader: BookReader): BookReader {
  const { reading, grammar, content, found, question, periodUsed, unsummed } = reader;
  const said = using(
    reader,
    content.filter(
      ({ word, concept }) =>
        // "How many days", of a figure in days.
        found.some(({ metric: { unit } }) => unit === word || unit === `${word}s`) ||
        // What only says that accounts are asked for.
        grammar.plain.has(concept) ||
        isConnecting(word),
    ),
  );
  const words = free(said).filter(({ word }) => !isNoise(word) && !isOf(word, 'mine') && !(isOf(word, 'compare') && question.groupBy));
  const spans = periodUsed ? [] : reading.period.spans;
  return saying(said, {
    named: found.map(({ metric }) => metric),
    unused: [
      ...unsummed,
      ...words,
      ...spans.map((span) => ({ said: reading.text.slice(span.from, span.to), word: '', concept: '', ...span })),
      ...reading.unknownNames.map((name) => ({ said: name, word: '', concept: '', from: 0, to: 0 })),
    ],
  });
}

/** Whose accounts they are tells too little. */
const choosesOrSums = ({ conditions, without, filters, measure, groupBy, sort, limit }: BookQuestion): boolean =>
  conditions.length + without.length > 0 ||
  Object.keys(filters).some((name) => name !== 'owner') ||
  measure !== undefined ||
  groupBy !== undefined ||
  sort !== undefined ||
  limit !== undefined;
