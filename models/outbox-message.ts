import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { freeText } from './kit/text.ts';

/** `frozen`: written down, not handed over. `sending`: handed to the mail system, no answer yet. */
export const OUTBOX_STATES = ['frozen', 'sending', 'sent', 'recorded', 'failed', 'unknown'] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

const plain = { _id: false } as const;
const address = { name: { type: String, ...required }, address: { type: String, ...required } } as const;

/** The exact mail of one approval, frozen before it is sent. `_id` is the approval's: there can be only one. */
export const outboxMessageSchema = defineSchema(
  {
    ...envelope,
    approvalId: { type: String, ...required },
    version: { type: Number, ...required },
    digest: { type: String, ...required },
    from: { type: defineSchema(address, plain), ...required },
    to: { type: defineSchema(address, plain), ...required },
    subject: { type: String, ...required },
    text: { ...freeText, ...required },
    /** What the Message-ID is made of; the same for every attempt. */
    messageId: { type: String, ...required },
    state: { type: String, enum: OUTBOX_STATES, ...required, default: 'frozen' },
    attempts: { type: Number, ...required, default: 0 },
    receipt: {
      type: defineSchema(
        { sent: { type: Boolean, ...required }, detail: { type: String, ...required }, at: { type: Date, ...required } },
        plain,
      ),
    },
  },
  collection('outbox'),
);
identifyByExternalId(outboxMessageSchema);
outboxMessageSchema.index({ tenant: 1, approvalId: 1 }, { unique: true });

export type OutboxMessage = Row<typeof outboxMessageSchema>;
