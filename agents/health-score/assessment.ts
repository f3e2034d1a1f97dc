import { z } from 'zod';
import { HEALTH_BANDS, HEALTH_DIMENSIONS, HEALTH_TRENDS, type HealthBand } from '../../models/account-health-score.ts';
import { figureSchema } from '../facts/figure.ts';
import { findingSchema } from '../facts/finding.ts';

export const BAND_FLOORS: Record<HealthBand, number> = { green: 80, yellow: 65, orange: 45, red: 0 };

/** Green from 80, yellow from 65, orange from 45, red below; judged on the whole number people see. */
export function bandOf(score: number): HealthBand {
  const seen = Math.round(score);
  return HEALTH_BANDS.find((band) => seen >= BAND_FLOORS[band]) ?? 'red';
}

export const metricResultSchema = z.object({
  key: z.string(),
  figure: figureSchema,
  score: z.number().describe('0 to 100'),
  weight: z.number().describe('Share of the overall score after missing metrics dropped out, 0 to 1'),
  contribution: z.number().describe('Points of the overall score: weight × score'),
  text: z.string(),
});

export const dimensionResultSchema = z.object({
  key: z.enum(HEALTH_DIMENSIONS),
  label: z.string(),
  weight: z.number().describe('Share of the overall score after missing dimensions dropped out, 0 to 1'),
  score: z.number().nullable().describe('0 to 100; null without any data'),
  contribution: z.number().describe('Points of the overall score'),
  metrics: z.array(metricResultSchema),
  missing: z.array(z.string()).describe('Labels of metrics without data'),
});
export type DimensionResult = z.infer<typeof dimensionResultSchema>;

const intervalSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

export const healthAssessmentSchema = z.object({
  accountId: z.string(),
  asOf: z.string().describe('ISO 8601'),
  status: z.enum(['scored', 'too_little_data', 'churned']),
  score: z.number().nullable().describe('0 to 100; null when there is too little data'),
  band: z.enum(HEALTH_BANDS).nullable(),
  trend: z.enum(HEALTH_TRENDS).nullable(),
  confidence: z.number().describe('0 to 1: coverage × freshness'),
  coverage: z.number().describe('Share of all weight that has data, 0 to 1'),
  freshness: z.number().describe('0 to 1'),
  missing: z.array(z.string()),
  change30: z.number().nullable().describe('Points since 30 days before, by the same rules'),
  dimensions: z.array(dimensionResultSchema),
  positive: z.array(findingSchema),
  risks: z.array(findingSchema),
  actions: z.array(z.string()),
  history: z.array(z.object({ asOf: z.string(), score: z.number().nullable() })).describe('Weekly, oldest first'),
  forecast: z.object({ days30: intervalSchema, days90: intervalSchema, slopePerWeek: z.number(), method: z.string() }).nullable(),
  modelVersion: z.string(),
  scorecardVersion: z.string(),
});
export type HealthAssessment = z.infer<typeof healthAssessmentSchema>;
