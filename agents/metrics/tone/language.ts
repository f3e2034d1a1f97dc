import { deu, eng, fra, spa } from 'stopword';
import { detectAll } from 'tinyld';

/** The languages whose tone is measured (`npm run bench -- sentiment`). */
export const TONE_LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
export type ToneLanguage = (typeof TONE_LANGUAGES)[number];

const STOPWORDS: Readonly<Record<ToneLanguage, ReadonlySet<string>>> = {
  en: new Set(eng),
  de: new Set(deu),
  fr: new Set(fra),
  es: new Set(spa),
};
/** So many of its words, at least, are its language's small ones. */
const LEAST_SHARE = 0.15;
/** So many, and so many more than of any other: nothing is left to guess, and a guess takes a hundred times as long. */
const CLEAR = { share: 2 * LEAST_SHARE, lead: 0.2 };
const MAX_READ = 1_000;

export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll("'", '’')
    .match(/[\p{L}\p{M}]+(?:[’-][\p{L}\p{M}]+)*|\p{Extended_Pictographic}/gu) ?? [];

/** The language of a text, where it is one of those whose tone is known; null for every other, and where none is clear. */
export function toneLanguageOf(text: string): ToneLanguage | null {
  const read = text.slice(0, MAX_READ);
  const said = wordsOf(read).flatMap((word) => word.split('’'));
  if (said.length === 0) return null;
  const shares = TONE_LANGUAGES.map((language) => ({
    language,
    share: said.filter((word) => STOPWORDS[language].has(word)).length / said.length,
  }));
  const share = (language: ToneLanguage) => shares.find((each) => each.language === language)?.share ?? 0;
  const [first, second] = shares.toSorted((a, b) => b.share - a.share);
  if (first && second && first.share >= CLEAR.share && first.share - second.share >= CLEAR.lead) return first.language;
  const guessed = new Map(detectAll(read).map(({ lang, accuracy }) => [lang, accuracy]));
  const likely = (language: ToneLanguage) => share(language) + (guessed.get(language) ?? 0) / 2;
  const best = TONE_LANGUAGES.reduce((first, other) => (likely(other) > likely(first) ? other : first));
  const [top] = guessed.keys();
  // Few small words, and a guess at another language: Swedish and German share some.
  return top === best || share(best) >= CLEAR.share || (share(best) >= LEAST_SHARE && guessed.has(best)) ? best : null;
}
