import type { Figure } from '../../facts/figure.ts';
import { figureText } from '../../kit/text.ts';
import { capital, exactMoney, longDate } from '../../metrics/format.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

/** One language's words of a note. */
export type Letter = typeof en;
export type Ask = keyof Letter['ask'];
type Phrase = keyof Letter['phrase'];
export type Purpose = keyof Letter['purpose'];

/** The language to write to somebody in, by the code on their record; English where it is none of ours. */
export function languageOf({ language }: { language?: string | null }): Language {
  const code = language?.slice(0, 2).toLowerCase();
  return Object.values(LANGUAGES).find((each) => each === code) ?? 'en';
}

export const LANGUAGES = { english: 'en', german: 'de', french: 'fr', spanish: 'es' } as const;
export type Language = (typeof LANGUAGES)[keyof typeof LANGUAGES];
const LETTERS: Record<Language, Letter> = { en, de, fr, es };
export const PURPOSES = Object.keys(en.purpose) as Purpose[];

export interface Words {
  language: Language;
  letter: Letter;
  /** A sentence of the language with its places filled. */
  say(key: Phrase, values?: Record<string, string | number>): string;
  date(date: Date): string;
  /** A time to meet, with its weekday; without the hour where it is midnight. */
  time(at: Date): string;
  /** A figure as a customer reads it: whole, its unit in the language's own way or left to the sentence. */
  figure(figure: Figure): string;
}

export function wordsOf(language: Language): Words {
  const letter = LETTERS[language];
  const dates = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const date = (each: Date) => (language === 'en' ? longDate(each) : dates.format(each));
  return {
    language,
    letter,
    date,
    time: (at) =>
      new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        ...(at.getUTCHours() + at.getUTCMinutes() > 0 ? ({ hour: '2-digit', minute: '2-digit' } as const) : {}),
        timeZone: 'UTC',
      }).format(at),
    say: (key, values = {}) => filled(letter.phrase[key], values),
    figure({ value, unit, digits, ...rest }) {
      const words = { value, unit: /^(seats|users)$/.test(unit) ? '' : unit, digits, ...rest };
      if (language === 'en' || value === null) return figureText(words, { exact: true });
      if (typeof value === 'string') return unit === 'date' ? date(new Date(value)) : value;
      if (/^[A-Z]{3}$/.test(unit)) return money(value, unit, language);
      const number = value.toLocaleString(language, { maximumFractionDigits: digits });
      if (unit === 'minutes') return `${number} min`;
      return unit === '%' ? `${number} %` : number;
    },
  };
}

/** Fills `{name}`; a place without a value is a fault of ours. */
export function filled(template: string, values: Record<string, string | number>): string {
  const text = template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
  return text.charAt(0) === template.charAt(0) || !template.startsWith('{') ? text : capital(text);
}

function money(amount: number, currency: string, language: Language): string {
  if (language === 'en') return exactMoney(amount, currency);
  const digits = Number.isInteger(amount) ? 0 : 2;
  return new Intl.NumberFormat(language, { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits })
    .format(amount)
    .replaceAll('\u202f', '\u00a0');
}
