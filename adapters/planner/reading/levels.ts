import type { Metric } from '../../../agents/facts/metric.ts';
import { metrics } from '../../../agents/metrics/index.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { isOf } from '../words/grammar.ts';
import { formsOf } from '../words/lexicon.ts';
import type { Word } from './reading.ts';

/** "At risk", "gefährdet", "detractors": a word that says from where on a metric counts as high, or below what as low. */
export interface Level {
  metric: Metric;
  at: number;
  end: 'high' | 'low';
  words: Word[];
}

const LEVELS = metrics
  .flatMap((metric) => {
    const { high, low } = metric;
    const called = (end: Level['end'], at: number, names: readonly string[]) =>
      names.map((name) => ({ metric, at, end, parts: words(name) }));
    return [...(high ? called('high', high.from, high.names) : []), ...(low ? called('low', low.below, low.names) : [])];
  })
  .toSorted((a, b) => b.parts.length - a.parts.length);

const SAID = new Set(LEVELS.flatMap(({ parts }) => parts));
/** Whether a word is one of those levels are called by. */
export const isOfLevel = (word: string): boolean => SAID.has(word);

/** The levels a question names, by the catalogue's own words for them. */
export function levelsIn(said: readonly Word[]): Level[] {
  const found = LEVELS.flatMap(({ parts, ...level }) => {
    const at = said.findIndex((_, from) => parts.every((part, step) => isForm(said[from + step], part)));
    return at < 0 ? [] : [{ ...level, words: said.slice(at, at + parts.length) }];
  });
  return found.filter(({ metric }, at) => found.findIndex((each) => each.metric === metric) === at);
}

/** "Riskiest" is an end of an order. */
const isForm = (given: Word | undefined, part: string): boolean =>
  given !== undefined &&
  !isOf(given.word, 'best', 'worst') &&
  (given.word === part ||
    (part === 'not' && isOf(given.word, 'not')) ||
    formsOf(given.word).some((form) => form.length > 3 && formsOf(part).includes(form)));
