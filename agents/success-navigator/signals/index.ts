import { commercialSignals } from './commercial.ts';
import { eventSignals } from './events.ts';
import { relationshipSignals } from './relationship.ts';
import { scoreSignals } from './scores.ts';
import { serviceSignals } from './service.ts';
import type { Signal } from './signal.ts';
import { usageSignals } from './usage.ts';

/** Everything a playbook's conditions, branches, escalations and targets may name. */
export const signals: readonly Signal[] = [
  ...scoreSignals,
  ...usageSignals,
  ...relationshipSignals,
  ...serviceSignals,
  ...commercialSignals,
  ...eventSignals,
];

const byKey = new Map(signals.map((signal) => [signal.key, signal]));

/** A signal by its name in any notation: `churnRisk`, `churn risk`, `churn_risk`; undefined where there is none. */
export function signalNamed(name: string): Signal | undefined {
  const key = name
    .trim()
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();
  return byKey.get(key);
}

export type { Reading, Signal, SignalFacts } from './signal.ts';
