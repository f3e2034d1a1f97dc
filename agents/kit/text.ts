import type { Figure, Text } from '../facts/figure.ts';
import { daysBetween, duration, exactMoney, longDate, shortDate, shortMoney, signed, spaced } from '../metrics/format.ts';

/** Words with figures in between: t`Renews ${days}, worth ${arr}`. Texts may be put into texts. */
export function t(words: TemplateStringsArray, ...values: readonly (Text | Figure | number)[]): Text {
  return joined(words.flatMap((word, index) => (index < values.length ? [word, values[index] as Text | Figure | number] : [word])));
}

/** Texts as one, with a separator in between. */
export function listed(texts: readonly (Text | Figure)[], separator = ', '): Text {
  return joined(texts.flatMap((text, index) => (index === 0 ? [text] : [separator, text])));
}

function joined(values: readonly (Text | Figure | number)[]): Text {
  const runs: (string | Figure)[] = [];
  for (const run of values.flat() as (string | number | Figure)[]) {
    const last = runs.at(-1);
    if (typeof run === 'object') runs.push(run);
    else if (typeof last === 'string') runs[runs.length - 1] = `${last}${run}`;
    else if (run !== '') runs.push(String(run));
  }
  return runs.every((run) => typeof run === 'string') ? runs.join('') : runs;
}

/** Small at its beginning, as in a sentence; "ARR" stays. */
export const small = (label: string): string => label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

interface Wording {
  /** Dates are told with their year where it is another than this one's; otherwise than that of the figure's `asOf`. */
  seenFrom?: Date;
  /** As a table shows it: money to the unit, dates with their year. */
  exact?: boolean;
}

/** A text as people read it. */
export function plain(text: Text, wording: Wording = {}): string {
  return typeof text === 'string' ? text : text.map((run) => (typeof run === 'string' ? run : figureText(run, wording))).join('');
}

export const figuresOf = (text: Text): Figure[] => (typeof text === 'string' ? [] : text.filter((run) => typeof run === 'object'));

/** The one way a figure is worded: "$875K", "84 %", "in 127 days", "31 Mar", "−34", "86 → 52". */
export function figureText(figure: Figure, wording: Wording = {}): string {
  const { value, from, signed: isChange } = figure;
  if (value === null) return 'not known';
  if (figure.directed && typeof value === 'number') {
    const size = numberText(Math.abs(value), { ...figure, signed: false }, wording);
    return `${value < 0 ? 'down' : 'up'} ${size}`;
  }
  if (typeof value === 'string') return figure.unit === 'date' ? dateText(value, figure, wording) : ownWords(value);
  if (from === null) return numberText(value, figure, wording);
  const level = (number: number) => numberText(number, { ...figure, signed: false }, wording);
  if (level(from) === level(isChange ? from + value : value)) return `${level(from)} (unchanged)`;
  return isChange ? `${level(from)} → ${level(from + value)} (${numberText(value, figure, wording)})` : `${level(from)} → ${level(value)}`;
}

/** Names of ours alone: what a customer writes keeps its underscores. */
const ownWords = (word: string): string => (/^[a-z]+(_[a-z]+)+$/.test(word) ? spaced(word) : word);

function dateText(value: string, { asOf, relative }: Figure, { seenFrom, exact }: Wording): string {
  const date = new Date(value);
  const now = seenFrom ?? new Date(asOf);
  const day = exact ? longDate(date) : shortDate(date, now);
  return relative ? `${distance(daysBetween(now, date))}, ${day}` : day;
}

/** "in 127 days", "tomorrow", "today", "yesterday", "12 days ago". */
export function distance(days: number): string {
  const near = { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[days];
  return near ?? (days > 0 ? `in ${days} days` : `${-days} days ago`);
}

const CURRENCY = /^[A-Z]{3}$/;

function numberText(value: number, { unit, digits, signed: isChange, relative }: Figure, { exact }: Wording): string {
  const plus = isChange && value > 0 ? '+' : '';
  if (CURRENCY.test(unit)) return `${plus}${exact ? exactMoney(value, unit) : shortMoney(value, unit, Math.max(1, digits))}`;
  const number = isChange ? signed(value, digits) : grouped(value, digits);
  if (unit === '' || unit === 'points') return number;
  if (unit === '%') return `${number} %`;
  if (unit === 'ratio') return `${number}×`;
  if (unit === 'days' && relative) return distance(Math.round(value));
  if (unit === 'hours' && !isChange) return duration(value);
  if (unit.startsWith('per ')) return `${number} a ${unit.slice('per '.length)}`;
  return unit.endsWith('s') && Math.abs(value) === 1 ? `${number} ${unit.slice(0, -1)}` : `${number} ${unit}`;
}

/** By the most digits after the point: making one costs far more than using it. */
const formats = new Map<number, Intl.NumberFormat>();

function grouped(value: number, digits: number): string {
  if (Number.isInteger(value) && value >= 0 && value < 1_000) return String(value);
  const format = formats.get(digits) ?? new Intl.NumberFormat('en-US', { maximumFractionDigits: digits });
  formats.set(digits, format);
  return format.format(value).replace('-', '−').replace(/^−0$/, '0');
}
