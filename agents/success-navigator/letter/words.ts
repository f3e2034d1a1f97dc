import type { Figure } from '../../facts/index.ts';
import { figureText } from '../../kit/text.ts';
import { capital, longDate, toneLanguageOf } from '../../metrics/index.ts';
import de from './words/de.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };

/** The words of a note are data, with the same keys in each language; what a note is for, and what it is about, has a subject and an ask of its own. */
type Phrase = keyof typeof en;

/** What a note can be for: whatever has an opening of its own. */
export type Purpose = { [Key in Phrase]: Key extends `${infer Name}.opening` ? Name : never }[Phrase];
export const PURPOSES = Object.keys(en).flatMap((key) => /^(.+)\.opening$/.exec(key)?.[1] ?? []) as Purpose[];

export const LANGUAGES = { english: 'en', german: 'de', french: 'fr', spanish: 'es' } as const;
export type Language = (typeof LANGUAGES)[keyof typeof LANGUAGES];
const LETTERS: Record<Language, Record<Phrase, string>> = { en, de, fr, es };

/** The language to write to somebody in, by the code on their record; English where it is none of ours. */
export function languageOf({ language }: { language?: string | null }): Language {
  const code = language?.slice(0, 2).toLowerCase();
  return Object.values(LANGUAGES).find((each) => each === code) ?? 'en';
}

/** Fewer words are of any language. */
const FEWEST_WORDS = 4;

/** The language that an author's own words are in, where that is clear: the rest of a note is written in the same. */
export const languageIn = (text: string | null | undefined): Language | undefined =>
  text && text.trim().split(/\s+/).length >= FEWEST_WORDS ? (toneLanguageOf(text) ?? undefined) : undefined;

export type Words = ReturnType<typeof wordsOf>;

/** How a language says things. */
export function wordsOf(language: Language) {
  const dates = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const date = (each: Date): string => (language === 'en' ? longDate(each) : dates.format(each));
  return {
    language,
    date,
    /** A time to meet, with its weekday; without the hour where it is midnight. */
    time: (at: Date): string =>
      new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        ...(at.getUTCHours() + at.getUTCMinutes() > 0 ? ({ hour: '2-digit', minute: '2-digit' } as const) : {}),
        timeZone: 'UTC',
      }).format(at),
    /** A sentence with its places filled. */
    say: (key: Phrase, values: Record<string, string | number> = {}): string => filled(LETTERS[language][key], values),
    /** An amount to the cent: what somebody is to pay. */
    amount: (figure: Figure): string =>
      language === 'en' ? figureText(figure, { exact: true }) : money(Number(figure.value), figure.unit, language),
    /** A figure as a customer reads it: rounded as a person writes it, its unit in the language's own way or left to the sentence. */
    figure({ value: exact, unit, digits, ...rest }: Figure): string {
      const value = typeof exact === 'number' && isCurrency(unit) ? asWritten(exact) : exact;
      const words = { value, unit: /^(seats|users)$/.test(unit) ? '' : unit, digits, ...rest };
      if (language === 'en' || value === null) return figureText(words, { exact: true });
      if (typeof value === 'string') return unit === 'date' ? date(new Date(value)) : value;
      if (isCurrency(unit)) return money(value, unit, language);
      const number = value.toLocaleString(language, { maximumFractionDigits: digits });
      if (unit === 'minutes') return `${number} min`;
      return unit === '%' ? `${number} %` : number;
    },
  };
}

const isCurrency = (unit: string): boolean => /^[A-Z]{3}$/.test(unit);

const LARGE = 1_000;
/** What was measured to the cent is told in three digits; what was agreed is whole, and stays what it is. */
const asWritten = (amount: number): number =>
  Number.isInteger(amount) || Math.abs(amount) < LARGE ? amount : Number(amount.toPrecision(3));

/** Fills `{name}`; a place without a value is a fault of ours. */
function filled(template: string, values: Record<string, string | number>): string {
  const text = template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
  return text.charAt(0) === template.charAt(0) || !template.startsWith('{') ? text : capital(text);
}

function money(amount: number, currency: string, language: Language): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  return new Intl.NumberFormat(language, { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits })
    .format(amount)
    .replaceAll('\u202f', '\u00a0');
}

/** "Acme: the rest", or the rest alone where the name is long. */
export function about(accountName: string, rest: string): string {
  const subject = `${accountName}: ${rest}`;
  return subject.length <= 100 ? subject : capital(rest);
}
