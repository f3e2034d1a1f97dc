import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createQueue } from '../../bot/queue.ts';
import type { Database } from '../../models/connection.ts';
import { testDatabase } from '../support/database.ts';

const LIMIT_MS = 600_000;
const log = pino({ level: 'silent' });

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('who stops waits for the job that runs, and no longer', async () => {
  const begun = Promise.withResolvers<void>();
  const told = Promise.withResolvers<void>();
  const ended: string[] = [];
  const queue = createQueue({ connection: database.connection, log });
  queue.define(
    'answer',
    async ({ id }) => {
      begun.resolve();
      await told.promise;
      ended.push(id);
    },
    { concurrency: 1 },
  );
  await queue.start();
  await queue.add('answer', { id: 'a', tenant: 'acme' });
  await begun.promise;
  const stopped = queue.stop(LIMIT_MS).then(() => ended.slice());
  told.resolve();
  // Far below the limit: were it waited for, this test would end by its own.
  expect(await stopped).toEqual(['a']);
  expect(await database.connection.db?.collection('jobs').countDocuments()).toBe(0);
});
