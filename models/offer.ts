import { Schema } from 'mongoose';
import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { ownText } from './kit/text.ts';

export const OFFER_STATUSES = ['open', 'pressed', 'expired', 'undone'] as const;
export type OfferStatus = (typeof OFFER_STATUSES)[number];

const named = { id: { type: String, ...required }, name: { type: String, ...required } } as const;
const plain = { _id: false } as const;

/**
 * Something an `act` tool would write, asked for by a person and put before them in words: it is written when they press, once.
 * `at` is when it was offered.
 */
export const offerSchema = defineSchema(
  {
    ...envelope,
    tool: { type: String, ...required },
    /** As the press runs it. */
    arguments: { type: Schema.Types.Mixed, ...required },
    /** With the stage it was in. */
    account: { type: defineSchema({ ...named, stage: { type: String } }, plain) },
    /** The only one who may press. */
    asker: { type: defineSchema(named, plain), ...required },
    conversation: { type: String, ...required },
    title: { type: String, ...required },
    /** What will be written, `Text` of agents/facts/figure.ts. */
    fields: { type: [{ _id: false, label: { type: String, ...required }, value: { type: Schema.Types.Mixed, ...required } }], default: [] },
    /** Of tool, arguments, account and of everything the person read; see `digestOf`. */
    digest: { type: String, ...required },
    timezone: { type: String, ...required, default: 'UTC' },
    expiresAt: { type: Date, ...required },
    status: { type: String, enum: OFFER_STATUSES, ...required, default: 'open' },
    pressedAt: { type: Date },
    /** What came of the press; while it runs, nothing. */
    result: { type: defineSchema({ ok: { type: Boolean, ...required }, said: { ...ownText, ...required } }, plain) },
    /** What undoing needs: what was there, and what the tool gave. */
    before: { type: Schema.Types.Mixed },
    output: { type: Schema.Types.Mixed },
    undoneAt: { type: Date },
  },
  collection('offers'),
);
offerSchema.index({ tenant: 1, at: 1 });

export type Offer = Row<typeof offerSchema>;
