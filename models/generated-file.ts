import { Schema } from 'mongoose';
import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** A document Greendoor made, as it was made: a renewal deck, a term sheet. Never changed; a new one is a new row. */
export const generatedFileSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    name: { type: String, ...required },
    mimeType: { type: String, ...required },
    /** At most 8 MB. */
    bytes: { type: Schema.Types.Buffer, ...required },
    createdBy: { type: String, ...required },
  },
  collection('generated_files'),
);
identifyByExternalId(generatedFileSchema);
generatedFileSchema.index({ tenant: 1, accountId: 1, at: -1 });

export type GeneratedFile = Row<typeof generatedFileSchema>;
