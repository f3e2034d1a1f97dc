import { z } from 'zod';
import { CALL_CATEGORIES } from '../../models/renewal-call.ts';
import { evidenceSchema } from '../facts/evidence.ts';
import { textSchema } from '../facts/figure.ts';
import { findingSchema } from '../facts/finding.ts';
import { FACTOR_NAMES } from './factors.ts';

const share = z.number().min(0).max(1);
const instant = z.string().describe('ISO 8601');

export const lineSchema = z.object({
  key: z.string(),
  source: z.enum(['contract', 'opportunity', 'expansion_opportunity', 'list_price']),
  name: z.string(),
  annualValue: z.number().describe('A year, in the currency'),
  currency: z.string(),
  chance: share
    .nullable()
    .describe('Base: that the contract is renewed. Addition: that it is signed, given the renewal. Null: too little is known'),
  reason: z.string(),
  wanted: z.string().nullable().describe('Why the customer wants it, as recorded'),
  evidence: z.array(evidenceSchema),
});
export type Line = z.infer<typeof lineSchema>;

export const contractSchema = z.object({
  id: z.string(),
  name: z.string(),
  annualValue: z.number(),
  currency: z.string(),
  startAt: instant,
  endAt: instant.nullable(),
  days: z.number().nullable().describe('Until it ends'),
  termMonths: z.number().nullable(),
  paymentModel: z.string().nullable(),
  autoRenew: z.boolean(),
  seats: z.number().nullable(),
  probability: share.nullable(),
});
export type RenewalContract = z.infer<typeof contractSchema>;

export const totalSchema = z.object({
  currency: z.string(),
  current: z.number(),
  additions: z.number(),
  proposed: z.number().describe('current + additions'),
  expectedBase: z.number().nullable(),
  expectedAdditions: z.number().nullable(),
  expected: z.number().nullable().describe('expectedBase + expectedAdditions; null without a probability'),
});
export type Total = z.infer<typeof totalSchema>;

export const riskSchema = z.object({
  key: z.string(),
  risk: textSchema,
  weight: z.number().describe('Log-odds it takes from the renewal'),
  mitigation: textSchema,
  evidence: z.array(evidenceSchema),
});
export type Risk = z.infer<typeof riskSchema>;

export const callSchema = z.object({
  contractId: z.string(),
  category: z.enum(CALL_CATEGORIES),
  probability: z.number().nullable(),
  amount: z.number(),
  currency: z.string(),
  note: z.string().nullable(),
  by: z.string(),
  at: instant,
});
export type Call = z.infer<typeof callSchema>;

export const stakeholderSchema = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  role: z.string(),
  stance: z.enum(['supports', 'neutral', 'opposes', 'unknown']),
  because: z.string().nullable(),
});

export const assessmentSchema = z.object({
  accountId: z.string(),
  asOf: instant,
  modelVersion: z.string(),
  status: z.enum(['open', 'ended', 'churned', 'no_contract']),
  endedAt: instant.nullable(),
  currency: z.string().describe('Of the contract that ends next'),
  contracts: z.array(contractSchema).describe('In force, soonest end first; after the end, the last one'),
  renewalAt: instant.nullable().describe('The next end of a contract'),
  days: z.number().nullable(),
  window: z.enum(['overdue', '30', '60', '90', 'later']).nullable().describe('How near the renewal is, in days'),
  probability: share.nullable().describe('Of the contract that ends next'),
  band: z.enum(['high', 'medium', 'low', 'at_risk']).nullable(),
  base: z.number().describe('Log-odds before any factor'),
  persistence: share.describe('How much of today’s signs still counts at the next renewal; factors are multiplied by it'),
  factors: z.array(findingSchema.extend({ name: z.enum(FACTOR_NAMES) })).describe('Contributions in log-odds, strongest first'),
  signals: z.array(findingSchema).describe('What the churn factor is made of, in log-odds of renewal'),
  confidence: share.describe('coverage × freshness'),
  coverage: share,
  freshness: share,
  missing: z.array(z.string()),
  lines: z.array(lineSchema).describe('The recommended structure'),
  unpriced: z.array(z.string()).describe('Deals without an amount: named, not counted'),
  totals: z.array(totalSchema).describe('One a currency, never added up between them'),
  definition: z.string().describe('How the expected value was computed, with its figures'),
  budget: findingSchema.nullable().describe('Money the customer set aside for the renewal'),
  roi: z.number().nullable().describe('%'),
  nps: z.number().nullable().describe('Mean answer, of 10'),
  risks: z.array(riskSchema).describe('Strongest first'),
  strategy: z.array(textSchema),
  stakeholders: z.array(stakeholderSchema),
  process: z
    .array(z.object({ step: z.string(), from: instant, to: instant }))
    .describe('The thirty days of the renewal, dated backwards from its end'),
  cautions: z.array(textSchema),
  partly: z.array(z.string()).describe('What was read in part'),
});
export type RenewalAssessment = z.infer<typeof assessmentSchema>;
