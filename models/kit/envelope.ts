import { randomUUID } from 'node:crypto';
import type { SchemaDefinition, SchemaOptions } from 'mongoose';
import { idText } from './text.ts';

/**
 * What every document carries. `at` is when the fact happened (event time), `ingestedAt` when
 * Greendoor learnt of it; an assessment as of an instant uses only rows where neither is later.
 * `externalId` is the row's identity in its source, so that a re-import updates instead of doubling.
 */
export const envelope = {
  _id: { type: String, default: () => randomUUID() },
  tenant: { type: String, required: true },
  externalId: idText,
  source: { type: String, required: true, default: 'greendoor' },
  at: { type: Date, required: true, default: () => new Date() },
  ingestedAt: { type: Date, required: true, default: () => new Date() },
} as const satisfies SchemaDefinition;

/** Schema options for one collection, named as in the database. */
export function collection<const Name extends string>(name: Name) {
  return { collection: name, versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw' } as const satisfies SchemaOptions;
}

export const required = { required: true } as const;
