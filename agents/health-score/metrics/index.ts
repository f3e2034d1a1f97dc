import type { Metric } from '../metric.ts';
import { financialMetrics } from './financial.ts';
import { relationshipMetrics } from './relationship.ts';
import { supportMetrics } from './support.ts';
import { usageMetrics } from './usage.ts';
import { valueMetrics } from './value.ts';

/** Every metric, in the order they are shown. */
export const metrics: readonly Metric[] = [
  ...usageMetrics,
  ...relationshipMetrics,
  ...valueMetrics,
  ...supportMetrics,
  ...financialMetrics,
];

export const metricOf = new Map(metrics.map((metric) => [metric.key, metric]));
