import type { Evidence } from '../facts/evidence.ts';
import { DAY } from '../facts/time.ts';
import { clamp, decay } from '../metrics/statistics.ts';
import type { View } from './level.ts';

/** What one rule concluded from the facts. */
export interface Verdict<Value extends string = string> {
  /** Null where the facts say nothing: then `missing` names what would. */
  value: Value | null;
  /** 0 to 1: how much of what the rule reads is there, and how fresh it is. More data never lowers it. */
  confidence: number;
  /** One sentence with the figures it rests on; empty without a value. */
  reason: string;
  /** What would raise the confidence, in words. */
  missing: string[];
  evidence: Evidence[];
}

/** One thing a rule looks for. */
export interface Source {
  /** Its part of the confidence; a rule's sources add up to at most 1. */
  weight: number;
  /** 0 (absent) to 1 (plenty and fresh). */
  quality: number;
  /** Named while `quality` is 0. */
  name: string;
}

export const confidenceOf = (sources: readonly Source[]): number =>
  clamp(
    sources.reduce((total, { weight, quality }) => total + weight * quality, 0),
    0,
    1,
  );

export const missingOf = (sources: readonly Source[]): string[] => sources.filter(({ quality }) => quality === 0).map(({ name }) => name);

export const unknown = <Value extends string>(sources: readonly Source[]): Verdict<Value> => ({
  value: null,
  confidence: 0,
  reason: '',
  missing: missingOf(sources),
  evidence: [],
});

const GRACE_DAYS = 14;
const HALF_LIFE_DAYS = 30;

/** 1 for rows of the last two weeks, halving every 30 days beyond; 0 without rows (oldest first). */
export function freshness(rows: readonly { at: Date }[], { asOf }: Pick<View, 'asOf'>): number {
  const last = rows.at(-1);
  return last ? decay((asOf.getTime() - last.at.getTime()) / DAY - GRACE_DAYS, HALF_LIFE_DAYS) : 0;
}

/** Rises from 0 to 1 as the count reaches `enough`. */
export const enough = (count: number, wanted: number): number => Math.min(1, count / wanted);

const SHOWN = 6;

/** Evidence for one field of rows, the latest first. */
export function evidenceOf(collection: string, field: string, rows: readonly { _id: string; at: Date }[]): Evidence[] {
  return rows
    .slice(-SHOWN)
    .reverse()
    .map(({ _id, at }) => ({ collection, id: _id, field, at: at.toISOString() }));
}
