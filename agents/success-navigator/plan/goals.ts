import { age } from '../../facts/time.ts';
import { addDays } from '../course/execution.ts';

export type Phase = 1 | 2 | 3;

/** A goal as the deal states it, with what can be measured of it. */
export interface Goal {
  text: string;
  target: { value: number; unit: string } | null;
  /** When it is to be reached; null where the deal does not say. */
  dueAt: Date | null;
  /** The phase it belongs to by its date, or by what it is about. */
  phase: Phase;
}

const SYMBOLS: Record<string, string> = { $: 'USD', '€': 'EUR', '£': 'GBP' };
const SCALES: Record<string, number> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6 };
const DAYS: Record<string, number> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };
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
  const deadline = DEADLINE.exec(text);
  const dueAt = deadline
    ? addDays(start, Number(deadline[1] ?? deadline[4]) * (DAYS[(deadline[2] ?? deadline[3] ?? '').toLowerCase()] ?? 7))
    : null;
  const rest = deadline ? text.replace(deadline[0], '') : text;
  return { text, target: targetOf(rest), dueAt, phase: phaseOf(text, dueAt, start, weeksAPhase) };
}

const SPELLED = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const inDigits = (text: string): string =>
  text.replace(/\b[a-z]+\b/gi, (word) => (SPELLED.indexOf(word.toLowerCase()) > 0 ? String(SPELLED.indexOf(word.toLowerCase())) : word));

function targetOf(said: string): Goal['target'] {
  if (/\bby half\b|\bhalve\b/i.test(said)) return { value: 50, unit: '% less' };
  const text = inDigits(said);
  const nps = NPS.exec(text);
  if (nps) return { value: Number(nps[1]), unit: 'NPS, of 10' };
  const money = MONEY.exec(text);
  if (money) {
    const currency = SYMBOLS[money[1] ?? ''] ?? money[1]?.toUpperCase() ?? '';
    const value = Number((money[2] ?? '').replace(/,(?=\d{3}\b)/g, '').replace(',', '.')) * (SCALES[(money[3] ?? '').toLowerCase()] ?? 1);
    return { value, unit: money[4] ? `${currency} a ${money[4].toLowerCase()}` : currency };
  }
  const percent = PERCENT.exec(text);
  if (percent) return { value: Number(percent[1]), unit: LESS.test(text) ? '% less' : '%' };
  const counted = COUNTED.exec(text);
  return counted ? { value: Number(counted[1]), unit: (counted[2] ?? '').toLowerCase() } : null;
}

function phaseOf(text: string, dueAt: Date | null, start: Date, weeksAPhase: number): Phase {
  if (dueAt) {
    const weeks = age(start, dueAt) / 7;
    return weeks <= weeksAPhase ? 1 : weeks <= 2 * weeksAPhase ? 2 : 3;
  }
  if (FIRST.test(text)) return 1;
  return SECOND.test(text) && !MONEY.test(text) ? 2 : 3;
}
