import { type Database, openDatabase } from '../../models/connection.ts';
import { MADE_INDEXES } from '../../models/kit/make-indexes.ts';

/** Those in use in this test file, by number. */
const inUse = new Set<number>();

/** The worker this runs in. */
const WORKER = process.env.JEST_WORKER_ID ?? '0';

/**
 * An empty database in the run's engine. Close it in `afterAll`. To make two hundred indexes costs more than most tests, so
 * that each worker keeps its databases for the whole run and empties one before it is used again.
 */
export async function testDatabase(): Promise<Database> {
  const uri = process.env.GREENDOOR_TEST_MONGODB_URI;
  if (!uri) throw new Error('the run has no engine: is test/support/engine-up.ts configured as globalSetup?');
  let number = 0;
  while (inUse.has(number)) number++;
  inUse.add(number);
  const database = await openDatabase({ uri, directory: '', name: `test-${WORKER}-${number}` });
  await empty(database);
  return {
    ...database,
    close: async () => {
      await dropLarge(database);
      await database.close();
      inUse.delete(number);
    },
  };
}

async function empty({ connection }: Database): Promise<void> {
  const collections = await connection.listCollections();
  const filled = collections.filter(({ name }) => name !== MADE_INDEXES);
  // One command for all of them.
  await connection
    .getClient()
    .bulkWrite(filled.map(({ name }) => ({ namespace: `${connection.name}.${name}`, name: 'deleteMany', filter: {} })));
}

/** From here on it takes longer to delete every row than to make the indexes again. */
const LARGE = 30_000;

async function dropLarge({ connection: { db } }: Database): Promise<void> {
  const stats = await db?.stats();
  if (stats?.objects > LARGE) await db?.dropDatabase();
}
