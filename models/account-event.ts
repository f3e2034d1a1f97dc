import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { freeText } from './kit/text.ts';

export const ACCOUNT_EVENT_KINDS = [
  'champion_left',
  'role_change',
  'successor_named',
  'new_executive',
  'executive_left',
  'hiring',
  'layoffs',
  'reorganisation',
  'budget_cut',
  'budget_approved',
  'priority_lowered',
  'priority_raised',
  'competitor_evaluation',
  'new_region',
  'new_team',
  'feature_request',
  'funding',
  'acquisition',
  'revenue_growth',
  'technology_change',
  'reference_given',
  'public_praise',
  'complaint',
  'churned',
] as const;
export type AccountEventKind = (typeof ACCOUNT_EVENT_KINDS)[number];

/** Something that happened at the customer, with who says so and how sure they are. */
export const accountEventSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    contactId: { type: String },
    kind: { type: String, enum: ACCOUNT_EVENT_KINDS, ...required },
    detail: freeText,
    /** Money or people concerned, in the unit the kind implies (budget: account currency; hiring: people). */
    amount: { type: Number },
    /** 0 to 1: how sure the source is. */
    confidence: { type: Number, min: 0, max: 1, ...required, default: 1 },
  },
  collection('account_events'),
);
identifyByExternalId(accountEventSchema);
accountEventSchema.index({ tenant: 1, accountId: 1, at: -1 });

export type AccountEvent = Row<typeof accountEventSchema>;
