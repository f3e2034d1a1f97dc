import { words } from '../../../models/kit/name-keys.ts';

export interface Hits<Value extends string> {
  value: Value;
  score: number;
  /** The words found, each once. */
  words: string[];
}

/** How many different words of a text begin like each value's words; those without any are left out. */
export function hits<Value extends string>(text: string, beginnings: Readonly<Record<Value, string[]>>): Hits<Value>[] {
  const said = [...new Set(words(text))];
  if (said.length === 0) return [];
  return (Object.keys(beginnings) as Value[]).flatMap((value) => {
    const found = said.filter((word) =>
      beginnings[value].some((beginning) => (beginning.length < 4 ? word === beginning : word.startsWith(beginning))),
    );
    return found.length > 0 ? [{ value, score: found.length, words: found }] : [];
  });
}

/** The highest score; the first listed where they are equal. */
export const strongest = <Value extends string>(all: readonly Hits<Value>[]): Hits<Value> | null =>
  all.reduce<Hits<Value> | null>((best, each) => (best === null || each.score > best.score ? each : best), null);
