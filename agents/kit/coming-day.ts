import type { ParsedComponents, ParsedResult } from 'chrono-node';
import * as de from 'chrono-node/de';
import * as en from 'chrono-node/en';
import * as es from 'chrono-node/es';
import * as fr from 'chrono-node/fr';

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

/**
 * The first day to come that a text names, in the languages tried in turn: YYYY-MM-DD, with the time where it says one
 * ("on Tuesday at 3pm": 2026-12-01T15:00). Of a month or a week alone its first day. Undefined where it names none.
 */
export function comingTime(text: string, now: Date, languages: readonly Language[] = ['en', 'de', 'fr', 'es']): string | undefined {
  const said = text.slice(0, MOST);
  const today = now.toISOString().slice(0, 10);
  for (const language of languages) {
    const first = (DAY_PARSERS[language] as Parser)
      .parse(said, now, { forwardDate: true })
      .filter(({ text: words }) => language === languages[0] || words.length >= SHORTEST)
      .find(({ start, index }) => isDay(start) || (start.isCertain('month') && UNTIL.test(said.slice(0, index))))?.start;
    if (!first) continue;
    const of = (part: 'year' | 'month' | 'day' | 'hour' | 'minute') => first.get(part) ?? 0;
    const timed = first.isCertain('hour') && !first.tags().has('result/relativeDate');
    const at = new Date(Date.UTC(of('year'), of('month') - 1, of('day'), ...(timed ? [of('hour'), of('minute')] : []))).toISOString();
    if (at.slice(0, 10) < today) return undefined;
    return at.slice(0, timed ? 16 : 10);
  }
  return undefined;
}

const isDay = (start: ParsedComponents): boolean => start.isCertain('day') || start.isCertain('weekday');
