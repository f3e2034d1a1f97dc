import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { ownText } from './kit/text.ts';

/** One batch that came over HTTP. `deliveryId` makes it count once: the same id again gets the stored result. */
export const ingestDeliverySchema = defineSchema(
  {
    ...envelope,
    deliveryId: { type: String, ...required },
    collectionName: { type: String, ...required },
    /** SHA-256 of the body: the same id may not come with another one. */
    digest: { type: String, ...required },
    state: { type: String, enum: ['taking', 'taken'], ...required, default: 'taking' },
    /** Until when the process that takes it may be thought alive. */
    leaseUntil: { type: Date, ...required },
    /** What the sender was answered, as JSON: one text is stored far faster than thousands of outcomes. */
    answer: ownText,
  },
  collection('ingest_deliveries'),
);
ingestDeliverySchema.index({ tenant: 1, deliveryId: 1 }, { unique: true });
ingestDeliverySchema.index({ tenant: 1, ingestedAt: 1 });

export type IngestDelivery = Row<typeof ingestDeliverySchema>;
