import { matchesOf } from './matches.ts';
import { termsOfWord } from './terms.ts';

/** Words that carry no meaning of their own, in the languages replies come in. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `a an the of to in on at by for from with without and or but nor as is are was were be been being has have had do does did it its this that these
   those there their they them he she his her him we us our you your i my me not no so than then also still just only about around over under into
   per each every all both if when while which who whom whose what where how why because since until before after during between against up down
   out off very more most less least such any some em among amongst within per via across other another will would can could should may might must stands stand sits remains shows says
   der die das den dem des ein eine einen einem einer eines und oder aber als am im ins zum zur bei beim mit ohne von vom fur auf aus nach vor seit
   bis um uber unter ist sind war waren wird werden wurde wurden hat haben hatte es er sie wir ihr ihre ihrer sein seine nicht kein keine so auch noch
   nur sich man dass wenn wie was wer wo warum weil liegt liegen steht betragt bei rund etwa derzeit dort hier damit dieser diese dieses
   le la les l un une des du de d et ou mais au aux en dans par pour sur sous avec sans est sont etait etaient sera ont a avait il elle ils elles nous
   vous on ce cet cette ces son sa ses leur leurs qui que quoi dont ou si ne pas plus tres aussi encore selon chez vers depuis jusqu avant apres
   el los las lo del al y o pero con sin por para sobre entre desde hasta es son era eran fue fueron ha han habia hay se su sus le les que quien
   cual como cuando donde si no mas muy tambien este esta estos estas ese esa
   os as um uma do da dos das no na nos nas e ou mas com sem por para sobre entre desde ate foi foram sao era tem teve ha seu sua seus suas que
   quem qual como quando onde se nao mais muito tambem este esta esse essa isso ao aos pelo pela`
    .trim()
    .split(/\s+/),
);

/** Verbs that only an accent tells from a term. */
const VERBS: ReadonlySet<string> = new Set(['pasó', 'passé', 'passée', 'passou', 'está', 'esté']);

/** A word as it is compared: lower case, without accents. */
export const plainWord = (word: string): string =>
  /^[a-z]+$/i.test(word)
    ? word.toLowerCase()
    : word
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()
        .replaceAll('ß', 'ss');

export interface Token {
  /** As written. */
  text: string;
  start: number;
  end: number;
  plain: string;
  /** What it stands for: terms of the field, else the word itself; nothing for words without a meaning of their own. */
  terms: readonly string[];
}

const WORD = /[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu;

export const isFunctionWord = (plain: string): boolean => FUNCTION_WORDS.has(plain);

/** The words of a text; those joined by a hyphen are one word with the terms of both. */
export function tokensOf(text: string): Token[] {
  return matchesOf(WORD, text).map(({ 0: word, index }) => {
    const { plain, terms } = known.get(word) ?? meaningOf(word);
    return { text: word, start: index, end: index + word.length, plain, terms };
  });
}

type Meaning = Pick<Token, 'plain' | 'terms'>;
const known = new Map<string, Meaning>();
const MOST_KNOWN = 20_000;

/** What a word stands for as it is written; read once. */
function meaningOf(word: string): Meaning {
  const plain = plainWord(word);
  const meaning = { plain, terms: VERBS.has(word.toLowerCase()) ? [] : termsOf(plain) };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(word, meaning);
  return meaning;
}

function termsOf(plain: string): readonly string[] {
  if (plain.includes('-')) return [...new Set(plain.split('-').flatMap(termsOf))];
  const terms = termsOfWord(plain);
  if (terms.length > 0) return terms;
  return FUNCTION_WORDS.has(plain) || plain.length < 2 ? [] : [`=${stem(plain)}`];
}

/** Regular plurals and feminine forms as their singular: enough to know a name of ours again. */
export const stem = (plain: string): string =>
  plain.length > 4 ? plain.replace(/(?:es|s)$/, '').replace(/(?<=\p{L}{4})([bgmnprt]?)(?:\1)(?:ed|ing)$/u, '$1') : plain;

/** A text as its words in lower case, set apart by single spaces. */
export const lineWords = (text: string): string => ` ${(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ')} `;
