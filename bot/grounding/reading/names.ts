import { isCommonWord } from '../../../agents/kit/common-words.ts';
import { matchesOf } from './matches.ts';
import { monthOf } from './months.ts';
import type { Mention, Sentence } from './sentence.ts';
import { termsOfWord } from './terms.ts';
import { isFunctionWord, lineWords, plainWord } from './tokens.ts';

/** Capitalised words side by side: how people and companies are called. */
export const NAME =
  /\p{Lu}[\p{Ll}\p{M}]+(?:[-'’]?\p{Lu}[\p{L}\p{M}]+)*(?: (?:de |da |di |von |van |van der |del |dos |bin |al-)?\p{Lu}[\p{L}\p{M}]*(?:[-'’]\p{Lu}?[\p{L}\p{M}]+)*\.?)+/gu;
const WEEKDAYS = new Set(
  ['en', 'de', 'fr', 'es', 'pt'].flatMap((locale) =>
    Array.from(
      { length: 7 },
      (_, day) =>
        plainWord(new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 4 + day)))).split(
          '-',
        )[0] ?? '',
    ),
  ),
);

/** Words that are no part of anybody's name. */
export const isNoName = (word: string): boolean => {
  const plain = plainWord(word);
  return plain.length < 3 || isFunctionWord(plain) || termsOfWord(plain).length > 0 || monthOf(plain) !== undefined || WEEKDAYS.has(plain);
};
/** A word people know, which may be a name where others are: "Mark", "Grace". */
export const isOrdinary = (word: string): boolean => isNoName(word) || isCommonWord(plainWord(word));
/** Somebody's name, as `lineWords`, and where it stands. */
export interface Name {
  name: string;
  start: number;
  end: number;
}

/** How people are called in a text, but for accounts. */
export const namesIn = (text: string, mentions: readonly Mention[]): Name[] =>
  matchesOf(NAME, text).flatMap(({ 0: run, index }) => {
    if (mentions.some(({ start, end }) => start < index + run.length && index < end)) return [];
    const words = (run.split(/(?<=\p{L}{2})\. /u)[0] ?? '').split(' ').map((word) => word.replace(/(?:['’]s|\.)$/, ''));
    while (words.length > 0 && ((isNoName(words[0] ?? '') && !isNamesake(words)) || (words.length > 2 && isOrdinary(words[0] ?? ''))))
      words.shift();
    while (words.length > 0 && isNoName(words.at(-1) ?? '')) words.pop();
    return words.length > 1 ? [{ name: lineWords(words.join(' ')), start: index, end: index + run.length }] : [];
  });

/** Whether of two words the first is a month somewhere and somebody's name here: "Mei Delgado". */
const isNamesake = ([first = '', second = '', more]: readonly string[]): boolean =>
  more === undefined && first.length > 2 && monthOf(plainWord(first)) !== undefined && !isOrdinary(second);

/** Whether two names, as `lineWords`, are one: " mark rodriguez " is " tell mark rodriguez ". */
export const isSameName = (a: string, b: string): boolean => a.includes(b) || b.includes(a);

/** Whose name stands before a place, else after it. */
export function nameBeside({ names }: Sentence, { start }: { start: number }): string | undefined {
  return (names.findLast((each) => each.end <= start) ?? names[0])?.name;
}
