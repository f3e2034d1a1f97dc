import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** An imported row that is valid but contradicts what else is known; it is kept, and this says why it is doubtful. */
export const importFlagSchema = defineSchema(
  {
    ...envelope,
    /** The collection's name in the code, e.g. `supportTickets`. */
    collectionName: { type: String, ...required },
    documentId: { type: String, ...required },
    accountId: { type: String },
    reasons: {
      type: [{ _id: false, code: { type: String, ...required }, text: { type: String, ...required } }],
      ...required,
    },
  },
  collection('import_flags'),
);
importFlagSchema.index({ tenant: 1, collectionName: 1, documentId: 1 }, { unique: true });

export type ImportFlag = Row<typeof importFlagSchema>;
