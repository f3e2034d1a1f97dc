import { words } from '../../models/kit/name-keys.ts';
import { meaningOf } from './vocabulary.ts';

export type Unit = 'money' | 'percent' | 'days' | 'plain';
export type Bound = 'least' | 'most' | 'target' | 'exact';

/** A figure of a question: what is compared with it, and how. */
export interface Constraint {
  value: number;
  unit: Unit;
  bound: Bound;
  /** "below" and "above" leave the figure itself out, "at most" and "within" take it in. */
  strict: boolean;
  /** Meanings of the words around it. */
  near: Set<string>;
  at: number;
  /** Where the words that belong to it begin and end. */
  from: number;
  to: number;
}

const SCALE: Record<string, number> = { k: 1e3, thousand: 1e3, tausend: 1e3, mille: 1e3, mil: 1e3, m: 1e6, million: 1e6, bn: 1e9 };
const DAYS: [RegExp, number][] = [
  [/^(day|tag|jour|d[ií]a)/i, 1],
  [/^(week|woche|semaine|semana)/i, 7],
  [/^(month|monat|mois|mes)/i, 30],
  [/^(quarter|quartal|trimestre)/i, 91],
  [/^(year|jahr|an|a[ñn]o)/i, 365],
];
const FIGURE =
  /(?<currency>[$€£]|\b(?:usd|eur|gbp)\s)?\s?(?<!\d{4}-|\d{4}-\d{2}-|[\p{L}\d])(?<digits>\d+(?:[.,]\d+)*)(?!-\d{2})\s?(?:(?<scale>k|m|bn|thousand|million|tausend|mille|mil)\b)?\s?-?(?<unit>%|percent\b|prozent\b|pour cent|por ciento|(?:days?|tagen?|jours?|d[ií]as?|weeks?|wochen?|semaines?|semanas?|months?|monaten?|mois|mes(?:es)?|quarters?|quartale?n?|years?|jahren?|ann?s?|a[ñn]os)\b|usd\b|eur\b|dollars?\b|euros?\b)?/giu;
const LEAST =
  /(>=?|\b(above|over|more than|at least|least|minimum|min|greater than|higher than|exceed\w*|bigger than|from|upwards of|uber|mehr als|mindestens|plus de|au moins|superieur|mas de|al menos|encima de)\b)[^\d,;]*$/i;
const MOST =
  /(<=?|\b(below|under|less than|at most|maximum|max|lower than|fewer than|up to|beneath|smaller than|within|in|next|unter|weniger als|hochstens|moins de|au plus|menos de|debajo de|como mucho|inferieur)\b)[^\d,;]*$/i;
const STRICT =
  /([<>](?!=)|\b(above|over|more than|greater than|higher than|exceed\w*|bigger than|uber|mehr als|plus de|superieur|mas de|encima de|below|under|less than|lower than|fewer than|beneath|smaller than|unter|weniger als|moins de|menos de|debajo de|inferieur)\b)[^\d,;]*$/i;
const TARGET = /\b(back to|to|reach|reaches|target|auf|a|jusqu a|hasta)\b[^\d,;]{0,12}$/i;

/** A question has no more; a pasted table does. */
const MAX_FIGURES = 50;
/** Characters before and after a figure in which its words stand. */
const NEAR = 200;

/** The figures of a text with their comparison words; dates are not figures. */
export function constraintsOf(text: string): Constraint[] {
  const plain = text.normalize('NFKD').replace(/\p{M}+/gu, '');
  const found: Constraint[] = [];
  const matches = [...plain.matchAll(FIGURE).take(MAX_FIGURES)];
  for (const [index, match] of matches.entries()) {
    const { currency, digits = '', scale, unit } = match.groups ?? {};
    const at = match.index;
    const end = at + match[0].length;
    const previous = matches[index - 1];
    const next = matches[index + 1];
    const before = plain.slice(Math.max(previous ? previous.index + previous[0].length : 0, at - NEAR), at);
    const after = plain.slice(end, Math.min(next?.index ?? plain.length, end + NEAR));
    if (/\b(january|february|march|april|may|june|july|august|september|october|november|december)\s*$/i.test(before)) continue;
    if (/^\s*(january|february|march|april|may|june|july|august|september|october|november|december)\b/i.test(after)) continue;
    const number = numberOf(digits) * (SCALE[(scale ?? '').toLowerCase()] ?? 1);
    const days = DAYS.find(([pattern]) => unit && pattern.test(unit))?.[1];
    const kind: Unit =
      unit && /%|percent|prozent|pour|por/i.test(unit) ? 'percent' : days ? 'days' : currency || scale || unit ? 'money' : 'plain';
    found.push({
      value: days ? number * days : number,
      unit: kind,
      bound: boundOf(before, after),
      strict: STRICT.test(before.slice(-40)),
      near: new Set([...words(clauseEnd(before)).slice(-5), ...words(clauseStart(after)).slice(0, 3)].map(meaningOf)),
      at,
      from: at,
      to: end,
    });
  }
  const relative =
    /\b(this|next|coming|within the|diese[ns]?|naechsten|nachsten|ce|prochain|este|proximo)\s+(week|month|quarter|year|woche|monat|quartal|jahr|mois|trimestre|semaine|mes|semana)\b/i.exec(
      plain,
    );
  if (
    relative &&
    found.every((each) => each.unit !== 'days') &&
    /next|coming|within|nachsten|prochain|proximo|this quarter|dieses quartal/i.test(relative[0])
  ) {
    const days = DAYS.find(([pattern]) => pattern.test(relative[2] ?? ''))?.[1] ?? 30;
    const around = plain.slice(0, relative.index);
    found.push({
      value: days,
      unit: 'days',
      bound: 'most',
      strict: false,
      near: new Set(words(clauseEnd(around)).slice(-5).map(meaningOf)),
      at: relative.index,
      from: relative.index,
      to: relative.index + relative[0].length,
    });
  }
  return found;
}

function boundOf(before: string, after: string): Bound {
  const near = before.slice(-40);
  if (/^\s*(or|oder|ou|o)\s+(more|higher|above|mehr|plus|mas)\b/i.test(after) || /^\s*\+/.test(after)) return 'least';
  if (/^\s*(or|oder|ou|o)\s+(less|lower|below|weniger|moins|menos)\b/i.test(after)) return 'most';
  const least = LEAST.exec(near)?.index ?? -1;
  const most = MOST.exec(near)?.index ?? -1;
  if (least >= 0 || most >= 0) return least > most ? 'least' : 'most';
  return TARGET.test(near) ? 'target' : 'exact';
}

/** "1,200" and "1.200" are thousands; "1.5" and "1,5" are not. */
function numberOf(digits: string): number {
  const grouped = /^\d{1,3}([.,]\d{3})+$/.test(digits);
  return Number(grouped ? digits.replace(/[.,]/g, '') : digits.replace(',', '.'));
}

function clauseEnd(text: string): string {
  return text.split(/[,;]|\band\b|\bund\b|\bet\b|\by\b/i).at(-1) ?? '';
}

function clauseStart(text: string): string {
  return text.split(/[,;?]|\band\b|\bund\b|\bet\b|\by\b/i)[0] ?? '';
}
