import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { mailbox, nameText } from './kit/text.ts';
import { revision } from './kit/versioned.ts';

export const CONTACT_ROLES = ['executive_sponsor', 'champion', 'technical_lead', 'decision_maker', 'admin', 'user'] as const;

/** A person at a customer. */
export const contactSchema = defineSchema(
  {
    ...envelope,
    ...revision,
    accountId: { type: String, ...required },
    name: { ...nameText, ...required },
    nameTokens: { type: [String], default: [] },
    nameGrams: { type: [String], default: [] },
    email: { ...mailbox },
    title: { type: String },
    department: { type: String },
    role: { type: String, enum: CONTACT_ROLES, default: 'user' },
    timezone: { type: String },
    /** The language to write to them in, e.g. `de`. */
    language: { type: String },
    /** When the person left the company or moved out of the team we work with. */
    leftAt: { type: Date },
    optedOutAt: { type: Date },
    /** The person's identity in the customer's product usage (`behavior_intelligence_tracking.userId`). */
    productUserId: { type: String },
  },
  collection('contacts'),
);
identifyByExternalId(contactSchema);
contactSchema.index({ tenant: 1, accountId: 1 });
contactSchema.index({ tenant: 1, nameTokens: 1 });
contactSchema.index({ tenant: 1, email: 1 });
contactSchema.index({ tenant: 1, productUserId: 1 }, { partialFilterExpression: { productUserId: { $type: 'string' } } });

export type Contact = Row<typeof contactSchema>;
