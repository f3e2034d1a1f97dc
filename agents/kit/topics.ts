import { words } from '../../models/kit/name-keys.ts';

const COMMON: ReadonlySet<string> = new Set('with from this that more than they their into year other customer'.split(' '));

/** The words of a text that say what it is about, by their beginnings. */
const topics = (text: string): Set<string> =>
  new Set(
    words(text)
      .filter((word) => word.length >= 4 && !COMMON.has(word))
      .map((word) => word.slice(0, 8).replace(/s$/, '')),
  );

/** How many words two texts share that say what they are about. */
export const sharedTopics = (a: string, b: string): number => {
  const left = topics(a);
  return [...topics(b)].filter((word) => left.has(word)).length;
};
