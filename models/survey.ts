import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { freeText } from './kit/text.ts';

/** One answer to a survey: NPS 0 to 10, CSAT 1 to 5. */
export const surveySchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    contactId: { type: String },
    kind: { type: String, enum: ['nps', 'csat'], ...required },
    score: { type: Number, ...required, min: 0, max: 10 },
    comment: freeText,
  },
  collection('surveys'),
);
identifyByExternalId(surveySchema);
surveySchema.index({ tenant: 1, accountId: 1, at: -1 });

export type Survey = Row<typeof surveySchema>;
