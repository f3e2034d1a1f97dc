import type { Reading } from './reading.ts';
import type { Slot } from './schema.ts';
import { meanings } from './vocabulary.ts';

/** Words too general to choose a value by, unless the argument's own name is said too. */
const GENERAL = new Set([
  'user',
  'admin',
  'other',
  'all',
  'none',
  'account',
  'active',
  'list',
  'reach',
  'target',
  'xaccount',
  'value',
  'worth',
  'time',
  'name',
]);
const ORDERING = /^(sort|order|rank|by|direction)/i;
const ORDERING_CUE = /\b(sort(?! of)|sorted|order|ordered|rank|ranked|top|worst|best|biggest|largest|smallest|lowest|highest|first|by)\b/i;

/** The value of a list that the question's words mean, if they mean one. */
export function chooseValue(slot: Slot, reading: Pick<Reading, 'cues' | 'text'>): string | undefined {
  const ordering = ORDERING.test(slot.name);
  if (ordering && !ORDERING_CUE.test(reading.text)) return undefined;
  const named = [...slot.nameCues].some((cue) => reading.cues.has(cue));
  let best: { value: string; score: number } | undefined;
  for (const value of slot.values) {
    const parts = partsOf(value);
    const held = parts.filter((part) => reading.cues.has(part) && (named || ordering || !GENERAL.has(part)));
    if (held.length === 0) continue;
    const score = held.length / parts.length + held.length * 0.1 + explained(slot, value, reading.cues);
    if (!best || score > best.score) best = { value, score };
  }
  return best && best.score >= 0.5 ? best.value : undefined;
}

const read = new Map<string, string[]>();

/** The meanings of a value's words, read once: a list may hold a hundred values. */
function partsOf(value: string): string[] {
  const parts = read.get(value) ?? [...new Set(meanings(value.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ')))];
  read.set(value, parts);
  return parts;
}

/** A description may explain a value in other words: `declining: got worse`. */
function explained(slot: Slot, value: string, cues: ReadonlySet<string>): number {
  const words = new RegExp(`["“']?${value}["”']?\\s*(?:[:=(]|is|means)\\s*([^,;.)]+)`, 'i').exec(slot.description)?.[1];
  return words && meanings(words).some((word) => cues.has(word)) ? 0.4 : 0;
}
