import type { Model } from 'mongoose';

/** A read of one collection: what its documents must match, and the stages of an aggregation after that. Values must come from our own code, cast. */
export interface Read<Row> {
  model: unknown;
  filter: object;
  stages?: readonly object[];
  /** Only for the type of what is read. */
  row?: Row;
}

type Rows<Reads extends readonly Read<unknown>[]> = { [Index in keyof Reads]: Reads[Index] extends Read<infer Row> ? Row[] : never };

/** Not a field of any collection. */
const OF = '_read';

/** Several small reads of one tenant in one round trip: each costs far less than a command of its own. */
export async function readTogether<const Reads extends readonly Read<unknown>[]>(tenant: string, reads: Reads): Promise<Rows<Reads>> {
  const parts = reads.map(({ model, filter, stages = [] }, index) => ({
    collection: (model as Model<object>).collection,
    stages: [{ $match: { ...filter, tenant } }, ...stages, { $set: { [OF]: index } }],
  }));
  const [first, ...others] = parts;
  const found = reads.map((): unknown[] => []);
  if (first) {
    const rest = others.map(({ collection, stages }) => ({ $unionWith: { coll: collection.name, pipeline: stages } }));
    const rows = await first.collection
      .aggregate<Record<string, unknown>>([...first.stages, ...rest], { batchSize: 10_000, enableUtf8Validation: false })
      .toArray();
    for (const { [OF]: of, ...row } of rows) found[of as number]?.push(row);
  }
  return found as Rows<Reads>;
}
