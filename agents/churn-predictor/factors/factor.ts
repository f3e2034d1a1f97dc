import type { AccountFacts } from '../../facts/account-facts.ts';
import type { Evidence } from '../../facts/evidence.ts';
import { decay } from '../../metrics/statistics.ts';

export const FACTOR_GROUPS = ['usage', 'relationship', 'business', 'organisation'] as const;
export type FactorGroup = (typeof FACTOR_GROUPS)[number];

/** How one factor shows in an account's facts. */
export interface Reading {
  /** -1 (speaks as strongly as it can for staying) over 0 (neutral) to 1 (for leaving). */
  strength: number;
  /** The measured figure the strength comes from. */
  value: number;
  unit: string;
  /** One plain sentence with the figure and its date. */
  text(): string;
  evidence(): Evidence[];
}

export interface Observation {
  /** When the newest datum that informs the factor is from: its freshness. Null: nothing informs it, the factor drops out. */
  newest: Date | null;
  /** 0 to 1: how much of the data the factor wants is there; never falls when data is added. */
  fullness: number;
  /** Absent only together with `newest`. */
  reading: Reading | null;
}

export interface Factor {
  /** snake_case, stable: stored with every prediction and learnt weights. */
  name: string;
  label: string;
  group: FactorGroup;
  /** What must be connected for the factor to be known, for people. */
  needs: string;
  /** Share of the confidence that rests on this factor; relative. */
  importance: number;
  /** Days after which its newest datum says half as much about today, beyond `FRESH_DAYS`. */
  halfLife: number;
  observe(facts: AccountFacts): Observation;
}

export const DAY = 86_400_000;
export const UNKNOWN: Observation = { newest: null, fullness: 0, reading: null };

/** Data this young counts as of today: weekly and monthly sources are never younger. */
const FRESH_DAYS = 5;

export const ageDays = (facts: AccountFacts, at: Date): number => Math.max(0, (facts.asOf.getTime() - at.getTime()) / DAY);

/** 1 for data of the last days, falling by half each half-life. */
export function freshness(facts: AccountFacts, newest: Date, halfLife: number): number {
  return decay(ageDays(facts, newest) - FRESH_DAYS, halfLife);
}

export function newestOf(...lists: readonly (readonly { at: Date }[])[]): Date | null {
  let newest: Date | null = null;
  let time = Number.NEGATIVE_INFINITY;
  for (const rows of lists)
    for (const { at } of rows) {
      if (at.getTime() <= time) continue;
      newest = at;
      time = at.getTime();
    }
  return newest;
}

export function evidenceOf(collection: string, row: { _id: string; at: Date }, field: string): Evidence {
  return { collection, id: row._id, field, at: row.at.toISOString() };
}

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
/** Short date for sentences: "12 Oct 2026". */
export const day = (date: Date): string => DATE.format(date);
