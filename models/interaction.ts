import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { freeText } from './kit/text.ts';

export const INTERACTION_KINDS = ['email', 'meeting', 'call', 'chat'] as const;
export const DIRECTIONS = ['inbound', 'outbound'] as const;

/** One contact with a customer. `at` is when it took place (for a meeting: its start). */
export const interactionSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    contactId: { type: String },
    /** The internal person who took part. */
    userId: { type: String },
    kind: { type: String, enum: INTERACTION_KINDS, ...required },
    direction: { type: String, enum: DIRECTIONS, ...required },
    subject: { type: String },
    text: freeText,
    /** Meetings and calls: did the contact come? */
    attended: { type: Boolean },
    /** Outbound messages: hours until the contact answered; absent while unanswered. */
    responseHours: { type: Number, min: 0 },
    /** Outbound e-mail that carries tracking: was it opened, was a link followed? */
    opened: { type: Boolean },
    clicked: { type: Boolean },
    /** -1 (hostile) to 1 (delighted), as delivered by the source. */
    sentiment: { type: Number, min: -1, max: 1 },
  },
  collection('interactions'),
);
identifyByExternalId(interactionSchema);
interactionSchema.index({ tenant: 1, accountId: 1, at: -1 });

export type Interaction = Row<typeof interactionSchema>;
