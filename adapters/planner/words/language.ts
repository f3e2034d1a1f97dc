import { detectAll } from 'tinyld';
import { words } from '../../../models/kit/name-keys.ts';
import { STOPWORDS } from './grammar.ts';

export type Language = 'en' | 'de' | 'fr' | 'es';
const LANGUAGES: Language[] = ['en', 'de', 'fr', 'es'];

const NOTES: Record<Exclude<Language, 'en'>, string> = {
  de: 'Ohne Sprachmodell antworte ich nur auf Englisch.',
  fr: 'Sans modèle de langage, je ne réponds qu’en anglais.',
  es: 'Sin modelo de lenguaje, solo respondo en inglés.',
};
/** What is longer was pasted. */
const MAX_READ = 1_000;
/** A letter that English does not have, or an inverted mark. */
const FOREIGN = /[¿¡äöüßàâçéèêëîïôûùœñáíóú]/giu;

/** The language of a question; English unless another is clearly meant, for questions are short and names are of any. */
export function languageOf(text: string): Language {
  const read = text.slice(0, MAX_READ);
  const said = words(read);
  const guessed = new Map(detectAll(read, { only: LANGUAGES }).map(({ lang, accuracy }) => [lang, accuracy]));
  const score = (language: Language) => {
    const own = said.filter(
      (word) => word.length > 2 && LANGUAGES.every((each) => STOPWORDS[each].has(word) === (each === language)),
    ).length;
    return own + (guessed.get(language) ?? 0) / 2;
  };
  const marks = (read.match(FOREIGN)?.length ?? 0) > 0 ? 0.5 : 0;
  const [first = { language: 'en' as Language, at: 0 }] = LANGUAGES.map((language) => ({
    language,
    at: score(language) + (language === 'en' ? 0.5 : marks),
  })).toSorted((a, b) => b.at - a.at);
  return first.language;
}

/** What is added to an answer to a question in another language; empty for English. */
export function languageNote(text: string): string {
  const language = languageOf(text);
  if (language !== 'en') return NOTES[language];
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Devanagari}]/u.test(
    text,
  )
    ? 'Without a language model I understand English best, and some German, French and Spanish.'
    : '';
}
