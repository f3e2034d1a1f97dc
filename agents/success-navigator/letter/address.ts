/** What is dictated about a customer is said to them: "their price" becomes "your price" where that is certain. */

const YOU: Readonly<Record<string, string>> = {
  they: 'you',
  them: 'you',
  their: 'your',
  theirs: 'yours',
  themselves: 'yourselves',
};
const THIRD = /(?<![\p{L}’'])(they|them|themselves|theirs?)(?![\p{L}])/giu;
/** Any third person a sentence may mean somebody else by. */
const OTHERS = /(?<![\p{L}’'])(?:they|them|themselves|theirs?|he|she|him|her|his|hers)(?![\p{L}])/iu;
/** Who else "they" may be: a name, several of something, a group. */
const GROUP =
  /(?<!^)(?<![.!?]\s)(?<![\p{L}\p{N}])\p{Lu}\p{L}+|(?<![\p{L}])(?:\p{Ll}{3,}[^s\P{Ll}]s|team|people|staff|everyone|everybody|board|management)(?![\p{L}])/u;

/** Who is written to as the one who does something: "that she gets the numbers". */
const READER = /^(?:he|she)\s+(?<verb>\p{L}+)(?=[\s.,!?]|$)/iu;
const BE: Readonly<Record<string, string>> = { is: 'are', was: 'were', has: 'have', does: 'do', goes: 'go' };

/** "She gets" said to her: "you get"; only whoever knows that she is meant may ask for it. */
export const spokenTo = (sentence: string): string =>
  sentence.replace(READER, (whole, verb: string) => {
    const plain = verb.toLowerCase();
    const base =
      BE[plain] ??
      plain
        .replace(/(?<=[^s])s$/, '')
        .replace(/(?<=[hxz]|ss)e$/, '')
        .replace(/ie$/, 'y');
    return `${cased('you', whole)} ${plain.endsWith('s') ? base : verb}`;
  });

export interface Said {
  text: string;
  /** A third person stands in it of whom it is not certain who is meant. */
  unclear: boolean;
}

const cased = (word: string, like: string): string => (/^\p{Lu}/u.test(like) ? word.charAt(0).toUpperCase() + word.slice(1) : word);

/** A dictated text as its reader is spoken to. Each sentence for itself: what may be somebody else's stays. Pure. */
export function toReader(text: string): Said {
  const said = text
    .split(/(?<=[.!?])\s+/)
    .map((sentence) => {
      const first = THIRD.exec(sentence);
      THIRD.lastIndex = 0;
      if (!first || GROUP.test(sentence.slice(0, first.index))) return sentence;
      return sentence.replace(THIRD, (word) => cased(YOU[word.toLowerCase()] ?? word, word));
    })
    .join(' ')
    .replace(/(?<!\p{L})(?:pls|plz)(?!\p{L})/giu, (word) => cased('please', word))
    .replace(/(?<!\p{L})(?:thx|tks)(?!\p{L})/giu, (word) => cased('thanks', word));
  return { text: said, unclear: OTHERS.test(said) };
}
