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

/** Of rows that have the same id, the one a row of the source means: of its own source, else the only one of another; undefined where several could be meant. */
export function ofSource<Found extends { source: string }>(found: readonly Found[], source: string): Found | undefined {
  const own = found.filter((each) => each.source === source);
  const among = own.length > 0 ? own : found;
  return among.length === 1 ? among[0] : undefined;
}
