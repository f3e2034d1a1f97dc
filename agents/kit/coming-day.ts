import type { ParsedComponents, ParsedResult } from 'chrono-node';
import * as de from 'chrono-node/de';
import * as en from 'chrono-node/en';
import * as es from 'chrono-node/es';
import * as fr from 'chrono-node/fr';
import { clockRead, hourMeant } from './clock.ts';

type Parser = { parse(text: string, reference: Date, options?: object): ParsedResult[] };
/** Of four languages: the library's own door opens all it knows. */
export const DAY_PARSERS = { en: en.casual, de: de.casual, fr: fr.casual, es: es.casual } satisfies Record<string, Parser>;
type Language = keyof typeof DAY_PARSERS;

/** What is longer was pasted. */
const MOST = 2_000;
/** "do" is a Thursday in German and no day in English. */
const SHORTEST = 4;
/** A month by itself is a day to come only where something is to be there by it: "by March", never "may". */
const UNTIL = /\b(?:by|before|until|till|in|end of|from|bis|vor|im|ab|avant|d'ici|en|antes de|hasta)\s+$/i;

interface Coming {
  /** YYYY-MM-DD, with the time where one is said: YYYY-MM-DDTHH:MM */
  at: string;
  /** No half of the day was said; the hour is taken for the afternoon's. */
  afternoon: boolean;
}

/**
 * The first day to come that a text names, in the languages tried in turn: YYYY-MM-DD, with the time where it says one
 * ("on Tuesday at 3": 2026-12-01T15:00). Of a month or a week alone its first day. Undefined where it names none.
 */
export const comingTime = (text: string, now: Date, languages?: readonly Language[]): string | undefined =>
  comingIn(text, now, languages)?.at;

/** The same, and whether the afternoon was not said. */
export function comingIn(text: string, now: Date, languages: readonly Language[] = ['en', 'de', 'fr', 'es']): Coming | undefined {
  const said = clockRead(text.slice(0, MOST));
  const today = now.toISOString().slice(0, 10);
  for (const language of languages) {
    const first = (DAY_PARSERS[language] as Parser)
      .parse(said, now, { forwardDate: true })
      .filter(({ text: words }) => language === languages[0] || words.length >= SHORTEST)
      .find(({ start, index }) => isDay(start) || (start.isCertain('month') && UNTIL.test(said.slice(0, index))));
    if (!first) continue;
    const { start, index, text: words } = first;
    const of = (part: 'year' | 'month' | 'day' | 'hour' | 'minute') => start.get(part) ?? 0;
    const timed = start.isCertain('hour') && !start.tags().has('result/relativeDate');
    const hour = hourMeant(start, words, said.slice(index + words.length));
    const at = new Date(Date.UTC(of('year'), of('month') - 1, of('day'), ...(timed ? [hour, of('minute')] : []))).toISOString();
    if (at.slice(0, 10) < today) return undefined;
    return { at: at.slice(0, timed ? 16 : 10), afternoon: timed && hour !== of('hour') };
  }
  const day = Number(OF_THE_MONTH.exec(said)?.slice(1).find(Boolean));
  return day >= 1 && day <= 31 ? { at: nextSuch(day, now), afternoon: false } : undefined;
}

/** "Due the 15th", "zum 15.", "pour le 15", "el 15", with nothing after it that would be the fifteenth. */
const OF_THE_MONTH =
  /(?<!\p{L})(?:(?:by|on|due|till?|until|before|to|say|from|it|better)\s+(?:on\s+)?(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)|(?:am|zum|bis(?:\s+zum)?|den|dem)\s+(\d{1,2})\.|(?:pour|avant|d['’]ici)\s+le\s+(\d{1,2})|(?:el|para\s+el|mejor\s+el)\s+(\d{1,2}))(?=\s*(?:$|[,;.!?)]|(?:at|um|[àa]|please|pls|bitte|and|und|et|y)(?!\p{L})))/iu;

/** The next such day of a month, this one's included. */
function nextSuch(day: number, now: Date): string {
  for (let month = now.getUTCMonth(); ; month++) {
    const at = new Date(Date.UTC(now.getUTCFullYear(), month, day));
    if (at.getUTCDate() === day && at.toISOString().slice(0, 10) >= now.toISOString().slice(0, 10)) return at.toISOString().slice(0, 10);
  }
}

const isDay = (start: ParsedComponents): boolean => start.isCertain('day') || start.isCertain('weekday');
