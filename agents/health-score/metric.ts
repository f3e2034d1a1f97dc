import type { AccountFacts } from '../facts/account-facts.ts';
import type { Evidence } from '../facts/evidence.ts';

export const DIMENSIONS = ['usage', 'relationship', 'value', 'support', 'financial'] as const;
export type DimensionKey = (typeof DIMENSIONS)[number];

export const DIMENSION_LABELS: Record<DimensionKey, string> = {
  usage: 'Usage',
  relationship: 'Relationship',
  value: 'Value',
  support: 'Support',
  financial: 'Financial',
};

/** What a metric found in the facts. Words and evidence are made only when somebody asks. */
export interface Reading {
  /** In the metric's unit. */
  value: number;
  /** The latest instant (ms) of any row it rests on; its age lowers confidence. */
  latest: number;
  /** The figure with its date, without a final full stop. */
  text(): string;
  evidence(): Evidence[];
  /** A risk worth naming even where the value itself is fine. */
  warning?(): string | null;
}

export interface Metric {
  key: string;
  dimension: DimensionKey;
  label: string;
  unit: string;
  /** Decimals when the value is shown. */
  digits: number;
  /** Data up to `grace` days old is fresh; beyond, its weight in the confidence halves every `halfLife` days. */
  grace: number;
  halfLife: number;
  /** What a person does about it when it is low. */
  remedy: string;
  /** Null when the facts hold nothing about it. Rows later than `facts.asOf` are never looked at. */
  read(facts: AccountFacts): Reading | null;
}

/** Evidence for one field of some rows (or the field of each row that says it), the latest first, at most eight. */
export function evidenceOf<Row extends { _id: string; at: Date }>(
  collection: string,
  field: string | ((row: Row) => string),
  rows: readonly Row[],
): Evidence[] {
  return rows
    .slice(-8)
    .reverse()
    .map((row) => ({ collection, id: row._id, field: typeof field === 'string' ? field : field(row), at: row.at.toISOString() }));
}
