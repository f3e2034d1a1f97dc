import type { Tongue } from './deed-words.ts';

const WORD = /=?[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*|\d+|:/gu;
const MOST_KNOWN = 5_000;

/** A root's verb may have a letter or two more before its ending: "sav" of "saved", "plan" of "planned". */
const MORE = 3;

/** How one language's clauses are read: one letter a word, see `Kind` and `Deed`; `E` did it itself, `v` sends, `w` does anything else, `·` says nothing of deeds. */
export function lettersOf({ kinds, roots, irregular, completed, own, infinitive }: Tongue): (clause: string) => string {
  const listed = [...wordsOf(kinds), ...wordsOf(irregular)];
  const exact = new Map(listed.toReversed().map(({ kind, word }) => [word, kind]));
  const begins = listed.flatMap(({ kind, word }) => (word.endsWith('*') ? [{ kind, word: word.slice(0, -1) }] : []));
  const several = new Map(listed.flatMap(({ kind, word }) => (word.startsWith('=') ? [[word.slice(1).replaceAll('_', ' '), kind]] : [])));
  const longestFirst = [...several.keys()].toSorted((a, b) => b.length - a.length);
  const phrase = new RegExp(`(?<!\\p{L})(?:${longestFirst.join('|')})(?!\\p{L})`, 'gu');
  const rooted = wordsOf(roots);
  const deedOf = (root = '') => rooted.find(({ word }) => root.startsWith(word) && root.length - word.length < MORE)?.kind;
  const known = new Map<string, string>();

  const read = (word: string): string => {
    const form = rootIn(word, completed);
    const said = exact.get(word) ?? deedOf(form) ?? begins.find((each) => word.startsWith(each.word))?.kind ?? (form && 'C');
    if (said) return said;
    const mine = deedOf(rootIn(word, own));
    if (mine) return mine === 'R' || mine === 'M' ? mine : 'E';
    const still = deedOf(rootIn(word, infinitive));
    return still === 'S' ? 'v' : still ? 'w' : '·';
  };
  const letter = (word: string): string => {
    const found = known.get(word) ?? read(word);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(word, found);
    return found;
  };
  return (clause) =>
    (clause.replace(phrase, (said) => ` =${several.get(said)} `).match(WORD) ?? [])
      .map((word) => (word.startsWith('=') ? word.slice(1) : word === ':' ? word : /^\d/.test(word) ? '#' : letter(word)))
      .join('');
}

const wordsOf = (of: Readonly<Record<string, string>>): { kind: string; word: string }[] =>
  Object.entries(of).flatMap(([kind, said]) => said.split(' ').map((word) => ({ kind, word })));

/** What a word is a form of, where it has this ending. */
const rootIn = (word: string, form: RegExp | undefined): string | undefined =>
  form
    ?.exec(word)
    ?.slice(1)
    .find((each) => each !== undefined);
