import { createRequire } from 'node:module';
import { BSON, type Document } from 'mongodb';
import type { Database } from '../../models/connection.ts';

/**
 * For files that ask hundreds of questions about data that hardly changes: what the server has answered is not asked of it
 * again until something is written to a collection that the question reads. What passes is what the server said, byte for byte.
 */

interface Response {
  toBytes(): Uint8Array;
  toObject(options?: object): unknown;
  /** Of the cursor that gives the rest; absent where there is none to give any. */
  id?: { isZero(): boolean };
}
interface ResponseType {
  make(bytes: Uint8Array): Response;
}
interface Namespace {
  db: string;
}
interface Options {
  session?: { inTransaction(): boolean };
}
type Command = (this: unknown, ns: Namespace, command: Document, options?: Options, type?: ResponseType) => Promise<unknown>;

const require = createRequire(import.meta.url);
const { Connection } = require('mongodb/lib/cmap/connection.js') as { Connection: { prototype: { command: Command } } };
const { MongoDBResponse } = require('mongodb/lib/cmap/wire_protocol/responses.js') as { MongoDBResponse: ResponseType };

const READS = ['find', 'aggregate', 'distinct', 'count'];
/** What writes to the one collection it names. */
const WRITES = ['insert', 'update', 'delete', 'findAndModify', 'createIndexes'];
/** Neither reads what is kept nor changes it. */
const NEITHER = ['ping', 'hello', 'ismaster', 'getMore', 'killCursors', 'endSessions', 'explain', 'listCollections', 'listIndexes'];

/** More than a file asks for; where one does, it asks anew. */
const MOST_BYTES = 128 * 2 ** 20;

interface Known {
  bytes: Uint8Array;
  /** Of each collection it reads, how often that was written to. */
  as: string;
}

/** Stands for whatever a command may write to that does not say so by its name. */
const ANY = '';

class Memory {
  readonly #known = new Map<string, Known>();
  readonly #written = new Map<string, number>();
  #bytes = 0;

  async read(command: Document, type: ResponseType, ask: () => Promise<Response>): Promise<Response> {
    const { lsid: _, $clusterTime: __, ...said } = command;
    const key = Buffer.from(BSON.serialize(said)).toString('latin1');
    const as = [...collectionsOf(said), ANY].map((name) => this.#written.get(name) ?? 0).join();
    const known = this.#known.get(key);
    if (known?.as === as) return type.make(known.bytes);
    const response = await ask();
    const bytes = Uint8Array.from(response.toBytes());
    // A page of a longer answer is asked for by the cursor of this one.
    if (response.id?.isZero() ?? true) this.#keep(key, { bytes, as });
    return response;
  }

  async write<T>(collections: readonly string[], ask: () => Promise<T>): Promise<T> {
    // What is read meanwhile may be from before or after.
    this.#touch(collections);
    try {
      return await ask();
    } finally {
      this.#touch(collections);
    }
  }

  #keep(key: string, known: Known): void {
    this.#bytes += known.bytes.length - (this.#known.get(key)?.bytes.length ?? -key.length);
    if (this.#bytes > MOST_BYTES) this.#known.clear();
    if (this.#known.size === 0) this.#bytes = known.bytes.length + key.length;
    this.#known.set(key, known);
  }

  #touch(collections: readonly string[]): void {
    for (const name of collections) this.#written.set(name, (this.#written.get(name) ?? 0) + 1);
  }
}

const memories = new Map<string, Memory>();
const { command: ask } = Connection.prototype;

const remembering: Command = async function (ns, command, options, type) {
  const asked = () => ask.call(this, ns, command, options, type);
  const [name = ''] = Object.keys(command);
  if (name === 'bulkWrite') return throughAll(command, asked);
  const memory = memories.get(ns.db);
  if (!memory || NEITHER.includes(name)) return asked();
  if (WRITES.includes(name)) return memory.write([String(command[name])], asked);
  if (!READS.includes(name) || isWriting(command)) return memory.write([ANY], asked);
  const response = await memory.read(
    command,
    type ?? MongoDBResponse,
    () => ask.call(this, ns, command, options, type ?? MongoDBResponse) as Promise<Response>,
  );
  return type ? response : response.toObject(options);
};

/** Writes to several databases at once. */
function throughAll({ nsInfo }: Document, asked: () => Promise<unknown>): Promise<unknown> {
  const written = Map.groupBy(
    (nsInfo.documents as { ns: string }[]).map(({ ns }) => [ns.slice(0, ns.indexOf('.')), ns.slice(ns.indexOf('.') + 1)] as const),
    ([db]) => db,
  );
  return [...written].reduce<() => Promise<unknown>>(
    (next, [db, names]) =>
      () =>
        memories.get(db)?.write(
          names.map(([, name]) => name),
          next,
        ) ?? next(),
    asked,
  )();
}

const isWriting = ({ pipeline }: Document): boolean => pipeline?.some((stage: Document) => '$merge' in stage || '$out' in stage) ?? false;

/** Every collection a read names: its own, and those it joins. */
function collectionsOf(command: Document): Set<string> {
  const own = command.find ?? command.aggregate ?? command.distinct ?? command.count;
  const found = new Set<string>([own]);
  const within = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) within(each);
    else if (typeof value === 'object' && value !== null && !(value instanceof Date))
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === 'string' && (key === 'from' || key === 'coll' || key === '$unionWith')) found.add(inner);
        else within(inner);
      }
  };
  within(command.pipeline);
  return found;
}

/** From here on; ends with the function it gives. Only where nobody else writes to the database. */
export function rememberReads(of: Database | string): () => void {
  const name = typeof of === 'string' ? of : of.connection.name;
  Connection.prototype.command = remembering;
  memories.set(name, new Memory());
  return () => {
    memories.delete(name);
    if (memories.size === 0) Connection.prototype.command = ask;
  };
}
