import { words } from '../../models/kit/name-keys.ts';

/** Countries by what they, and what is from there, are called in the languages we speak: names of CLDR, as the runtime holds them. */

const LANGUAGES = ['en', 'de', 'fr', 'es'];
/** Languages spoken at home in more countries than the one they are named after. */
const SPREAD = new Set(['en', 'pt', 'ar']);
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const MOST_WORDS = 4;
/** "Deutsch", and "deutschen". */
const LONGEST_ENDING = 3;
const IN = /^(?:in|from|within|across|outside|aus|von|en|au|aux|de|del|dans|hors|excluding|except)$/;
const CUSTOMERS = /^(?:customers?|accounts?|clients?|compan(?:y|ies)|kunden?|konten|firmen|comptes?|clientes?|cuentas?)$/;

interface Country {
  code: string;
  name: string;
  names: ReadonlySet<string>;
  adjectives: readonly string[];
}

const joined = (text: string): string => words(text).join(' ');

let known: readonly Country[] | undefined;

/** Read once, when the first question may name one. */
function countries(): readonly Country[] {
  if (known) return known;
  const names = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }));
  const tongues = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'language', fallback: 'none' }));
  known = LETTERS.flatMap((a) => LETTERS.map((b) => a + b)).flatMap((code) => {
    const [name, ...others] = names.flatMap((each) => each.of(code) ?? []);
    if (!name) return [];
    const { language } = new Intl.Locale(`und-${code}`).maximize();
    const isHome = !SPREAD.has(language) && new Intl.Locale(language).maximize().region === code;
    const adjectives = isHome ? tongues.flatMap((each) => each.of(language) ?? []).map(joined) : [];
    return [{ code, name, names: new Set([name, ...others].map(joined)), adjectives }];
  });
  return known;
}

/** The country a question asks of accounts in ("in Germany", "French customers"): the region recorded for it, else its English name. */
export function countryIn(said: readonly { word: string; start: number; end: number }[], regions: readonly string[]) {
  const found = said.flatMap(({ word }, at) => {
    if (CUSTOMERS.test(said[at - 1]?.word ?? '') || CUSTOMERS.test(said[at + 1]?.word ?? '')) {
      const from = countries().find(({ adjectives }) => adjectives.some((each) => isForm(word, each)));
      if (from) return [{ country: from, at, length: 1 }];
    }
    if (!IN.test(word)) return [];
    const start = /^(?:the|der|die|den|la|le|les|el|los)$/.test(said[at + 1]?.word ?? '') ? at + 2 : at + 1;
    const lengths = Array.from({ length: MOST_WORDS }, (_, index) => MOST_WORDS - index);
    return lengths.flatMap((length) => {
      const run = said.slice(start, start + length).map((each) => each.word);
      const country = run.length === length && countries().find(({ names }) => names.has(run.join(' ')));
      return country ? [{ country, at: start, length }] : [];
    });
  });
  const [first] = found;
  const [from, to] = [said[first?.at ?? 0], said[(first?.at ?? 0) + (first?.length ?? 0) - 1]];
  if (!first || !from || !to) return undefined;
  const { code, name, names } = first.country;
  const recorded = regions.find((each) => each.toUpperCase() === code || names.has(joined(each)));
  return { name: recorded ?? name, start: from.start, end: to.end };
}

const isForm = (word: string, adjective: string): boolean =>
  adjective !== '' && word.startsWith(adjective) && word.length - adjective.length <= LONGEST_ENDING;
