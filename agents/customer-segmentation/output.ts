import { z } from 'zod';
import { SEGMENTS } from '../../models/scorecard.ts';
import { evidenceSchema } from '../facts/evidence.ts';
import { DIMENSION_KEYS, type DimensionKey, GROUPS } from './dimensions.ts';
import { followSchema } from './follow.ts';
import { comparisonSchema } from './peers.ts';

const share = z.number().min(0).max(1);
const instant = z.string().describe('ISO 8601');
const dimensionKey = z.enum(DIMENSION_KEYS as [DimensionKey, ...DimensionKey[]]);

export const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  arr: z.number().nullable().describe('Yearly value in the currency'),
  currency: z.string(),
  leftAt: instant.nullable().describe('When the customer left; null for customers'),
});

export const dimensionSchema = z.object({
  key: dimensionKey,
  label: z.string(),
  group: z.enum(GROUPS),
  value: z.string().nullable().describe('Null while the data say nothing'),
  words: z.string().nullable().describe('The value in words'),
  confidence: share,
  reason: z.string(),
  missing: z.array(z.string()).describe('What would raise the confidence'),
  evidence: z.array(evidenceSchema),
});
export type DimensionOutput = z.infer<typeof dimensionSchema>;

export const segmentOutputSchema = z.object({
  account: accountSchema,
  asOf: instant,
  modelVersion: z.string(),
  confidence: share,
  dimensions: z.array(dimensionSchema),
  missing: z.array(z.string()),
  next: z
    .object({
      from: z.enum(SEGMENTS),
      to: z.enum(SEGMENTS),
      monthsFrom: z.number(),
      monthsTo: z.number(),
      confidence: share,
      growth: z.number().describe('A year, as a share'),
      drivers: z.array(z.object({ name: z.string(), growth: z.number(), text: z.string(), evidence: z.array(evidenceSchema) })),
      missing: z.array(z.string()),
    })
    .nullable()
    .describe('The size segment it is heading for within three years; null where nothing says so'),
  follow: followSchema.describe('How to look after it'),
  history: z.array(
    z.object({
      dimension: dimensionKey,
      from: z.string(),
      to: z.string(),
      at: instant,
      reason: z.string(),
      source: z.enum(['issued', 'reconstructed']),
    }),
  ),
});
export type SegmentOutput = z.infer<typeof segmentOutputSchema>;

export const peersOutputSchema = z.object({
  account: accountSchema,
  asOf: instant,
  segment: z.string().nullable(),
  vertical: z.string().nullable().describe('Null where the whole size segment is compared with'),
  ownVertical: z.string().nullable(),
  scoredAt: instant.nullable().describe('When the account’s own scores were issued'),
  comparisons: z.array(comparisonSchema),
});
export type PeersOutput = z.infer<typeof peersOutputSchema>;

export const segmentListSchema = z.object({
  whose: z.string(),
  owner: z.string().nullable(),
  by: z.enum(['size', 'industry', 'size_and_industry']),
  accounts: z.number(),
  groups: z.array(
    z.object({
      segment: z.string().nullable(),
      vertical: z.string().nullable(),
      accounts: z.number(),
      scored: z.number().describe('Accounts with a health score'),
      averageHealth: z.number().nullable(),
      arr: z.array(z.object({ currency: z.string(), amount: z.number() })).describe('Per currency; never added across currencies'),
    }),
  ),
  asOf: instant.nullable(),
});
export type SegmentListOutput = z.infer<typeof segmentListSchema>;
