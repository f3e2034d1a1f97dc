import type { Schema } from 'mongoose';

/**
 * A row is identified by its tenant, its source and its id there: "1" of two systems are two rows. The index begins with
 * the id, so that it also finds the rows of any source that have one.
 */
export function identifyByExternalId(schema: Schema): void {
  schema.index({ tenant: 1, externalId: 1, source: 1 }, { unique: true, partialFilterExpression: { externalId: { $exists: true } } });
}

/** Indexes that earlier versions made and that would now refuse what is right. */
export const RETIRED_INDEXES = ['tenant_1_externalId_1'];
