import mongoose, { type Connection, type Model } from 'mongoose';
import type { Logger } from 'pino';
import { openEmbedded } from './engine/embedded.ts';
import { DatabaseTrouble } from './engine/trouble.ts';
import { type Models, openModels } from './index.ts';
import { makeIndexes } from './kit/make-indexes.ts';

export interface Database {
  connection: Connection;
  models: Models;
  /** How people may be told which database this is. */
  label: string;
  /** Rejects with DatabaseTrouble when the embedded engine died and could not be brought back. */
  lost: Promise<never>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A MongoDB address; without one the embedded engine opens `directory`. */
  uri?: string;
  directory: string;
  name?: string;
  /** Stops waiting for the embedded engine. */
  signal?: AbortSignal | undefined;
  log?: Pick<Logger, 'warn'>;
}

/** Unless the address says so itself. */
const SELECTION = { serverSelectionTimeoutMS: 5_000 };

/** The embedded build lacks the engine that MongoDB's newer way of choosing between plans needs. */
const EMBEDDED_PLANS = { setParameter: 1, internalQueryPlanRanker: 'multiPlanning' };

/**
 * Opens the database and creates every index.
 * @throws DatabaseTrouble that names the address or folder and what to do, when it cannot be reached.
 */
export async function openDatabase({ uri, directory, name = 'greendoor', signal, log }: DatabaseOptions): Promise<Database> {
  const connection = mongoose.createConnection();
  connection.on('error', () => {}); // each operation reports its own failure
  const plan = async () => connection.db?.admin().command(EMBEDDED_PLANS);
  const engine = uri ? undefined : await openEmbedded(directory, { signal, log, restarted: plan });
  const close = async () => {
    await connection.close().catch(() => {});
    engine?.release();
  };
  try {
    await connection.openUri(engine?.uri ?? uri ?? '', {
      dbName: name,
      ...(/[?&]serverSelectionTimeoutMS=/i.test(uri ?? '') ? {} : SELECTION),
      writeConcern: { w: 1, journal: true },
      retryWrites: false,
      autoIndex: false,
      autoCreate: false, // makes no collection that its indexes, or its first row, would not
      bufferCommands: false,
    });
    if (engine) await plan();
    const models = openModels(connection);
    await makeIndexes(connection, Object.values(models) as unknown as Model<object>[]);
    return {
      connection,
      models,
      label: uri ? `MongoDB (${connection.host})` : `embedded MongoDB in ${directory}`,
      lost: engine?.lost ?? new Promise<never>(() => {}),
      close,
    };
  } catch (error) {
    await close();
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\/\/[^\s/]*@/g, '//');
    throw new DatabaseTrouble(
      uri
        ? `The database named by MONGODB_URI cannot be reached (${reason}). Check the address, or unset MONGODB_URI to use the embedded one.`
        : `The embedded database in ${directory} does not answer (${reason}).`,
      { cause: error },
    );
  }
}
