import type { InferRawDocTypeFromSchema } from 'mongoose';
import type { schemas } from '../../models/index.ts';
import type { Plain } from '../../models/kit/plain.ts';

type Collections = typeof schemas;
type Document<Name extends keyof Collections> = Plain<InferRawDocTypeFromSchema<Collections[Name]>>;
type Envelope = 'tenant' | 'ingestedAt' | 'source' | 'nameTokens' | 'nameGrams';

/** Sample documents by collection. The loader adds tenant, source, name keys, and the event time as the time of ingestion. */
export type Rows = {
  [Name in keyof Collections]?: (Partial<Omit<Document<Name>, Envelope>> & { _id: string; at: Date })[];
};
