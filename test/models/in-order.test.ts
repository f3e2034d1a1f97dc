import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../models/connection.ts';
import { writeInOrder } from '../../models/kit/in-order.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.models.budgets.deleteMany({ tenant: 'acme' });
  await database.models.auditHeads.deleteMany({ tenant: 'acme' });
});

const budget = (_id: string) => ({
  model: database.models.budgets,
  write: { insertOne: { document: { _id, scope: _id, day: '2026-11-22', tokens: 1 } } },
});
const head = (sequence: number) => ({
  model: database.models.auditHeads,
  write: {
    updateOne: { filter: { _id: 'acme', sequence: { $lt: sequence } }, update: { $set: { sequence, hash: 'h' } }, upsert: true },
  },
});
const there = async () => ({
  budgets: (await database.models.budgets.find({ tenant: 'acme' }).sort({ _id: 1 }).lean()).map(({ _id }) => _id),
  head: (await database.models.auditHeads.findOne({ tenant: 'acme' }).lean())?.sequence,
});

/** As a server answers that does not know the command. */
function beforeMongo8() {
  const client = database.connection.getClient();
  client.bulkWrite = () => Promise.reject(Object.assign(new Error('no such command'), { cause: { code: 59 } }));
}

describe.each(['MongoDB 8', 'MongoDB before 8'])('with %s', (server) => {
  // Remembered of a connection: the older server comes last.
  if (server !== 'MongoDB 8') beforeAll(beforeMongo8);

  test('everything is written, each to its own collection and tenant', async () => {
    expect(await writeInOrder('acme', [budget('a'), budget('b'), head(4)])).toBe(3);
    expect(await there()).toEqual({ budgets: ['a', 'b'], head: 4 });
  });

  test('what a unique index refuses ends it, and says how far it came', async () => {
    await writeInOrder('acme', [budget('b'), head(4)]);
    expect(await writeInOrder('acme', [budget('a'), budget('b'), budget('c'), head(5)])).toBe(1);
    expect(await there()).toEqual({ budgets: ['a', 'b'], head: 4 });
    expect(await writeInOrder('acme', [budget('d'), head(3)])).toBe(1);
    expect(await there()).toEqual({ budgets: ['a', 'b', 'd'], head: 4 });
  });
});

test('no document of another tenant is written', async () => {
  const foreign = { model: database.models.budgets, write: { insertOne: { document: { _id: 'x', tenant: 'other' } } } };
  await expect(writeInOrder('acme', [budget('a'), foreign])).rejects.toThrow('other');
  expect(await there()).toEqual({ budgets: [], head: undefined });
});

test('nothing to write is no command', async () => {
  expect(await writeInOrder('acme', [])).toBe(0);
});
