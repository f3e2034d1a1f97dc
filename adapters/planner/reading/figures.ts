import { words } from '../../../models/kit/name-keys.ts';
import { numberWord, numberWords } from '../words/grammar.ts';
import { plainOf } from './dates.ts';

export type Unit = 'money' | 'percent' | 'days' | 'plain';
export type Bound = 'least' | 'most' | 'target' | 'between' | 'exact';

/** A figure of a question: what is compared with it, and how. */
export interface Constraint {
  value: number;
  /** Of "between": the other end. */
  upper?: number;
  unit: Unit;
  bound: Bound;
  /** "below" and "above" leave the figure itself out, "at most" and "within" take it in. */
  strict: boolean;
  /** Said of the past: "in the last 30 days". */
  backwards: boolean;
  /** "down by 20 %": a change, below zero. */
  falling: boolean;
  /** The words around it, in one clause. */
  before: string[];
  after: string[];
  /** Where it begins and ends, with the words that compare. */
  from: number;
  to: number;
  /** Where the figure itself begins. */
  at: number;
}

const SCALE: Record<string, number> = {
  k: 1e3,
  thousand: 1e3,
  tausend: 1e3,
  mille: 1e3,
  mil: 1e3,
  m: 1e6,
  mio: 1e6,
  million: 1e6,
  millions: 1e6,
  bn: 1e9,
};
const DAYS: [RegExp, number][] = [
  [/^(day|tag|jour|dia)/i, 1],
  [/^(week|wk|woche|semaine|semana)/i, 7],
  [/^(month|mth|monat|mois|mes)/i, 30],
  [/^(quarter|qtr|quartal|trimestre)/i, 91],
  [/^(year|yr|jahr|an)/i, 365],
];
const WORDS = numberWords().join('|');
const FIGURE = new RegExp(
  `(?<currency>[$€£]|\\b(?:usd|eur|gbp)\\s)?\\s?(?<!\\d{4}-|\\d{4}-\\d{2}-|[\\p{L}\\d.,])(?<digits>-?\\d{1,15}(?:[.,]\\d{1,15}){0,6}|\\b(?:${WORDS}|half)\\b(?!-))(?!-\\d{2})(?!\\d*(?:st|nd|rd|th)\\b)\\s?(?:(?<scale>k|m|mio|bn|thousand|millions?|tausend|mille|mil)\\b)?\\s?-?(?<unit>%|percent\\b|prozent\\b|pour cent|por ciento|(?:days?|tagen?|jours?|dias?|weeks?|wks?|wochen?|semaines?|semanas?|months?|mths?|monaten?|mois|mes(?:es)?|quarters?|qtrs?|quartale?n?|years?|yrs?|jahren?|ann?s?|anos)\\b|points?\\b|pts\\b|punkten?\\b|puntos?\\b|usd\\b|eur\\b|dollars?\\b|euros?\\b)?(?![\\p{L}\\d])`,
  'giu',
);
const LEAST =
  /(>=?|\b(above|over|north of|in excess of|older than|longer than|larger than|more than|at least|no less than|least|minimum|min|greater than|higher than|exceed\w*|bigger than|upwards of|uber|mehr als|mindestens|plus de|au moins|superieure?s?(?: a)?|mas de|al menos|mayor(?:es)? (?:que|de|a)|encima de)\b)[^\d,;]{0,40}$/i;
const MOST =
  /(<=?|\b(below|under|sub|south of|shorter than|less than|at most|no more than|maximum|max|lower than|fewer than|up to|beneath|smaller than|within|in|next|down to|unter|weniger als|hochstens|innerhalb|moins de|au plus|inferieure?s?(?: a)?|menos de|debajo de|como mucho|menor(?:es)? (?:que|de|a)|dans)\b)[^\d,;]{0,40}$/i;
const STRICT =
  /^([<>](?!=)|above|over|north|in excess|older|longer|larger|south|sub|shorter|more than|greater|higher|exceed|bigger|uber|mehr als|plus de|superieur|mas de|mayor|encima|below|under|less than|lower|fewer|beneath|smaller|unter|weniger als|moins de|menos de|debajo|inferieur|menor)/i;
const TARGET = /\b(back to|up to|to|reach|reaches|target|get to|auf|a|jusqu a|hasta|at)\b[^\d,;]{0,12}$/i;
const BETWEEN = /\b(?:between|from|zwischen|entre)\b[^\d,;]{0,12}$/i;
const BACKWARDS = /\b(last|past|previous|letzten|vergangenen|derniere?s?|ultim[oa]s?|since|for|seit|depuis|desde)\s*$/i;
/** "Seit 30 Tagen" is one figure with its word. */
const SINCE = /\b(?:seit|depuis|desde(?:\s+hace)?|hace|since|for)\s+$/i;
const FALLING = /\b(down|fell|fallen|dropped|decreased|lost|gefallen|baisse|bajaron)\b[^\d,;]{0,30}$/i;

/** What is longer was pasted. */
const MAX_READ = 2_000;
/** A question has no more; a pasted table does. */
const MAX_FIGURES = 50;
/** Characters before and after a figure in which its words stand. */
const NEAR = 200;

/** The figures of a text with their comparison words; what lies within `taken`, such as dates, is none. */
export function constraintsOf(text: string, taken: readonly { from: number; to: number }[] = []): Constraint[] {
  const plain = plainOf(text.slice(0, MAX_READ));
  const matches = [...plain.matchAll(FIGURE).take(MAX_FIGURES)].filter(
    ({ index, 0: said }) => said.trim() !== '' && !taken.some(({ from, to }) => index + said.length > from && index < to),
  );
  const found: Constraint[] = [];
  for (const [index, match] of matches.entries()) {
    const { currency, digits = '', scale, unit } = match.groups ?? {};
    const spelt = numberWord(digits);
    // "one", "two people": a number word alone is a figure only with a unit, or at the head of a list.
    const at = match.index;
    const end = at + match[0].trimEnd().length;
    const previous = matches[index - 1];
    const next = matches[index + 1];
    const before = plain.slice(Math.max(previous ? previous.index + previous[0].length : 0, at - NEAR), at);
    const after = plain.slice(end, Math.min(next?.index ?? plain.length, end + NEAR));
    const half = digits === 'half';
    const days = DAYS.find(([pattern]) => unit && pattern.test(unit))?.[1];
    const kind: Unit =
      half || (unit && /%|percent|prozent|pour|por/i.test(unit))
        ? 'percent'
        : days
          ? 'days'
          : currency || scale || (unit && !/^p(?:oin|ts|unk|unt)/i.test(unit))
            ? 'money'
            : 'plain';
    const said = comparison(before, after);
    // "In 3 bullets" compares nothing.
    const compared = kind === 'plain' && said.weak ? { ...said, bound: 'exact' as const, lead: 0 } : said;
    const fall = kind === 'percent' ? FALLING.exec(before.slice(-60)) : null;
    const value = (half ? 50 : (spelt ?? numberOf(digits))) * (SCALE[(scale ?? '').toLowerCase()] ?? 1) * (days ?? 1);
    const last = found.at(-1);
    if (
      last &&
      previous &&
      BETWEEN.test(plain.slice(Math.max(0, last.at - 30), last.at)) &&
      /^\s*(and|to|und|bis|et|a|y|-)\s*$/.test(before)
    ) {
      Object.assign(last, {
        upper: value,
        bound: 'between',
        to: end,
        unit: last.unit === 'plain' ? kind : last.unit,
        after: wordsOf(clauseStart(after)).slice(0, 4),
      });
      continue;
    }
    found.push({
      value: fall ? -value : value,
      unit: kind,
      ...compared,
      // A fall by more than 20 % is a change below -20 %.
      ...(fall ? { bound: 'most' as const, strict: compared.bound !== 'exact' && compared.strict } : {}),
      falling: fall !== null,
      backwards: BACKWARDS.test(before),
      before: wordsOf(clauseEnd(before)).slice(-6),
      after: wordsOf(clauseStart(after)).slice(0, 4),
      at,
      from: at - Math.max(compared.lead, fall?.[0].length ?? 0, days ? (SINCE.exec(before)?.[0].length ?? 0) : 0),
      to: end + compared.tail,
    });
  }
  return found;
}

const WEAK = /^(?:in|within|next|dans)$/i;
function strongerIn(near: string, weak: RegExpExecArray): { match: RegExpExecArray; least: boolean } | undefined {
  const from = weak.index + (weak[1]?.length ?? 0);
  const rest = near.slice(from);
  const [least, most] = [LEAST.exec(rest), MOST.exec(rest)];
  const match = least ?? (most && !WEAK.test(most[1] ?? '') ? most : null);
  return match ? { match: Object.assign(match, { index: match.index + from }), least: match === least } : undefined;
}

/** How a figure is compared, and how many characters before and after it say so. */
function comparison(before: string, after: string): { bound: Bound; strict: boolean; lead: number; tail: number; weak?: boolean } {
  const near = before.slice(-50);
  const more = /^\s*(?:\+|(?:or|oder|ou|o)\s+(?:more|higher|above|mehr|plus|mas)\b)/i.exec(after);
  if (more) return { bound: 'least', strict: false, lead: 0, tail: more[0].length };
  const fewer = /^\s*(?:or|oder|ou|o)\s+(?:less|lower|below|fewer|weniger|moins|menos)\b/i.exec(after);
  if (fewer) return { bound: 'most', strict: false, lead: 0, tail: fewer[0].length };
  const least = LEAST.exec(near);
  const most = MOST.exec(near);
  const nearest = !least ? most : !most || least.index > most.index || least[0].length > most[0].length ? least : most;
  // "In retail with NPS below 20": a word that only leads in gives way to one that compares.
  const weak = nearest && WEAK.test(nearest[1] ?? '') ? strongerIn(near, nearest) : undefined;
  const match = weak?.match ?? nearest;
  const upward = weak ? weak.least : nearest === least;
  if (match) {
    const word = match[1] ?? '';
    // The words between are its own only where they are none but small ones.
    const lead = near.length - match.index;
    return {
      bound: upward ? 'least' : 'most',
      strict: STRICT.test(word),
      lead: lead - word.length > 12 ? 0 : lead,
      tail: 0,
      weak: WEAK.test(word),
    };
  }
  return { bound: TARGET.test(near) ? 'target' : 'exact', strict: false, lead: 0, tail: 0 };
}

/** "1,200" and "1.200" are thousands; "1.5" and "1,5" are not. */
function numberOf(digits: string): number {
  const grouped = /^-?\d{1,3}([.,]\d{3})+$/.test(digits);
  return Number(grouped ? digits.replace(/[.,]/g, '') : digits.replace(',', '.'));
}

const wordsOf = (text: string): string[] => words(text);
const clauseEnd = (text: string): string => text.split(/[,;]|\band\b|\bund\b|\bet\b|\by\b/i).at(-1) ?? '';
const clauseStart = (text: string): string => text.split(/[,;?]|\band\b|\bund\b|\bet\b|\by\b/i)[0] ?? '';
