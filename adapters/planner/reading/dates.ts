import type { ParsedComponents } from 'chrono-node';
import { DAY_PARSERS } from '../../../agents/kit/coming-day.ts';
import { numberWords } from '../words/grammar.ts';
import type { Language } from '../words/language.ts';
import { back, DAY, isAll, iso, spanOf, startOf, UNIT, unitOf } from './calendar.ts';
import { AHEAD, stretchOf } from './stretches.ts';

/** The days a question speaks of, as ISO dates, and where it does. */
export interface Period {
  from?: string;
  to?: string;
  /** One day, or an instant so long ago, rather than a span. */
  point?: true;
  /** "Today" is said and nothing else: mostly it means now. */
  today?: true;
  /** "Next" or "upcoming" is said, of no time named. */
  ahead?: true;
  spans: { from: number; to: number }[];
}

/** What is longer was pasted. */
const MAX_READ = 2_000;
const MONTHS = Array.from({ length: 12 }, (_, month) =>
  (['en', 'de', 'fr', 'es'] as const).flatMap((language) =>
    (['long', 'short'] as const).map((style) =>
      plainOf(new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' }).format(Date.UTC(2026, month, 15)).replace('.', '')),
    ),
  ),
);
export const MONTH = [...new Set(MONTHS.flat())].toSorted((a, b) => b.length - a.length).join('|');

const SINCE = 'since|from|after|starting|seit|ab|depuis|desde';
const TO = 'and|to|until|till|und|bis|et|au|y|hasta|-|–';
const LAST = 'last|past|previous|letzte[nrms]?|vergangene[nrms]?|vorige[nrms]?|derniere?s?|ultim[oa]s?|pasad[oa]s?';
const THIS = 'this|current|diese[nrms]?|ce(?:tte)?|este|esta';
const NEXT = 'next|nxt|coming|nachste[nrms]?|kommende[nrms]?|prochaine?s?|proxim[oa]s?';
const BY = 'until|till|before|b4|by|bis|vor|spatestens|jusqu(?: |.)?(?:a|en)|avant|hasta|antes de';
const BY_BEFORE = new RegExp(`\\b(?:${BY}|next|nachste[nrms]?|prochaine?|proximo)\\s+$`, 'i');
const FROM_BEFORE = new RegExp(`\\b(?:${SINCE}|${LAST}|on|am)\\s+$`, 'i');
const COMING = new RegExp(`\\b(?:${NEXT}|upcoming|scheduled|planned|geplant\\w*|prevu\\w*|previst\\w*)\\b`);
/** "In 20 minutes" is no day. */
const CLOCK = 'min|mins|minutes?|hours?|hrs?|h|minuten?|stunden?|heures?|horas?|minutos?';
/** "Since early November" is from its first day, "late October" its last ten. */
const PARTS: readonly { said: RegExp; from: number; to?: number }[] = [
  { said: /^(?:early|anfang|debut|principios de)\s/, from: 1, to: 10 },
  { said: /^(?:mid|mitte|mi)[\s-]/, from: 11, to: 20 },
  { said: /^late\s/, from: 21 },
];
const COUNT = '\\d{1,3}|an?|one|two|three|four|six|ein(?:em|en|er)?|zwei|drei|un|une|deux|trois|dos|tres';
const COUNTED: Record<string, number> = { two: 2, three: 3, four: 4, six: 6, zwei: 2, drei: 3, deux: 2, trois: 3, dos: 2, tres: 3 };

/** The period a text names: "since May", "between 1 June and today", "next quarter", "three months ago". Nothing named: no span. */
export function periodOf(given: string, now: Date, language: Language = 'en'): Period {
  const text = given.slice(0, MAX_READ);
  const plain = plainOf(text);
  return (
    stretchOf(plain, now, MONTH, (name) => MONTHS.findIndex((names) => names.includes(name))) ??
    calendar(plain, now) ??
    quarterOf(plain, now) ??
    counted(plain, now) ??
    dated(text, plain, now, language) ??
    running(plain, now) ?? { spans: [], ...(COMING.test(plain) ? { ahead: true } : {}) }
  );
}

/** "this quarter", "last month", "next year"; since one such, from then on. */
function calendar(plain: string, now: Date): Period | undefined {
  const before = new RegExp(
    `\\b((?:${SINCE})\\s+)?(?:the\\s+|der\\s+|le\\s+|la\\s+|el\\s+)?(${LAST}|${THIS}|${NEXT})\\s+(${UNIT})\\b`,
    'i',
  ).exec(plain);
  const after = before
    ? null
    : new RegExp(`\\b((?:${SINCE})\\s+)?(?:le\\s+|la\\s+|el\\s+)?(${UNIT})\\s+(${LAST}|${NEXT})\\b`, 'i').exec(plain);
  const match = before ?? after;
  if (!match) return undefined;
  const [said, since, first = '', second = ''] = match;
  const [which, word] = before ? [first, second] : [second, first];
  const unit = unitOf(word);
  const spans = [{ from: match.index, to: match.index + said.length }];
  const step = isAll(which, LAST) ? -1 : isAll(which, NEXT) ? 1 : 0;
  // "In the past week" ends today, "last week" on its Sunday.
  const runs = unit === 'day' || (unit === 'week' && /\b(?:past|the)\b/.test(said));
  if (step < 0 && (since || runs)) return { from: iso(back(now, 1, unit)), spans };
  const from = startOf(now, unit, step);
  return { from: iso(from), to: iso(new Date(startOf(now, unit, step + 1).getTime() - DAY)), spans };
}

const RUNNING = new RegExp(
  `\\b(?:the|das|dem|der|die|le|la|el)\\s+(?:whole\\s+)?(${UNIT})\\b(?!\\s+(?:of|after|before|later|earlier|following|when|that|to|von|nach|vor|apres|avant|despues|antes)\\b|\\s+(?:\\d|d['’]))`,
);

/** "Where will the quarter land": of weeks, months, quarters and years the one that is running. */
function running(plain: string, now: Date): Period | undefined {
  const match = RUNNING.exec(plain);
  const unit = match && unitOf(match[1] ?? '');
  if (!match || !unit || unit === 'day') return undefined;
  const to = new Date(startOf(now, unit, 1).getTime() - DAY);
  return { from: iso(startOf(now, unit, 0)), to: iso(to), spans: [spanOf(match)] };
}

/** "In Q1", "Q3 2026": of what is to come the next, else the latest that has begun. */
function quarterOf(plain: string, now: Date): Period | undefined {
  const match =
    /\b(?:(?:in|of|for|im|fur|en|pour)\s+)?q([1-4])(?:\s*[/’']?\s*(20\d\d|2\d(?![\d%]|\s*(?:k|%|days?|weeks?|months?))))?\b/.exec(plain);
  if (!match) return undefined;
  const month = 3 * (Number(match[1]) - 1);
  const current = now.getUTCMonth() - (now.getUTCMonth() % 3);
  const near = AHEAD.test(plain) ? (month < current ? 1 : 0) : month > current ? -1 : 0;
  const year = match[2] ? Number(match[2].padStart(4, '20')) : now.getUTCFullYear() + near;
  return { from: iso(new Date(Date.UTC(year, month, 1))), to: iso(new Date(Date.UTC(year, month + 3, 0))), spans: [spanOf(match)] };
}

/** "the last 30 days", "3 weeks ago", "vor drei Wochen". What is still to come is a figure, not a period. */
function counted(plain: string, now: Date): Period | undefined {
  const last = new RegExp(`\\b(?:${LAST})\\s+(${COUNT})\\s+(${UNIT})\\b`, 'i').exec(plain);
  if (last) return { from: iso(back(now, countOf(last[1]), unitOf(last[2] ?? ''))), spans: [spanOf(last)] };
  const ago =
    new RegExp(`\\b(?:(?:${SINCE})\\s+)?(${COUNT})\\s+(${UNIT})\\s+ago\\b`, 'i').exec(plain) ??
    new RegExp(`\\b(?:vor|il y a|hace)\\s+(${COUNT})\\s+(${UNIT})\\b`, 'i').exec(plain);
  if (!ago) return undefined;
  const day = iso(back(now, countOf(ago[1]), unitOf(ago[2] ?? '')));
  return new RegExp(`^(?:${SINCE})\\b`, 'i').test(ago[0])
    ? { from: day, spans: [spanOf(ago)] }
    : { from: day, to: day, point: true, spans: [spanOf(ago)] };
}

/** "on 1 October", "since 2026-09-15", "between June and September". */
function dated(text: string, plain: string, now: Date, language: Language): Period | undefined {
  const found = [...daysIn(text, now, language), ...monthsIn(plain, now)].toSorted((a, b) => a.at - b.at || b.end - a.end);
  const days = found.filter((each, index) => !found.slice(0, index).some((other) => other.end > each.at));
  const [first, second] = days;
  if (!first) return undefined;
  // "today" is now, unless something began then.
  const lead = /(\p{L}+)\s+(?:the\s+|dem\s+|le\s+|la\s+|el\s+|1er\s+)?$/u.exec(plain.slice(Math.max(0, first.at - 20), first.at));
  const since = new RegExp(`^(?:${SINCE})$`, 'i').test(lead?.[1] ?? '');
  if (days.length === 1 && first.from === iso(now) && !since) return { spans: [], today: true };
  const until = days.length === 1 && first.from > iso(now) ? untilIn(plain, first) : undefined;
  if (until) return { from: iso(now), to: until.to, spans: [{ from: until.at, to: first.end }] };
  const between = second && new RegExp(`^\\s*(?:${TO})\\s+(?:the\\s+)?$`, 'i').test(plain.slice(first.end, second.at));
  const spans = [{ from: first.at - (since ? (lead?.[0].length ?? 0) : 0), to: between ? second.end : first.end }];
  if (between) return { from: first.from, to: second.to, spans };
  if (since && !first.through) return { from: first.from, spans };
  return first.from === first.to ? { from: first.from, to: first.to, point: true, spans } : { from: first.from, to: first.to, spans };
}

/** "Until February" takes the month in, "before March" leaves it out. */
function untilIn(plain: string, { at, from, to }: Day): { at: number; to: string } | undefined {
  const lead = new RegExp(
    `\\b(${BY})\\s+(?:the\\s+(?:end\\s+of\\s+)?|end\\s+of\\s+|(?:dem|ende|fin|finales?|de|el|le|la|du)\\s+)*$`,
    'i',
  ).exec(plain.slice(0, at));
  if (!lead) return undefined;
  const before = /^(?:before|b4|vor|avant|antes de)$/i.test(lead[1] ?? '');
  return { at: lead.index, to: before ? iso(new Date(Date.parse(from) - DAY)) : to };
}

/** The day something took place: as it is named, or the weekday that last was. A day to come stays one. */
export function dayNamed(text: string, now: Date, language: Language): string | undefined {
  const { from, to } = periodOf(text, now, language);
  // "By March" is when something is to be there.
  if (to && !(from !== to && to > iso(now))) return to;
  for (const parser of [DAY_PARSERS[language], DAY_PARSERS.en]) {
    const start = parser.parse(text, now).find((each) => each.start.isCertain('weekday'))?.start;
    if (!start) continue;
    const day = new Date(Date.UTC(start.get('year') ?? 0, (start.get('month') ?? 1) - 1, start.get('day') ?? 1));
    return iso(new Date(day.getTime() - (iso(day) > iso(now) ? 7 * DAY : 0)));
  }
  return undefined;
}

interface Day {
  at: number;
  end: number;
  from: string;
  to: string;
  /** Both ends were said. */
  through?: true;
}

/** Single days; those without a year are the latest that have been. */
function daysIn(text: string, now: Date, language: Language): Day[] {
  const plain = plainOf(text);
  const parsers = language === 'en' ? [DAY_PARSERS.en] : [DAY_PARSERS[language], DAY_PARSERS.en];
  for (const parser of parsers) {
    const found = parser
      .parse(text, now)
      .filter(
        ({ start, text: said, index }) =>
          isDay(start, leadOf(plain, index, said)) &&
          !new RegExp(`(?:\\d|\\b(?:${numberWords().join('|')}))\\s*-?\\s*(?:${UNIT}|${CLOCK})\\b`, 'i').test(plainOf(said)),
      )
      .map(({ index, text: said, start, end }) => {
        const dayOf = (each: ParsedComponents) =>
          new Date(Date.UTC(each.get('year') ?? 0, (each.get('month') ?? 1) - 1, each.get('day') ?? 1));
        const date = dayOf(start);
        if (!start.isCertain('year') && start.isCertain('month') && date.getTime() - now.getTime() > 180 * DAY)
          date.setUTCFullYear(date.getUTCFullYear() - 1);
        // "Since Monday" is the one that has been, "by Monday" the one to come.
        if (start.isCertain('weekday')) date.setTime(weekdayOf(date, now, BY_BEFORE.test(leadOf(plain, index, said))));
        return {
          at: index,
          end: index + said.length,
          from: iso(date),
          to: iso(end ? dayOf(end) : date),
          ...(end ? { through: true as const } : {}),
        };
      });
    if (found.length > 0) return found;
  }
  return [];
}

/** A weekday alone is a day of a period only where something tells from when or until when. */
const isDay = (start: ParsedComponents, before: string): boolean =>
  start.isCertain('day') || (start.isCertain('weekday') && (BY_BEFORE.test(before) || FROM_BEFORE.test(before)));

/** What stands before the day itself: "next" is read as part of it. */
const leadOf = (plain: string, at: number, said: string): string => plain.slice(0, at) + plainOf(said).replace(/\S+$/, '');

/** The nearest such day that has been, today included; or that is to come. */
function weekdayOf(found: Date, now: Date, ahead: boolean): number {
  const today = Date.parse(iso(now));
  const away = ((((found.getTime() - today) / DAY) % 7) + 7) % 7;
  return today + (ahead ? away || 7 : away === 0 ? 0 : away - 7) * DAY;
}

/** Months without a day, the latest that has begun: "since May", "in October 2025"; the next, where something is to come. */
function monthsIn(plain: string, now: Date): Day[] {
  const lead = `${SINCE}|${TO}|${BY}|${LAST}|${NEXT}|in|im|en|of|mid|early|late|between|zwischen|entre|anfang|mitte|ende|debut|mi|fin|finales de|principios de`;
  // A month alone, "and January?", is a period where nothing else is said.
  const said = plain.replace(new RegExp(`^\\W*(?:and|und|et|y)?\\s*(${MONTH})\\W*$`, 'iu'), (whole, month: string) =>
    `in ${month}`.padStart(whole.length),
  );
  const named = said.matchAll(new RegExp(`\\b(?:${lead})[\\s-]+(${MONTH})\\b\\.?(?:\\s+(\\d{4}))?(?!\\s+\\d{1,2}\\b)`, 'giu'));
  return [...named.take(4), ...said.matchAll(OF_MONTH).take(4)].map((match) => {
    const name = match[1] ?? '';
    const month = MONTHS.findIndex((names) => names.includes(name.toLowerCase()));
    const last = new RegExp(`^(?:${LAST})\\b`, 'i').test(match[0]);
    const ahead = !last && (AHEAD.test(plain) || new RegExp(`^(?:${BY}|${NEXT})\\b`, 'i').test(match[0]));
    const year = match[2] ? Number(match[2]) : ahead ? yearAhead(month, now) : now.getUTCFullYear() - (month > now.getUTCMonth() ? 1 : 0);
    const part = PARTS.find(({ said }) => said.test(match[0].toLowerCase()));
    const at = match.index + (part ? 0 : match[0].toLowerCase().indexOf(name.toLowerCase()));
    return {
      at,
      end: match.index + match[0].length,
      from: iso(new Date(Date.UTC(year, month, part?.from ?? 1))),
      to: iso(new Date(part?.to ? Date.UTC(year, month, part.to) : Date.UTC(year, month + 1, 0))),
    };
  });
}

/** "Which December renewals", "my April calls": of a month whose name is no other word. */
const OF_MONTH =
  /(?<=^\W*|\b(?:which|what|my|our|the|all|any|me|list|show|their)\s+)(january|february|april|june|july|august|september|october|november|december)()(?=\s+\p{L}{4})/giu;

/** The year of the next such month, this one included. */
const yearAhead = (month: number, now: Date): number => now.getUTCFullYear() + (month < now.getUTCMonth() ? 1 : 0);

const countOf = (said = ''): number => COUNTED[said.toLowerCase()] ?? (Number(said) || 1);

/** Without accents, each character where it was. */
export function plainOf(text: string): string {
  return text
    .replace(/[\u0080-\uffff]/g, (character) => {
      const plain = character.normalize('NFKD').replace(/\p{M}+/gu, '');
      return plain.length === 1 ? plain : character;
    })
    .toLowerCase();
}
