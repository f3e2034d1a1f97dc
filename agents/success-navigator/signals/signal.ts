import type { AccountHealthScore } from '../../../models/account-health-score.ts';
import type { ChurnPrediction } from '../../../models/churn-prediction.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import type { Evidence } from '../../facts/evidence.ts';

export type HealthPoint = Pick<AccountHealthScore, '_id' | 'asOf' | 'overallHealthScore'>;
export type ChurnPoint = Pick<ChurnPrediction, '_id' | 'asOf' | 'riskScore' | 'change30'>;

/** What a playbook's conditions are checked against. */
export interface SignalFacts extends AccountFacts {
  /** The latest issued assessment, and the latest one 30 days before it. */
  health: HealthPoint | null;
  healthBefore: HealthPoint | null;
  churn: ChurnPoint | null;
  /** The running playbook the question belongs to; null while none runs. */
  run: { startedAt: Date; overdueDays: number } | null;
}

export interface Reading {
  value: number;
  /** One sentence with the figure and its date. */
  text: string;
  evidence: Evidence[];
}

/** One thing a condition, a branch, an escalation or a target can be about. */
export interface Signal {
  /** As written in a playbook. */
  key: string;
  label: string;
  unit: string;
  /** Which way is better, where it is a target. */
  better: 'higher' | 'lower';
  /** True of signals that happen: their value is how many days ago. */
  event?: true;
  /** Null where the data do not say. */
  read(facts: SignalFacts): Reading | null;
}

export const DAY = 86_400_000;

export const evidence = (collection: string, row: { _id: string }, field: string, at: Date): Evidence => ({
  collection,
  id: row._id,
  field,
  at: at.toISOString(),
});
