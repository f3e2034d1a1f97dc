import { matchesOf } from './matches.ts';
import { plainWord } from './tokens.ts';

/** Number words of English, German, French, Spanish and Portuguese, written without accents. */
const SMALL: Readonly<Record<string, string>> = {
  en: `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`,
  de: `null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn`,
  fr: `zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf`,
  es: `cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve`,
  pt: `zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove`,
};
const TENS: Readonly<Record<string, string>> = {
  en: 'twenty thirty forty fifty sixty seventy eighty ninety',
  de: 'zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig',
  fr: 'vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix',
  es: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  pt: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
};
const SCALES: Readonly<Record<string, number>> = {
  dozen: 12,
  hundred: 100,
  hundert: 100,
  cent: 100,
  cents: 100,
  cien: 100,
  ciento: 100,
  cem: 100,
  thousand: 1e3,
  tausend: 1e3,
  mille: 1e3,
  mil: 1e3,
  million: 1e6,
  millions: 1e6,
  millionen: 1e6,
  millones: 1e6,
  milhoes: 1e6,
  billion: 1e9,
  milliarden: 1e9,
  milliards: 1e9,
};

const VALUES = new Map<string, number>();
for (const words of Object.values(SMALL)) for (const [value, word] of words.split(' ').entries()) VALUES.set(word, value);
for (const words of Object.values(TENS)) for (const [index, word] of words.split(' ').entries()) VALUES.set(word, (index + 2) * 10);
VALUES.set('quatre-vingts', 80);
for (const [unit, one] of ['ein', 'zwei', 'drei', 'vier', 'funf', 'sechs', 'sieben', 'acht', 'neun'].entries()) {
  for (const [ten, tens] of (TENS.de ?? '').split(' ').entries()) VALUES.set(`${one}und${tens}`, (ten + 2) * 10 + unit + 1);
  VALUES.set(`${one}hundert`, (unit + 1) * 100);
}
for (const [unit, one] of (SMALL.es ?? '').split(' ').slice(1, 10).entries()) VALUES.set(`veinti${one}`, 21 + unit);
for (const word of ['un', 'uno', 'um', 'eins', 'one']) VALUES.delete(word); // articles: they count in a run only
const NUMBER_WORDS: ReadonlySet<string> = new Set([...VALUES.keys(), ...Object.keys(SCALES)]);

/** Words that are numbers only before what they count: they mean something else, or nothing exact, elsewhere. */
const AMBIGUOUS = new Set([
  'once',
  'elf',
  'cent',
  'cents',
  'sept',
  'mil',
  'dozen',
  'acht',
  'neuf',
  'doze',
  'null',
  'cem',
  'hundred',
  'thousand',
]);
const ARTICLES: Readonly<Record<string, number>> = { one: 1, un: 1, uno: 1, um: 1, eins: 1 };
const CONNECTORS = new Set(['and', 'und', 'et', 'y', 'e']);

/** "two of them" is speech, "two tickets" a figure. */
const COUNTED =
  /^[ -](?:of (?:your|my|our|the|their|its) )?(?:[\p{L}-]{3,12} )?(?:%|per ?cent|percentage|prozent|pour ?cent|por ?cen?to|points?|punkt|puntos?|pontos?|days?\b|tage|jours?\b|d[ií]as?\b|weeks?\b|wochen?|semaines?|semanas?|months?\b|monat|mois\b|mes(?:es)?\b|quarters?|quartal|trimest|years?\b|jahr|ans\b|ann[ée]es|a[nñ]os\b|hours?\b|stunden?|heures?|horas?|minut|times|users?\b|nutzer|utilisateur|usu[aá]ri|seats?\b|licen|lizenz|tickets?\b|calls?\b|logins?|contacts?\b|kontakt|contat|people|personen|personnes|personas|pessoas|accounts?\b|konten|kunden|comptes|cuentas|contas|customers?|meetings?|emails?|e-mails?|escala|eskala|invoices?|rechnung|factur|fatur|executives?|milestones?|meilenstein|jalons|hitos|marcos|dollars?|euros?)/iu;

const WORD = /[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu;

interface Part {
  words: string[];
  start: number;
  end: number;
}

/**
 * Number words written as digits in the same place (filled up with spaces, so that every place of the text stays what it
 * was), so that they are read like digits; "one" alone never. `loose`: where small ones end that may be a turn of speech ("two
 * things stand out"), as they stand before no word for what is counted.
 */
export function digitsForWords(text: string): { text: string; loose: ReadonlySet<number> } {
  const runs: Part[] = [];
  let run: Part | undefined;
  const close = () => {
    if (run) runs.push(run);
    run = undefined;
  };
  for (const { 0: word, index } of matchesOf(WORD, text)) {
    const plain = plainWord(word);
    const adjoins = run !== undefined && /^[ -]$/.test(text.slice(run.end, index));
    const parts = partsOf(plain);
    if (parts) {
      if (!run || !adjoins) {
        close();
        run = { words: parts, start: index, end: index + word.length };
      } else run = { words: [...run.words, ...parts], start: run.start, end: index + word.length };
    } else if (run && adjoins && (CONNECTORS.has(plain) || ARTICLES[plain] !== undefined)) {
      const next = /^ [\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/u.exec(text.slice(index + word.length, index + word.length + 40));
      const goesOn = next !== null && partsOf(plainWord(next[0].trim())) !== undefined;
      if (CONNECTORS.has(plain) && goesOn) run.end = index + word.length;
      else close();
    } else close();
  }
  close();
  let result = text;
  const loose = new Set<number>();
  for (const { words, start, end } of runs) {
    if (/\p{N}[ -]?$/u.test(text.slice(Math.max(0, start - 2), start))) continue; // "5 million": the scale of a number
    const value = numberOf(words);
    const counts = COUNTED.test(text.slice(end, end + 60));
    const [only] = words;
    const plainlyNumber = value >= 10 && !(words.length === 1 && AMBIGUOUS.has(only ?? ''));
    if (value < 2 || (!plainlyNumber && !counts && words.length === 1 && AMBIGUOUS.has(only ?? ''))) continue;
    if (!plainlyNumber && !counts) loose.add(end);
    const digits = String(value);
    if (digits.length > end - start) continue;
    result = `${result.slice(0, start)}${digits.padStart(end - start)}${result.slice(end)}`;
  }
  return { text: result, loose };
}

/** The number words a written word is made of: itself, or those a hyphen joins; undefined where one is none. */
function partsOf(plain: string): string[] | undefined {
  const known = (word: string) => NUMBER_WORDS.has(word);
  if (known(plain)) return [plain];
  if (!plain.includes('-')) return undefined;
  for (const lead of ['quatre-vingt-dix', 'quatre-vingts', 'quatre-vingt', 'soixante-dix']) {
    if (!plain.startsWith(`${lead}-`)) continue;
    const rest = plain.slice(lead.length + 1).replace(/^et-/, '');
    if (known(rest)) return [lead, rest];
    if (ARTICLES[rest] !== undefined) return [lead, rest];
  }
  const words = plain.split('-').filter((word) => !CONNECTORS.has(word));
  const [first, second] = words;
  if (first === second) return undefined; // "fifty-fifty"
  return first !== undefined && known(first) && words.every((word) => known(word) || ARTICLES[word] !== undefined) ? words : undefined;
}

function numberOf(words: string[]): number {
  let total = 0;
  let part = 0;
  for (const word of words) {
    const scale = VALUES.has(word) ? undefined : SCALES[word];
    if (scale === undefined) part += VALUES.get(word) ?? ARTICLES[word] ?? 0;
    else if (scale <= 100) part = (part || 1) * scale;
    else {
      total += (part || 1) * scale;
      part = 0;
    }
  }
  return total + part;
}
