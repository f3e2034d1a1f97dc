import { Schema } from 'mongoose';
import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** What a mutable row (account, contact, contract, deal, plan) was before it was changed. Written by `reviseRows` only. */
export const rowVersionSchema = defineSchema(
  {
    ...envelope,
    /** The collection, by the name the code uses for it. */
    of: { type: String, ...required },
    rowId: { type: String, ...required },
    /** The account the row was of then; of an account, itself. */
    accountId: { type: String, ...required },
    validFrom: { type: Date, ...required },
    recordedAt: { type: Date, ...required },
    /** When the next state was recorded. */
    supersededAt: { type: Date, ...required },
    /** The whole row as it was, without its search keys. */
    row: { type: Schema.Types.Mixed, ...required },
  },
  collection('row_versions'),
);
rowVersionSchema.index({ tenant: 1, accountId: 1, supersededAt: -1 });
rowVersionSchema.index({ tenant: 1, of: 1, rowId: 1, recordedAt: 1 }, { unique: true });

export type RowVersion = Omit<Row<typeof rowVersionSchema>, 'row'> & { row: Record<string, unknown> };
