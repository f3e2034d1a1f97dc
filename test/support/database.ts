import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '../../models/connection.ts';

/** An empty database of its own in the run's engine. Close it in `afterAll`; it is dropped then. */
export async function testDatabase(): Promise<Database> {
  const uri = process.env.GREENDOOR_TEST_MONGODB_URI;
  if (!uri) throw new Error('the run has no engine: is test/support/engine-up.ts configured as globalSetup?');
  const database = await openDatabase({ uri, directory: '', name: `test-${randomUUID()}` });
  return {
    ...database,
    close: async () => {
      await database.connection.dropDatabase();
      await database.close();
    },
  };
}
