import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../models/connection.ts';
import { testDatabase } from '../support/database.ts';
import { runHere, TENANT } from '../support/greendoor.ts';
import { until } from '../support/until.ts';

/** Somebody tries Greendoor for the first time, and the process is killed while the sample is being loaded. */

/** The two of the tour, 200 others, and ten in each of nine situations of growth. */
const ACCOUNTS = 2 + 200 + 90;
const MAIN = new URL('../../bot/main.ts', import.meta.url).pathname;
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const ASK = ['ask', 'How healthy is TechCorp?'];
const env = () => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  LOG_LEVEL: 'warn',
  MONGODB_URI: process.env.GREENDOOR_TEST_MONGODB_URI ?? '',
  MONGODB_DATABASE: database.connection.name,
});

test('a sample that was loaded by halves is completed at the next start, and then left alone', async () => {
  const { accounts, accountStandings, leases } = database.models;
  const killed = spawn(process.execPath, [MAIN, ...ASK], { env: env(), stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(killed, 'close');
  await until(async () => (await accounts.countDocuments({ tenant: TENANT })) > 2, 60_000);
  killed.kill('SIGKILL');
  expect((await gone)[1]).toBe('SIGKILL');
  // As if it had been killed between two batches of another day.
  await accounts.deleteMany({
    tenant: TENANT,
    _id: { $in: (await accounts.find({ tenant: TENANT }, { _id: 1 }).sort({ _id: -1 }).limit(20).lean()).map(({ _id }) => _id) },
  });

  const again = runHere(ASK, env());
  expect(await again.exited).toBe(0);
  expect(again.said.out).toContain('TechCorp');
  expect(await accounts.countDocuments({ tenant: TENANT })).toBe(ACCOUNTS);
  expect(await accountStandings.countDocuments({ tenant: TENANT })).toBe(ACCOUNTS);
  expect(await leases.countDocuments({ tenant: TENANT, name: 'first-sample', until: new Date(0) })).toBe(1);

  await accounts.deleteOne({ tenant: TENANT, _id: 'account-dataflow' });
  expect(await runHere(ASK, env()).exited).toBe(0);
  expect(await accounts.countDocuments({ tenant: TENANT })).toBe(ACCOUNTS - 1);
}, 180_000);
