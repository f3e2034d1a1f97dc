import type { Tongue } from './deed-words.ts';

const WORD = /=?[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*|\d+|:/gu;
const MOST_KNOWN = 5_000;

/** A root's verb may have a letter or two more before its ending: "sav" of "saved", "plan" of "planned". */
const MORE = 3;

/** How one language's words are read. */
interface Reader {
  letter(word: string): string;
  /** What several words say together. */
  phrase: RegExp;
  kindOf(phrase: string): string | undefined;
}

function readerOf({ kinds, roots, irregular, completed, own, infinitive }: Tongue): Reader {
  const listed = [...wordsOf(kinds), ...wordsOf(irregular)];
  const exact = new Map(listed.toReversed().map(({ kind, word }) => [word, kind]));
  const begins = listed.flatMap(({ kind, word }) => (word.endsWith('*') ? [{ kind, word: word.slice(0, -1) }] : []));
  const several = new Map(listed.flatMap(({ kind, word }) => (word.startsWith('=') ? [[word.slice(1).replaceAll('_', ' '), kind]] : [])));
  const longestFirst = [...several.keys()].toSorted((a, b) => b.length - a.length);
  const rooted = wordsOf(roots);
  const deedOf = (root = '') => rooted.find(({ word }) => root.startsWith(word) && root.length - word.length < MORE)?.kind;
  return {
    letter(word) {
      const form = rootIn(word, completed);
      const said = exact.get(word) ?? deedOf(form) ?? begins.find((each) => word.startsWith(each.word))?.kind ?? (form && 'C');
      if (said) return said;
      const mine = deedOf(rootIn(word, own));
      if (mine) return mine === 'R' || mine === 'M' ? mine : 'E';
      const still = deedOf(rootIn(word, infinitive));
      return still === 'S' ? 'v' : still ? 'w' : '·';
    },
    phrase: new RegExp(`(?<!\\p{L})(?:${longestFirst.join('|')})(?!\\p{L})`, 'gu'),
    kindOf: (phrase) => several.get(phrase),
  };
}

/** How a clause reads in each of several languages: one letter a word, see `Kind` and `Deed`; `E` did it itself, `v` sends, `w` does anything else, `·` says nothing of deeds. */
export function lettersOf(tongues: readonly Tongue[]): (clause: string) => readonly string[] {
  const readers = tongues.map(readerOf);
  const anyPhrase = new RegExp(readers.map(({ phrase }) => phrase.source).join('|'), 'u');
  /** Of a word its letter in each language. */
  const known = new Map<string, readonly string[]>();
  const lettersIn = (word: string): readonly string[] => {
    const before = known.get(word);
    if (before) return before;
    const letters = readers.map(({ letter }) =>
      word.startsWith('=') ? word.slice(1) : word === ':' ? word : /^\d/.test(word) ? '#' : letter(word),
    );
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(word, letters);
    return letters;
  };
  const inWords = (clause: string, language: number): string =>
    (clause.match(WORD) ?? []).map((word) => lettersIn(word)[language]).join('');
  return (clause) => {
    if (anyPhrase.test(clause))
      return readers.map(({ phrase, kindOf }, at) =>
        inWords(
          clause.replace(phrase, (said) => ` =${kindOf(said)} `),
          at,
        ),
      );
    const words = (clause.match(WORD) ?? []).map(lettersIn);
    return readers.map((_, at) => words.reduce((letters, each) => letters + each[at], ''));
  };
}

const wordsOf = (of: Readonly<Record<string, string>>): { kind: string; word: string }[] =>
  Object.entries(of).flatMap(([kind, said]) => said.split(' ').map((word) => ({ kind, word })));

/** What a word is a form of, where it has this ending. */
const rootIn = (word: string, form: RegExp | undefined): string | undefined =>
  form
    ?.exec(word)
    ?.slice(1)
    .find((each) => each !== undefined);
