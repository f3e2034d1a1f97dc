import type { Connection, Model } from 'mongoose';
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

interface Refused extends Error {
  cause?: { code?: number };
  writeErrors?: ReadonlyMap<number, { code: number }>;
  writeConcernErrors?: readonly unknown[];
}

/**
 * Writes to several collections, one after the other, until a unique index refuses one: in one round trip where the server
 * can. Returns how many were written. As with `bulkWrite`, documents must be whole and come from our own code.
 * @throws the driver's error where anything else refused.
 */
export async function writeInOrder(tenant: string, writes: readonly WriteTo[]): Promise<number> {
  const [first] = writes;
  if (!first) return 0;
  for (const { model, write } of writes) assertUnversioned(model, [write]);
  const { db } = first.model as Model<object>;
  if (db.readyState !== 1 || older.has(db.getClient())) return oneByOne(tenant, writes);
  const named = writes.map((each) => ({ namespace: `${db.name}.${collectionName(each.model)}`, ...asNamed(tenant, each) }));
  try {
    await db.getClient().bulkWrite(named as unknown as Parameters<Client['bulkWrite']>[0], { ordered: true });
    return writes.length;
  } catch (error) {
    const { cause, writeErrors, writeConcernErrors = [] } = error as Refused;
    if (cause?.code === UNKNOWN_COMMAND) {
      older.add(db.getClient());
      return oneByOne(tenant, writes);
    }
    const [[index, refused] = []] = writeErrors ?? [];
    if (index === undefined || refused?.code !== DUPLICATE_KEY || writeConcernErrors.length > 0) throw error;
    return index;
  }
}

/** As the driver takes it: the kind of a write beside what it writes. */
function asNamed(tenant: string, { write }: WriteTo): object {
  const [[name, what] = []] = Object.entries(ownedWrite(tenant, write));
  return { name, ...(what as object) };
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
