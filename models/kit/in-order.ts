import { type Connection, type Model, mongo } from 'mongoose';
import { assertUnversioned, ownedWrite, type Write, writeUpToRefused } from './bulk.ts';
import { DUPLICATE_KEY } from './duplicates.ts';
import { collectionName } from './rows.ts';

/** A write, and what it writes to. */
export interface WriteTo {
  model: unknown;
  write: Write;
}

type Client = ReturnType<Connection['getClient']>;

/** Servers before MongoDB 8 know no writes to several collections. */
const UNKNOWN_COMMAND = 59;
const older = new WeakSet<Client>();

/** How the server answers that is asked for refusals only. */
interface Answer {
  cursor: { firstBatch: readonly { idx: number; code: number; errmsg: string }[] };
  writeConcernError?: { code: number; errmsg: string };
}

/**
 * Writes to several collections, one after the other, until a unique index refuses one: in one round trip where the server
 * can. Returns how many were written. As with `bulkWrite`, documents must be whole and come from our own code; all together
 * are no larger than one document may be.
 * @throws the driver's error where anything else refused.
 */
export async function writeInOrder(tenant: string, writes: readonly WriteTo[]): Promise<number> {
  const [first] = writes;
  if (!first) return 0;
  for (const { model, write } of writes) assertUnversioned(model, [write]);
  const connection = (first.model as Model<object>).db;
  if (connection.readyState !== 1 || !connection.db || older.has(connection.getClient())) return oneByOne(tenant, writes);
  let answer: Answer;
  try {
    // As the driver's own `bulkWrite` sends it, which costs half as much again.
    answer = (await connection.db.admin().command(commandOf(tenant, writes, connection), { ignoreUndefined: true })) as unknown as Answer;
  } catch (error) {
    if ((error as { code?: number }).code !== UNKNOWN_COMMAND) throw error;
    older.add(connection.getClient());
    return oneByOne(tenant, writes);
  }
  const { cursor, writeConcernError } = answer;
  const [refused] = cursor.firstBatch;
  if (writeConcernError || (refused && refused.code !== DUPLICATE_KEY))
    throw new mongo.MongoServerError({ ...(writeConcernError ?? refused) });
  return refused?.idx ?? writes.length;
}

/** The server's `bulkWrite`, of refusals only; the client's write concern goes with it, as a command has none of its own. */
function commandOf(tenant: string, writes: readonly WriteTo[], connection: Connection): object {
  const collections = [...new Set(writes.map(({ model }) => collectionName(model)))];
  const command = {
    bulkWrite: 1,
    ops: writes.map(({ model, write }) => operationOf(collections.indexOf(collectionName(model)), ownedWrite(tenant, write))),
    nsInfo: collections.map((name) => ({ ns: `${connection.name}.${name}` })),
    ordered: true,
    errorsOnly: true,
  };
  const { writeConcern } = connection.getClient();
  return writeConcern ? mongo.WriteConcern.apply(command, writeConcern) : command;
}

function operationOf(index: number, write: Write): object {
  if ('insertOne' in write) return { insert: index, ...write.insertOne };
  if ('deleteOne' in write) return { delete: index, ...write.deleteOne, multi: false };
  const { filter, update, upsert = false } = write.updateOne;
  return { update: index, filter, updateMods: update, multi: false, upsert };
}

/** A round trip for each collection in a row. */
async function oneByOne(tenant: string, writes: readonly WriteTo[]): Promise<number> {
  let written = 0;
  while (written < writes.length) {
    const model = writes[written]?.model;
    const next = writes.findIndex((each, index) => index > written && each.model !== model);
    const same = writes.slice(written, next < 0 ? undefined : next);
    const taken = await writeUpToRefused(
      model,
      tenant,
      same.map(({ write }) => write),
    );
    written += taken;
    if (taken < same.length) break;
  }
  return written;
}
