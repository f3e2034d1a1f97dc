import { addDays, age } from '../../facts/index.ts';
import { spelledNumber } from './dates-said.ts';

/** A goal as the deal states it, with what can be measured of it. */
export interface Goal {
  text: string;
  target: { value: number; unit: string } | null;
  /** When it is to be reached; null where the deal does not say. */
  dueAt: Date | null;
  /** Of the plan's three the one it belongs to by its date, or by what it is about. */
  phase: number;
}

const SYMBOLS: Record<string, string> = { $: 'USD', '€': 'EUR', '£': 'GBP' };
const SCALES: Record<string, number> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6 };
const DAYS: Record<string, number> = { day: 1, week: 7, month: 30 };
const DEADLINE = /\b(?:within|in|after)\s+(?:the first\s+)?(\d+)\s+(day|week|month)s?\b|\bby\s+(?:the end of\s+)?(week|month)\s+(\d+)\b/i;
const MONEY =
  /([$€£]|\b(?:USD|EUR|GBP|CHF))\s?(\d[\d.,]*\d|\d)\s?(K|M|thousand|million)?\b(?:[^.]*?\b(?:a|per|each)\s+(year|quarter|month|week))?/i;
const PERCENT = /(\d+(?:\.\d+)?)\s?%/;
const NPS = /\bNPS\b\D{0,12}?(\d+(?:\.\d+)?)/i;
const COUNTED = /(\d+(?:\.\d+)?)\s+(hours?|days?|minutes?|weeks?|people|users|teams|reports|systems)\b/i;
const LESS = /\b(cut|reduc\w*|lower\w*|less|fewer|shorten\w*|halv\w*|down)\b/i;
const FIRST = /\b(deploy|integrat|migrat|connect|provision|set ?up|install|configur|single sign)/i;
const SECOND = /\b(adopt|active|train|certif|workflow|onboard|roll ?out|users?|team|use)\b/i;

/** Reads a goal: its figure, its date and its phase. What it does not say stays null. Pure. */
export function readGoal(text: string, start: Date, weeksAPhase: number): Goal {
  const [deadline, count, unit, unitBefore, countAfter] = DEADLINE.exec(text) ?? [];
  const days = Number(count ?? countAfter) * (DAYS[(unit ?? unitBefore ?? '').toLowerCase()] ?? 7);
  const dueAt = deadline ? addDays(start, days) : null;
  return { text, target: targetOf(deadline ? text.replace(deadline, '') : text), dueAt, phase: phaseOf(text, dueAt, start, weeksAPhase) };
}

const inDigits = (text: string): string => text.replace(/\b[a-z]+\b/gi, (word) => String(Math.max(0, spelledNumber(word)) || word));

function targetOf(said: string): Goal['target'] {
  if (/\bby half\b|\bhalve\b/i.test(said)) return { value: 50, unit: '% less' };
  const text = inDigits(said);
  const [, nps] = NPS.exec(text) ?? [];
  if (nps) return { value: Number(nps), unit: 'NPS, of 10' };
  const [, sign, amount, scale = '', period] = MONEY.exec(text) ?? [];
  if (sign && amount) {
    const currency = SYMBOLS[sign] ?? sign.toUpperCase();
    const value = Number(amount.replace(/,(?=\d{3}\b)/g, '').replace(',', '.')) * (SCALES[scale.toLowerCase()] ?? 1);
    return { value, unit: period ? `${currency} a ${period.toLowerCase()}` : currency };
  }
  const [, percent] = PERCENT.exec(text) ?? [];
  if (percent) return { value: Number(percent), unit: LESS.test(text) ? '% less' : '%' };
  const [, counted, unit = ''] = COUNTED.exec(text) ?? [];
  return counted ? { value: Number(counted), unit: unit.toLowerCase() } : null;
}

function phaseOf(text: string, dueAt: Date | null, start: Date, weeksAPhase: number): number {
  if (dueAt) return Math.min(3, Math.max(1, Math.ceil(age(start, dueAt) / 7 / weeksAPhase)));
  if (FIRST.test(text)) return 1;
  return SECOND.test(text) && !MONEY.test(text) ? 2 : 3;
}
