import { isCommonWord } from '../../agents/kit/common-words.ts';
import { monthOf } from './months.ts';
import type { Mention, Sentence } from './sentence.ts';
import type { Known } from './sources.ts';
import { termsOfWord } from './terms.ts';
import { isFunctionWord, lineWords, plainWord } from './tokens.ts';

/** Capitalised words side by side: how people and companies are called. */
const NAME =
  /\p{Lu}[\p{Ll}\p{M}]+(?:[-'’]?\p{Lu}[\p{L}\p{M}]+)*(?: (?:de |da |di |von |van |van der |del |dos |bin |al-)?\p{Lu}[\p{L}\p{M}]*(?:[-'’]\p{Lu}?[\p{L}\p{M}]+)*\.?)+/gu;
/** Whose name stands beside such a word is said to hold that part. */
const ROLE =
  /\b(?:champion\w*|sponsor\w*|owner|csm|contact|contacts|ansprechpartner\w*|kontakt|fürsprecher\w*|betreuer\w*|responsable|interlocuteur|patrocinador\w*|contacto|contato|responsável|cfo|ceo|cto|coo|vp|director|manager)\b/iu;
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
const isNoName = (word: string): boolean => {
  const plain = plainWord(word);
  return plain.length < 3 || isFunctionWord(plain) || termsOfWord(plain).length > 0 || monthOf(plain) !== undefined || WEEKDAYS.has(plain);
};
/** A word people know, which may be a name where others are: "Mark", "Grace". */
const isOrdinary = (word: string): boolean => isNoName(word) || isCommonWord(plainWord(word));
const ARTICLE =
  /(?:^|\s)(?:the|an?|our|their|your|its|this|der|die|das|dem|den|des|eine?[mnrs]?|les?|la|une?|el|los|las|os?|as?|uma?|du|do|da)\s$/iu;

/**
 * Names that stand in nothing shown of the accounts a sentence is about: somebody else's champion, a company nobody asked
 * about, a person who does not exist.
 */
export function unknownNames(sentence: Sentence, known: Known, accounts: readonly string[] | null): string[] {
  const { text, mentions } = sentence;
  if (known.lines.length === 0) return [];
  const isShown = (name: string, ofThem: boolean): boolean => {
    const words = lineWords(name);
    return known.lines.some(
      (line) =>
        line.words.includes(words) &&
        (!ofThem || line.accounts === null || accounts === null || line.accounts.some((id) => accounts.includes(id))),
    );
  };
  const hasRole = ROLE.test(text);
  const found: string[] = [];
  for (const { 0: run, index } of text.matchAll(NAME)) {
    if (mentions.some(({ start, end }) => start < index + run.length && index < end)) continue;
    const words = run.split(' ').map((word) => word.replace(/(?:['’]s|\.)$/, ''));
    while (words.length > 0 && isFunctionWord(plainWord(words[0] ?? ''))) words.shift();
    const whole = words.join(' ');
    if (words.length > 1 && isShown(whole, true)) continue;
    if (words.length > 1 && !words.every(isOrdinary) && isShown(whole, false)) {
      found.push(whole);
      continue;
    }
    const begins = /^[\s>#*_•-]*$/.test(text.slice(0, index));
    const isOther = begins ? isOrdinary : isNoName;
    while (words.length > 0 && isOther(words[0] ?? '')) words.shift();
    while (words.length > 0 && isOther(words.at(-1) ?? '')) words.pop();
    if (words.length < 2 || words.some(isOther) || words.every(isOrdinary) || isShown(words.join(' '), true)) continue;
    // Words of what was shown are a heading, or somebody called otherwise; people have no article.
    const strange = words.filter((word) => isOrdinary(word) || !isShown(word, false)).length;
    const personal = hasRole || (begins ? isPersonal(text.slice(index + run.length)) : !ARTICLE.test(text.slice(0, index)));
    if (strange === words.length ? personal : hasRole && strange > 0) found.push(words.join(' '));
  }
  return found;
}

/** Somebody's name, as `lineWords`, and where it stands. */
export interface Name {
  name: string;
  start: number;
  end: number;
}

/** How people are called in a text, but for accounts. */
export const namesIn = (text: string, mentions: readonly Mention[]): Name[] =>
  [...text.matchAll(NAME)].flatMap(({ 0: run, index }) => {
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

/** What follows a name rather than the first words of a heading: a verb or an apposition. */
const isPersonal = (after: string): boolean =>
  /^(?:['’]s|,| \(| (?:is|has|was|left|joined|ist|hat|war|est|a|es|tiene|é|tem)\b)/u.test(after);
