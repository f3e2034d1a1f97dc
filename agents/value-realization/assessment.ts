import { z } from 'zod';
import { VALUE_CATEGORIES } from '../../models/value-record.ts';
import { evidenceSchema } from '../facts/evidence.ts';
import { figureSchema, textSchema } from '../facts/figure.ts';
import { findingSchema } from '../facts/finding.ts';

const instant = z.string().describe('ISO 8601');
const share = z.number().min(0).max(1);

export const categoryValueSchema = z.object({
  category: z.enum(VALUE_CATEGORIES),
  proven: z.number(),
  unproven: z.number(),
  target: z.number().nullable().describe('What was promised for the counted records; null where nothing was'),
});
export type CategoryValue = z.infer<typeof categoryValueSchema>;

/** Value and investment of one currency; amounts of different currencies are never added. */
export const currencyValueSchema = z.object({
  currency: z.string(),
  investment: z.number(),
  proven: z.number().describe('Confirmed by evidence, within the period'),
  unproven: z.number().describe('Claimed without evidence, within the period'),
  categories: z.array(categoryValueSchema).describe('Adds up to proven and unproven'),
  target: z
    .object({ promised: z.number(), proven: z.number(), percent: z.number() })
    .nullable()
    .describe('Proven value of the categories for which something was promised, against that promise'),
  roi: z.number().nullable().describe('% : proven value ÷ investment; null without an investment in this currency'),
  roiWithUnproven: z.number().nullable().describe('% : as if every claim were true'),
  monthlyValue: z.number().describe('Proven value ÷ months of the period'),
  paybackMonths: z.number().nullable().describe('One year’s investment ÷ monthly proven value, in months; null without either'),
});
export type CurrencyValue = z.infer<typeof currencyValueSchema>;

export const projectionSchema = z.object({
  currency: z.string(),
  years: z.array(z.object({ year: z.number(), value: z.number(), investment: z.number() })),
  growth: z.number().describe('% a year, used from year 2'),
  trend: z.number().nullable().describe('% a year measured over the period, before bounds; null where too little is measured'),
  basis: z.string(),
  cumulative: z.object({ value: z.number(), investment: z.number(), roi: z.number().nullable() }),
});
export type Projection = z.infer<typeof projectionSchema>;

export const checkpointSchema = z.object({
  week: z.number(),
  at: instant,
  reached: z.boolean().describe('False while the date lies ahead'),
  metrics: z.array(
    z.object({ name: z.string(), unit: z.string(), actual: z.number(), target: z.number(), met: z.boolean(), measuredAt: instant }),
  ),
  milestones: z.object({ done: z.number(), due: z.number() }),
  proven: z.number().describe('Proven value measured by then, in `currency` of the whole'),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

export const alternativeSchema = z.object({
  name: z.string().nullable().describe('Null where only "a competitor" was said'),
  kind: z.enum(['competitor', 'in_house', 'unnamed']),
  words: z.string(),
  at: instant,
  sure: share,
  evidence: z.array(evidenceSchema),
});
export type Alternative = z.infer<typeof alternativeSchema>;

/** Of the main currency, as every list and card shows them. */
export const FIGURES = [
  'roi',
  'proven_value',
  'unproven_value',
  'investment',
  'share_of_target',
  'promised_value',
  'payback_months',
] as const;

export const valueAssessmentSchema = z.object({
  accountId: z.string(),
  asOf: instant,
  status: z.enum(['measured', 'claims_only', 'nothing_measured']),
  contract: z.enum(['in_force', 'ended', 'none']),
  period: z.object({ from: instant, to: instant, months: z.number() }).describe('At most 12 months; value and investment both lie in it'),
  currency: z.string().describe('The currency of the largest investment'),
  definition: textSchema.describe('How the ROI was computed, with its figures'),
  figures: z.record(z.enum(FIGURES), figureSchema).describe('Of the catalogue of metrics'),
  total: currencyValueSchema.describe('In `currency`'),
  others: z.array(currencyValueSchema).describe('Other currencies, shown apart'),
  proven: z.array(findingSchema),
  unproven: z.array(findingSchema),
  investment: z.array(findingSchema),
  baseline: z.array(findingSchema).describe('How it was before'),
  checkpoints: z.object({ since: instant, plan: z.string(), list: z.array(checkpointSchema) }).nullable(),
  projection: projectionSchema.nullable(),
  noProjection: z.string().nullable().describe('Why there is no projection'),
  alternatives: z.array(alternativeSchema).describe('Newest first'),
  next: z.array(textSchema).describe('What to measure or confirm next, most useful first'),
  cautions: z.array(textSchema),
  confidence: share.describe('coverage × freshness'),
  coverage: share,
  freshness: share,
  missing: z.array(z.string()),
  partly: z.array(z.string()).describe('What was read in part'),
});
export type ValueAssessment = z.infer<typeof valueAssessmentSchema>;
