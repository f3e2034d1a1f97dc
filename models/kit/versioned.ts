import type { Schema, SchemaDefinition } from 'mongoose';

/** The collections whose rows are changed in place by their sources, and whose earlier versions are kept (`row_versions`). */
export const VERSIONED = ['accounts', 'contacts', 'contracts', 'opportunities', 'customerSuccessPlans'] as const;
export type VersionedName = (typeof VERSIONED)[number];

/** What a row that keeps its versions carries once it was changed; before, it is as it was first recorded: since `at`, known since `ingestedAt`. */
export const revision = {
  /** When the state became true, where its source says; otherwise when it was recorded. */
  validFrom: { type: Date },
  /** When Greendoor learnt of the state. */
  recordedAt: { type: Date },
} as const satisfies SchemaDefinition;

const NAMES: ReadonlySet<string> = new Set(VERSIONED);

/** Whether a model's rows may be changed by `reviseRows` only. */
export function keepsVersions(model: unknown): boolean {
  const { modelName, schema } = model as { modelName?: string; schema?: Schema };
  return NAMES.has(modelName ?? '') && schema?.path('recordedAt') !== undefined;
}
