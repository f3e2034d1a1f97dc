import type { Figure } from '../../agents/facts/figure.ts';
import type { Claim } from './figures.ts';
import { findFigures } from './figures.ts';

/** What figures may be taken from: this conversation's tool results and the person's own words. */
export interface Sources {
  /** What a model was shown of one result. */
  show(shown: { account?: { id: string; name: string }; figures: readonly Figure[]; text: string }): void;
  /** Any JSON data. */
  add(value: unknown): void;
  addText(text: string): void;
  /** A figure that was shown. */
  addFigure(figure: Figure): void;
  addDate(instant: Date): void;
  confirms(claim: Claim): boolean;
}

interface Known {
  value: number;
  /** Whether its sign is certain: "34" in "down 34" is not. */
  signed: boolean;
}

interface Day {
  year?: number;
  month?: number;
  day?: number;
}

const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
/** By how much a number written in thousands or millions without decimals may differ, relative to the true one. */
const MAX_SHORTENING = 0.1;
const NAMES = /[\p{L}\p{N}_]+(?:[-.][\p{L}\p{N}_]+)*/gu;

/** `timezone` is the reader's: instants may be told in it. */
export function createSources(timezone: string): Sources {
  const numbers: Known[] = [];
  const days: Day[] = [];
  const times = new Set<string>();
  const words = new Set<string>();
  const zones = [...new Set([timezone, 'UTC'])].map(
    (timeZone) =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone,
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }),
  );

  const addDate = (instant: Date) => {
    for (const zone of zones) {
      const parts = Object.fromEntries(zone.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
      days.push({ year: parts.year, month: parts.month, day: parts.day });
      times.add(`${parts.hour}:${parts.minute}`);
    }
  };

  const learn = (claim: Claim) => {
    if (claim.kind === 'number') numbers.push({ value: claim.value, signed: claim.sign !== '' });
    if (claim.kind === 'date') days.push(claim);
    if (claim.kind === 'time') times.add(`${claim.hour}:${claim.minute}`);
  };

  const addText = (text: string) => {
    for (const name of text.normalize('NFKC').toLowerCase().match(NAMES) ?? []) if (/\p{N}/u.test(name)) words.add(name);
    for (const figure of findFigures(text)) for (const claims of figure.readings) claims.forEach(learn);
  };

  const add = (value: unknown, depth = 0): void => {
    if (depth > 12) return;
    if (typeof value === 'number' && Number.isFinite(value)) numbers.push({ value, signed: value !== 0 });
    else if (value instanceof Date) addDate(value);
    else if (typeof value === 'string') addString(value);
    else if (Array.isArray(value)) for (const each of value) add(each, depth + 1);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) {
        // "in90Days": what a figure is about may stand in its key only.
        for (const digits of key.match(/\d+/g) ?? []) numbers.push({ value: Number(digits), signed: false });
        add(each, depth + 1);
      }
    }
  };

  const addString = (text: string) => {
    if (ISO.test(text)) {
      if (text.length > 10) addDate(new Date(text));
      const [year, month, day] = text.slice(0, 10).split('-').map(Number);
      days.push({ year, month, day });
    } else if (/\s/.test(text) || /^[^\p{L}_]*$/u.test(text) || /^[-+−~±]?[$€£¥]?[\d.,]+(?:%|[kKMB]|bn)?$/.test(text)) addText(text);
    else words.add(text.toLowerCase()); // an id: its digits are no amounts
  };

  const addFigure = ({ value, from, signed, unit }: Figure) => {
    if (value === null) return;
    if (unit === 'date') addDate(new Date(value));
    else add(value);
    if (from !== null) add(from);
    if (from !== null && signed && typeof value === 'number') add(from + value);
  };

  return {
    add: (value) => add(value),
    addText,
    addDate,
    addFigure,
    show({ figures, text }) {
      addText(text);
      for (const each of figures) addFigure(each);
    },
    confirms(claim) {
      switch (claim.kind) {
        case 'number':
          return numbers.some((known) => agrees(claim, known));
        case 'date':
          return days.some(
            (day) =>
              (claim.year === undefined || claim.year === day.year) &&
              (claim.month === undefined || claim.month === day.month) &&
              (claim.day === undefined || claim.day === day.day),
          );
        case 'time':
          return times.has(`${claim.hour}:${claim.minute}`);
        case 'quarter':
          return days.some((day) => day.month !== undefined && Math.ceil(day.month / 3) === claim.quarter);
        case 'word':
          return words.has(claim.text);
        case 'unreadable':
          return false;
      }
    },
  };
}

/** Whether a written number is a known one, rounded to the digits written. */
function agrees({ value, half, sign, whole, scale }: Extract<Claim, { kind: 'number' }>, known: Known): boolean {
  const signs = sign === '' || !known.signed ? Math.abs : (number: number) => number;
  const difference = Math.abs(signs(value) - signs(known.value));
  if (difference <= 1e-12 * Math.abs(value)) return true;
  // Nobody writes a share of 0.78 as "1".
  if (whole && Math.abs(known.value) < scale) return false;
  // Nor 1.6 million as "$2M".
  if (whole && scale > 1 && difference > MAX_SHORTENING * Math.abs(known.value)) return false;
  return difference <= half * (1 + 1e-9);
}
