import stemmers from 'snowball-stemmers';
import { isCommonWord } from '../../../agents/kit/common-words.ts';
import { isSlipOf } from '../../../agents/kit/similarity.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { askedBy, grammarMeant, grammarWords, isGrammar, isNoise, isOf, isOtherWord } from './grammar.ts';
import { kept, LONGEST } from './kept.ts';
import { isOrdinary } from './ordinary.ts';
import { areMost, bonesOf, isShortened } from './shortened.ts';

const STEMMERS = ['english', 'german', 'french', 'spanish'].map((name) => stemmers.newStemmer(name));

/** What stands for a name or a figure. */
const MASKS = /^x(account|person|money|percent|span|date|number)$/;

/** What is shorter has no endings, and what is longer is no word. */
const hasStem = ({ length }: string): boolean => length > 3 && length <= LONGEST;

/** A word and its stems in the supported languages, the English one first; of a German participle, that of its verb. */
export const formsOf = kept((word: string): readonly string[] => [
  ...new Set([
    word,
    ...(hasStem(word) ? STEMMERS.map((stemmer) => stemmer.stem(word)).filter((stem) => stem.length > 2) : []),
    ...(PARTICIPLE.exec(word)?.slice(1) ?? []),
  ]),
]);
/** "Gekostet" is of "kosten". */
const PARTICIPLE = /^ge(\p{L}{3,}?)(?:e?t|en)$/u;
const stemOf = kept((word: string): string => (hasStem(word) ? (STEMMERS[0]?.stem(word) ?? word) : word));

/** Words of grammar by their English stem. */
const GRAMMAR_STEMS = Map.groupBy(
  grammarWords().filter((word) => word.length > 3),
  stemOf,
);

/** What the catalogue's words mean: every form of a word stands for one concept, and a slip of the pen for the word meant. */
export interface Lexicon {
  /** The concept of a word; its stem, where the catalogue does not know it. */
  conceptOf(word: string): string;
  /** The word meant, where one of grammar was typed with a slip; else the word. */
  spelt(word: string): string;
  /** Concepts of the words of a text, without words that carry no intent. */
  concepts(text: string): string[];
  /** Whether the catalogue knows the word, or one it is a slip of. */
  knows(word: string): boolean;
  /** Whether it knows the word as it is. */
  has(word: string): boolean;
  /** A plain word nothing in the catalogue is called by: it tells nothing of what is asked. */
  isIdle(word: string): boolean;
}

export interface LexiconSource {
  /** `red: rote, rouge`: what is on the right is read as what is on the left. */
  synonyms: readonly string[];
  /** Every other text the catalogue is made of. */
  texts: readonly string[];
}

export function createLexicon({ synonyms, texts }: LexiconSource): Lexicon {
  const concepts = new Map<string, string>();
  const vocabulary: string[] = [];
  const learn = (word: string, concept: string) => {
    if (word.length > 3) vocabulary.push(word);
    for (const form of formsOf(word)) if (!concepts.has(form)) concepts.set(form, concept);
  };
  const lines = synonyms
    .map((line) => line.split(':'))
    .map(([head = '', rest = '']) => ({
      head: words(head)[0] ?? '',
      others: rest
        .split(',')
        .map(words)
        .filter(({ length }) => length === 1)
        .flat(),
    }));
  for (const { head } of lines) concepts.set(head, stemOf(head));
  for (const { head, others } of lines) for (const word of others) concepts.set(word, concepts.get(head) ?? head);
  for (const { head, others } of lines) for (const word of [head, ...others]) learn(word, concepts.get(word) ?? stemOf(head));
  for (const word of new Set(texts.flatMap(words)))
    learn(word, concepts.get(formsOf(word).find((form) => concepts.has(form)) ?? '') ?? stemOf(word));

  const direct = kept((word: string): string | undefined => {
    // "Handled" has the German stem of "Händler": of grammar only what is English counts.
    const own = GRAMMAR_STEMS.get(stemOf(word));
    const forms = own ? [word, ...own] : formsOf(word);
    for (const form of forms) {
      const concept = concepts.get(form);
      if (concept !== undefined) return concept;
    }
    return undefined;
  });
  const byBones = Map.groupBy(new Set([...vocabulary, ...grammarWords()]), bonesOf);
  /** The one word meant by one without vowels; of several that mean the same, one. */
  const inFull = kept((typed: string): string | undefined => {
    if (!isShortened(typed)) return undefined;
    const given = [typed, typed.replace(/s$/, '')].map(bonesOf);
    const exact = given.flatMap((each) => byBones.get(each) ?? []);
    const near = () => [...byBones].flatMap(([bones, full]) => (given.some((each) => areMost(each, bones)) ? full : []));
    const [first, ...others] = exact.length > 0 ? exact : near();
    const means = (word: string) => direct(word) ?? word;
    return others.every((word) => means(word) === means(first ?? '')) ? first : undefined;
  });
  const meant = kept((word: string): string | undefined => {
    const full = inFull(word);
    if (full !== undefined) return full;
    if (word.length < 5 || word.length > 30 || /\d/.test(word) || isNoise(word) || isGrammar(word)) return undefined;
    // "Handled" is no slip: it is a form of a word of grammar.
    if (isCommonWord(word) || isOrdinary(word) || GRAMMAR_STEMS.has(stemOf(word))) return undefined;
    return vocabulary.find((each) => each[0] === word[0] && isSlipOf(word, each) && !isOtherWord(word, each));
  });
  const spelt = kept((word: string): string => {
    if (direct(word) !== undefined || isNoise(word) || isGrammar(word) || isCommonWord(word) || isOrdinary(word) || MASKS.test(word))
      return word;
    const grammar = grammarMeant(word);
    return grammar && [undefined, grammar].includes(meant(word)) ? grammar : word;
  });
  const conceptOf = kept((typed: string): string => {
    const word = spelt(typed);
    return (
      (MASKS.test(word) ? word : undefined) ??
      askedBy(word) ??
      (isOf(word, 'not') ? 'not' : undefined) ??
      direct(word) ??
      direct(meant(word) ?? '') ??
      stemOf(word)
    );
  });
  const knows = (word: string): boolean => direct(word) !== undefined || meant(word) !== undefined;
  return {
    conceptOf,
    spelt,
    concepts: (text) =>
      words(text)
        .filter((word) => !isNoise(spelt(word)))
        .map(conceptOf),
    knows,
    has: (word) => direct(word) !== undefined,
    isIdle: (word) => !knows(word) && !isGrammar(word) && !isNoise(word) && !MASKS.test(word) && /^\p{L}+$/u.test(word),
  };
}
