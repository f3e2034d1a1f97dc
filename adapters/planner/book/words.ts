import type { Metric } from '../../../agents/facts/metric.ts';
import { isSlipOf } from '../../../agents/kit/similarity.ts';
import type { Constraint } from '../reading/figures.ts';
import type { Reading, Word } from '../reading/reading.ts';
import { isOf, numberWord } from '../words/grammar.ts';
import { formsOf } from '../words/lexicon.ts';
import type { BookGrammar } from './grammar.ts';
import type { BookQuestion } from './question.ts';

/** What single words of a question about accounts say. */

/** "Omar vs Lucy", "is Europe better than the Nordics": the words that compare several of a kind. */
export const comparing = (reading: Reading, { several }: BookQuestion): Word[] =>
  several ? reading.words.filter(({ word }) => isOf(word, 'compare', 'than') || THAN.test(word)) : [];

/** "How is EMEA doing", "which region is doing worst": of those there, how they are. */
export const fareIn = ({ words: [first, ...rest] }: Reading, { filters, groupBy }: BookQuestion): Word[] =>
  groupBy || (first?.concept === 'how' && Object.keys(filters).some((name) => name !== 'owner'))
    ? rest.filter(({ word }) => FARE.test(word)).slice(0, 1)
    : [];
const FARE = /^(?:doing|faring|performing|going|looking)$/;
const THAN = /^(?:than|als|que)$/;

/** "ARR renewing by month": of the lines themselves. */
export const isGroupOf = ({ key }: Metric, group: string | undefined): boolean => group?.split('_')[0] === key.split('_')[0];

/** Said of accounts, these speak of what they are worth. */
export const SIZE = /^(?:big|larg|great|top|groess|gros|grand|mayor|small|tini|klein|petit|menor|fat|rich)/;
/** Characters from the word for accounts to what they are sorted by: "largest accounts by risk". */
export const MOST_BETWEEN = 14;

/** "About to leave" is no state: one who churned is spoken of as of something past. */
export const saysState = (value: string, words: readonly Word[], { words: said }: Reading): boolean =>
  value !== 'churned' || words.some(({ word, from }) => PAST.test(word) || said.some((each) => each.from < from && DID.test(each.word)));
const DID = /^did(?:nt)?$/;
const PAST = /(?:[^e]ed|ost|eft|one)$|^(?:ge|ver).{3,}(?:t|en)$|(?:dus?|dues?|tis?|lies?|[ai]d[oa]s?)$/;

/** Whether a word is one of a metric's own, or a slip of it. */
export const isOwnWord = ({ word }: Word, own: ReadonlySet<string>): boolean =>
  formsOf(word).some((form) => own.has(form)) || [...own].some((each) => isSlipOf(word, each));

/** A run of free words that are these concepts, in any order. */
export function namedIn(content: readonly Word[], used: ReadonlySet<Word>, parts: readonly string[], text = ''): Word[] | undefined {
  for (let at = 0; at + parts.length <= content.length; at++) {
    const run = content.slice(at, at + parts.length);
    const held = new Set(run.map(({ concept }) => concept));
    if (run.every((each) => !used.has(each)) && parts.every((part) => held.has(part)) && isOneName(run, text)) return run;
  }
  return undefined;
}

/** What is told apart by a comma or an "and" is no one name: "health, churn". */
const isOneName = (run: readonly Word[], text: string): boolean =>
  run.every((each, at) => {
    const before = run[at - 1];
    return !before || !/[,;]|\b(?:and|und|et|y)\b/i.test(text.slice(before.to, each.from));
  });

/** A metric's name with the free words right beside it that are of another name of the same metric. */
export function withOtherNames(
  run: readonly Word[],
  { key }: Metric,
  content: readonly Word[],
  used: ReadonlySet<Word>,
  metrics: BookGrammar['metrics'],
): Word[] {
  const names = new Set(metrics.filter(({ metric, own }) => metric.key === key && !own).flatMap(({ parts }) => parts));
  const [first, last] = [run[0], run.at(-1)];
  // "Health and churn" are two, though there is a "churn score".
  const isAnother = ({ concept }: Word) =>
    metrics.some(({ metric, parts }) => metric.key !== key && parts.length === 1 && parts[0] === concept);
  const beside = content.filter(
    (each) =>
      !used.has(each) &&
      !run.includes(each) &&
      names.has(each.concept) &&
      !isAnother(each) &&
      !isOf(each.word, 'not') &&
      first &&
      last &&
      (each.to + 1 === first.from || each.from === last.to + 1),
  );
  return [...run, ...beside].toSorted((a, b) => a.from - b.from);
}

export const between = (content: readonly Word[], from: Word, to: Word | undefined): Word[] =>
  content.filter((each) => each.from > from.from && (!to || each.from < to.from));

/** "top 5", "five largest", "first 3". */
export const isTop = ({ bound, unit, at, to, value, after, before }: Constraint, superlatives: readonly Word[]): boolean =>
  bound === 'exact' &&
  unit === 'plain' &&
  Number.isInteger(value) &&
  value <= 50 &&
  (superlatives.some((each) => each.to <= at + 1 && at - each.to <= 2) ||
    superlatives.some((each) => each.from >= to && each.from - to <= 2) ||
    /^(top|first)$/.test(before.at(-1) ?? '') ||
    numberWord(after[0] ?? '') !== undefined);

export function directionOf(word: string, metric: Metric): 'ascending' | 'descending' {
  const good = metric.better === 'lower' ? 'ascending' : 'descending';
  if (isOf(word, 'best')) return good;
  if (isOf(word, 'worst')) return good === 'descending' ? 'ascending' : 'descending';
  if (isOf(word, 'least')) return 'ascending';
  return 'descending';
}
