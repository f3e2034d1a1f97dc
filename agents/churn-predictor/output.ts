import { z } from 'zod';
import { findingSchema } from '../facts/finding.ts';
import { FACTOR_GROUPS } from './factors/factor.ts';
import { INTERVENTIONS } from './retention.ts';
import { HORIZONS } from './strategy.ts';

const share = z.number().min(0).max(1);
const instant = z.string().describe('ISO 8601');

export const factorSchema = findingSchema.extend({
  name: z.string(),
  group: z.enum(FACTOR_GROUPS),
  strength: z.number().min(-1).max(1),
});

export const chanceSchema = z.object({
  tier: z.enum(['none', ...INTERVENTIONS]),
  probability: share.describe('of keeping the account over 90 days'),
  observed: z.number().describe('completed playbooks it rests on'),
});

export const actionSchema = z.object({
  horizon: z.enum(HORIZONS),
  action: z.string(),
  factor: z.string(),
  label: z.string(),
  because: z.string(),
});

const similarSchema = z.object({
  accountId: z.string(),
  name: z.string(),
  similarity: share,
  outcome: z.enum(['churned', 'renewed']),
  at: instant,
});

const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  arr: z.number().nullable(),
  currency: z.string(),
  renewalAt: instant.nullable(),
  sponsor: z.string().nullable(),
});

export const scoredSchema = z.object({
  status: z.literal('scored'),
  account: accountSchema,
  asOf: instant,
  modelVersion: z.string(),
  basis: z.enum(['start', 'learnt']).describe('starting weights, or learnt from the own accounts that left and stayed'),
  riskScore: z.number().min(0).max(100),
  band: z.enum(['high', 'medium', 'low']),
  change30: z.number().nullable().describe('points of the risk score in 30 days'),
  probability30: share,
  probability90: share,
  probability180: share,
  confidence: share,
  coverage: share,
  freshness: share,
  criticalAt: instant.nullable().describe('when the extrapolated 90-day probability passes 85 %'),
  base: z.number().describe('log-odds before any factor; contributions are log-odds too'),
  factors: z.array(factorSchema).describe('largest contribution first'),
  missing: z.array(z.string()),
  partly: z.array(z.string()).describe('collections of which only the newest rows were read, in words'),
  history: z.array(z.object({ at: instant, riskScore: z.number().nullable() })),
  similar: z.array(similarSchema),
  retention: z.array(chanceSchema),
  advised: z.enum(INTERVENTIONS).nullable(),
  actions: z.array(actionSchema),
});
export type ScoredOutput = z.infer<typeof scoredSchema>;

export const refusedSchema = z.object({
  status: z.enum(['insufficient', 'churned']),
  account: accountSchema,
  asOf: instant,
  coverage: share,
  missing: z.array(z.string()),
  churnedAt: instant.nullable(),
});
export type RefusedOutput = z.infer<typeof refusedSchema>;

export const churnOutputSchema = z.discriminatedUnion('status', [scoredSchema, refusedSchema]);
export type ChurnOutput = z.infer<typeof churnOutputSchema>;
