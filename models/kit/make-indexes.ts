import { createHash } from 'node:crypto';
import type { Connection, Model } from 'mongoose';
import { RETIRED_INDEXES } from './identity.ts';

/** An index of that name, or with those keys, exists with other options. */
const INDEX_CONFLICTS = [85, 86];
/** No such index, no such collection. */
const NOT_THERE = [26, 27];

/** Says in the database which indexes were made; whoever finds those it wants need not look at each. */
export const MADE_INDEXES = 'madeIndexes';

/** Makes every index of these collections that is not there, and takes away those that are retired. */
export async function makeIndexes(connection: Connection, models: readonly Model<object>[]): Promise<void> {
  const wanted = models.map(({ schema, collection }) => ({
    collection,
    indexes: schema.indexes().map(([fields, options]) => ({ ...(options as object), key: fields as Record<string, 1 | -1> })),
  }));
  const all = JSON.stringify([RETIRED_INDEXES, wanted.map(({ collection: { name }, indexes }) => [name, indexes])]);
  const _id = createHash('sha256').update(all).digest('hex');
  const made = connection.collection<{ _id: string }>(MADE_INDEXES);
  const there = new Set((await connection.listCollections()).map(({ name }) => name));
  // A collection that somebody dropped lost its indexes with it.
  if ((await made.findOne({ _id })) && wanted.every(({ collection, indexes }) => indexes.length === 0 || there.has(collection.name)))
    return;
  await Promise.all(
    wanted.map(async ({ collection, indexes }) => {
      if (there.has(collection.name)) await dropRetired(collection);
      if (indexes.length > 0) await createIndexes(collection, indexes);
    }),
  );
  await made.deleteMany({});
  await made.updateOne({ _id }, { $set: { at: new Date() } }, { upsert: true });
}

type Collection = Model<object>['collection'];
type Index = { key: Record<string, 1 | -1> } & object;

/**
 * All of a collection's indexes in one command: a new database opens several times faster than with one each. An index
 * that an earlier version made otherwise under the same name is made anew.
 */
async function createIndexes(collection: Collection, indexes: Index[]): Promise<void> {
  try {
    await collection.createIndexes(indexes);
  } catch (error) {
    if (!INDEX_CONFLICTS.includes((error as { code?: number }).code ?? 0)) throw error;
    const names = new Set((await collection.listIndexes().toArray()).map(({ name }) => name as string));
    for (const index of indexes) {
      await collection.createIndexes([index]).catch(async (conflict: { code?: number }) => {
        const name = 'name' in index ? String(index.name) : Object.entries(index.key).flat().join('_');
        if (!INDEX_CONFLICTS.includes(conflict.code ?? 0) || !names.has(name)) throw conflict;
        await collection.dropIndex(name);
        await collection.createIndexes([index]);
      });
    }
  }
}

async function dropRetired(collection: Collection): Promise<void> {
  for (const name of RETIRED_INDEXES)
    await collection.dropIndex(name).catch((error: { code?: number }) => {
      if (!NOT_THERE.includes(error.code ?? 0)) throw error;
    });
}
