import type { ToneLanguage } from './language.ts';

/** A name: with a capital, and no beginning of a sentence. */
const NAME = '(?=\\p{Lu})';

/** How people say that they weigh one product against another. `N` stands before a name. */
const PHRASES: Readonly<Record<ToneLanguage, readonly string[]>> = {
  en: [
    'compar(?:e|ed|es|ing|ison)',
    'vs|versus',
    'unlike N',
    'alternatives? to',
    '(?:switched|switching|moved|moving|migrated|migrating) (?:over |away )?(?:from|to) N',
    'replac(?:ed|ing) .{1,40} (?:with|by) N',
    '(?:choosing|choose|chose|decide|deciding) between',
    '(?:better|worse|cheaper|faster|slower|stronger|weaker) than (?:those of |that of )?N',
    '(?:ahead|short) of N',
    '(?:evaluated|tested|tried) N.{1,60} (?:chose|picked|went with)',
    'N\\p{L}+ is (?:still )?(?:cheaper|better|worse|faster|slower|behind|ahead)',
  ],
  de: [
    '[Vv]ergleich(?:en)?|verglichen',
    'gegenüber N\\p{L}+ ist',
    '[Aa]lternativen? zu',
    '(?:von|zu) N\\p{L}+ (?:gewechselt|umgestiegen)',
    'ersetzt .{1,40} durch N|durch N\\p{L}+ ersetzt',
    '(?:besser|schlechter|günstiger|schneller|langsamer|teurer|stärker) als (?:bei )?N',
    'N\\p{L}+ ist (?:günstiger|besser|schlechter|schneller|teurer)',
  ],
  fr: [
    'comparée?s?|comparaison|comparer',
    'par rapport à N',
    'alternatives? à',
    '(?:quitté|remplacé|abandonné) N',
    'passés? (?:de|à|chez) N',
    '(?:mieux|moins cher|moins chère|meilleure?|plus rapide|pire) que N',
    'N\\p{L}+ est (?:moins cher|meilleur|plus rapide|pire)',
  ],
  es: [
    'compara(?:do|da|dos|das|r|mos|ción|ndo)',
    'frente a N',
    'alternativas? a',
    '(?:cambiamos|dejamos|reemplazamos|sustituimos) (?:de )?N',
    'pasamos (?:de|a) N',
    '(?:mejor|peor|más barato|más barata|más rápido|más rápida) que N',
    'N\\p{L}+ es (?:más barato|mejor|peor|más rápido)',
  ],
};

const compiled = (phrases: readonly string[]): RegExp =>
  new RegExp(`(?<!\\p{L})(?:${phrases.map((phrase) => phrase.replaceAll('N', NAME)).join('|')})(?!\\p{Ll})`, 'u');
const PATTERNS = Object.fromEntries(Object.entries(PHRASES).map(([language, phrases]) => [language, compiled(phrases)])) as Record<
  ToneLanguage,
  RegExp
>;

/** Whether a text weighs us against somebody: it says so, or names one of the competitors who are known. */
export function isComparison(text: string, language: ToneLanguage | null, competitors: readonly string[]): boolean {
  const lower = text.toLowerCase();
  if (competitors.some((name) => name.length > 2 && lower.includes(name.toLowerCase()))) return true;
  if (language === null) return false;
  return (
    PATTERNS[language].test(text) || PATTERNS[language].test(text.replace(/(?:^|(?<=[.!?]\s))\p{Lu}/gu, (letter) => letter.toLowerCase()))
  );
}
