import type { schemas } from '../../models/index.ts';
import type { Row } from '../../models/kit/schema.ts';

type Collections = typeof schemas;
type Document<Name extends keyof Collections> = Row<Collections[Name]>;
type Envelope = 'tenant' | 'ingestedAt' | 'source' | 'nameTokens' | 'nameGrams';

/** Sample documents by collection. The loader adds tenant, source, name keys, and the event time as the time of ingestion. */
export type Rows = {
  [Name in keyof Collections]?: (Partial<Omit<Document<Name>, Envelope>> & { _id: string; at: Date })[];
};
