import { randomUUID } from 'node:crypto';
import type { Model } from 'mongoose';
import { duplicatesIn } from './duplicates.ts';
import { keepsVersions } from './versioned.ts';

/** One write of a bulk. Filters and documents need not name the tenant. */
export type Write =
  | { insertOne: { document: object } }
  | { updateOne: { filter: object; update: object | object[]; upsert?: boolean } }
  | { deleteOne: { filter: object } };

export interface Counts {
  inserted: number;
  /** Changed documents that were there; unchanged ones are not among them. */
  modified: number;
  matched: number;
  /** Added by an update that found none. */
  upserted: number;
  deleted: number;
}

type Driver = Model<object>['collection'];
const driverOf = (model: unknown): Driver => (model as Model<object>).collection;

/**
 * Many writes of one tenant in one round trip, in any order, without Mongoose's casting: documents must be whole and
 * come from our own code. Rows whose earlier versions are kept are changed by `reviseRows`, not here.
 * @throws the driver's error; `duplicatesIn` says whether only unique indexes refused.
 */
export function bulkWrite(model: unknown, tenant: string, writes: readonly Write[]): Promise<Counts> {
  assertUnversioned(model, writes);
  return writeAll(model, tenant, writes);
}

/** @throws Error for a change of rows whose earlier versions are kept. Not for use outside `models/kit`. */
export function assertUnversioned(model: unknown, writes: readonly Write[]): void {
  if (keepsVersions(model) && writes.some((write) => 'updateOne' in write))
    throw new Error(`rows of ${driverOf(model).name} keep their earlier versions: change them with reviseRows`);
}

/** As `bulkWrite`, for taking out what may not be remembered: no version of the row before is kept. */
export const eraseIn = (model: unknown, tenant: string, writes: readonly Write[]): Promise<Counts> => writeAll(model, tenant, writes);

/** What `bulkWrite`, `eraseIn` and `reviseRows` have in common. Not for use outside `models/kit`. */
export async function writeAll(model: unknown, tenant: string, writes: readonly Write[]): Promise<Counts> {
  if (writes.length === 0) return { inserted: 0, modified: 0, matched: 0, upserted: 0, deleted: 0 };
  const result = await driverOf(model).bulkWrite(ofTenant(tenant, writes), { ordered: false });
  const { insertedCount, modifiedCount, matchedCount, upsertedCount, deletedCount } = result;
  return { inserted: insertedCount, modified: modifiedCount, matched: matchedCount, upserted: upsertedCount, deleted: deletedCount };
}

const ofTenant = (tenant: string, writes: readonly Write[]) =>
  writes.map((write) => ownedWrite(tenant, write)) as unknown as Parameters<Driver['bulkWrite']>[0];

/** A write that leaves other tenants alone. Not for use outside `models/kit`. */
export function ownedWrite(tenant: string, write: Write): Write {
  if ('insertOne' in write) return { insertOne: { document: ownedBy(tenant, write.insertOne.document) } };
  if ('deleteOne' in write) return { deleteOne: { filter: { ...write.deleteOne.filter, tenant } } };
  return { updateOne: { ...write.updateOne, filter: { ...write.updateOne.filter, tenant } } };
}

/**
 * Writes one after the other until a unique index refuses one, in one round trip. Returns how many were written.
 * @throws the driver's error where anything else refused.
 */
export async function writeUpToRefused(model: unknown, tenant: string, writes: readonly Write[]): Promise<number> {
  if (writes.length === 0) return 0;
  try {
    await driverOf(model).bulkWrite(ofTenant(tenant, writes), { ordered: true });
    return writes.length;
  } catch (error) {
    const [first] = duplicatesIn(error) ?? [];
    if (!first) throw error;
    return first.index;
  }
}

/** @throws Error for a document of another tenant. */
function ownedBy(tenant: string, document: object): object {
  const { tenant: whose = tenant } = document as { tenant?: string };
  if (whose !== tenant) throw new Error(`a document of ${whose} was to be written for ${tenant}`);
  return { ...document, tenant };
}

/** Inserts documents of which some may be there already, by whatever unique index: those stay as they are. Returns how many were added. */
export async function insertNew(model: unknown, tenant: string, documents: readonly object[]): Promise<number> {
  try {
    const writes = documents.map((document) => ({ insertOne: { document } }));
    return (await writeAll(model, tenant, writes)).inserted;
  } catch (error) {
    const duplicates = duplicatesIn(error);
    if (!duplicates) throw error;
    return documents.length - duplicates.length;
  }
}

/** What is known of something as of an instant, to be kept in place of what was known before. */
export interface Newest {
  /** What identifies it beside the tenant, by a unique index: `{ accountId }`. */
  of: object;
  asOf: Date;
  /** `$set` and the like, or a pipeline. `_id` and `asOf` need not be in it. */
  update: object | object[];
}

/** Keeps each in place of what is there, unless that is newer (by `asOf`). Returns how many were changed or added. */
export async function keepNewest(model: unknown, tenant: string, writes: readonly Newest[]): Promise<number> {
  const own = writes.map(({ of, asOf, update }) => ({
    updateOne: { filter: { ...of, asOf: { $lte: asOf } }, update: identified(update, asOf), upsert: true },
  }));
  try {
    const { modified, upserted } = await writeAll(model, tenant, own);
    return modified + upserted;
  } catch (error) {
    // A newer one is there already: the upsert found none as old as this and may not add a second.
    const duplicates = duplicatesIn(error);
    if (!duplicates) throw error;
    return writes.length - duplicates.length;
  }
}

function identified(update: object | object[], asOf: Date): object | object[] {
  const _id = randomUUID();
  if (Array.isArray(update)) return [{ $set: { _id: { $ifNull: ['$_id', _id] }, asOf } }, ...update];
  const { $set = {}, $setOnInsert = {} } = update as { $set?: object; $setOnInsert?: object };
  return { ...update, $set: { ...$set, asOf }, $setOnInsert: { ...$setOnInsert, _id } };
}

/** One update of all that match. The update may be a pipeline. Returns how many it changed. */
export async function updateAll(model: unknown, tenant: string, filter: object, update: object | object[]): Promise<number> {
  if (keepsVersions(model)) throw new Error(`rows of ${driverOf(model).name} keep their earlier versions: change them with reviseRows`);
  const { modifiedCount } = await driverOf(model).updateMany({ ...filter, tenant }, update as object);
  return modifiedCount;
}
