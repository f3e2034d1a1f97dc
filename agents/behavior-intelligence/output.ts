import { z } from 'zod';
import { behaviorSchema, segmentAverageSchema, triggerSchema } from './assessment.ts';

const instant = z.string().describe('ISO 8601');

export const headSchema = z.object({
  id: z.string(),
  name: z.string(),
  arr: z.number().nullable().describe('Yearly value in the currency'),
  currency: z.string(),
  renewalAt: instant.nullable(),
});
export type Head = z.infer<typeof headSchema>;

export const behaviorOutputSchema = z.object({ account: headSchema, behavior: behaviorSchema, segment: segmentAverageSchema });
export type BehaviorOutput = z.infer<typeof behaviorOutputSchema>;

export const foundSchema = triggerSchema.extend({
  since: instant.describe('First seen, as far as it was looked at'),
  person: z.string().nullable().describe('Name of the contact where the subject is a known person'),
});
export type Found = z.infer<typeof foundSchema>;

export const triggersOutputSchema = z.object({
  whose: z.string(),
  /** One account was asked for. */
  single: z.boolean(),
  accounts: z
    .array(z.object({ account: headSchema, owner: z.string().nullable(), triggers: z.array(foundSchema) }))
    .describe('With at least one trigger, most pressing first'),
  found: z.number().int().describe('Accounts with a trigger, shown or not'),
  counts: z.array(z.object({ kind: triggerSchema.shape.kind, accounts: z.number().int() })),
  checked: z.number().int().describe('Accounts with sessions that were looked at'),
  without: z.number().int().describe('Accounts of the scope without any session on record'),
  asOf: instant.nullable(),
  rules: z.array(z.string()),
});
export type TriggersOutput = z.infer<typeof triggersOutputSchema>;
