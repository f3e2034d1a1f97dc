import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { factsAt } from '../../agents/facts/facts-at.ts';
import { loadFacts } from '../../agents/facts/load.ts';
import type { Account } from '../../models/account.ts';
import type { Database } from '../../models/connection.ts';
import type { Contract } from '../../models/contract.ts';
import { bulkWrite, updateAll } from '../../models/kit/bulk.ts';
import { reviseRow, reviseRows } from '../../models/kit/revise.ts';
import { testDatabase } from '../support/database.ts';

const tenant = 't';
const NOW = new Date('2026-11-28T12:00:00Z');
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  const { accounts, contracts } = database.models;
  for (const _id of ['a', 'b'])
    await accounts.create({ _id, tenant, name: `Account ${_id}`, ownerId: 'ann', at: ago(400), ingestedAt: ago(400) });
  await contracts.create({
    _id: 'c',
    tenant,
    accountId: 'a',
    name: 'Plan',
    startDate: ago(300),
    endDate: ago(-60),
    annualValue: 100,
    at: ago(300),
    ingestedAt: ago(300),
  });
});
afterAll(() => database.close());

const contract = async () => (await database.models.contracts.findOne({ tenant, _id: 'c' }).lean<Contract>()) as Contract;
const factsOf = async (id: string, asOf: Date) => (await loadFacts({ tenant, models: database.models, asOf }, [id])).get(id);

test('a contract amended today is on the day before what it was, whoever asks', async () => {
  await reviseRows(database.models, 'contracts', { tenant, now: ago(1) }, [
    { before: await contract(), set: { annualValue: 900, endDate: ago(-400) }, validFrom: ago(30) },
  ]);
  const now = await factsOf('a', NOW);
  expect(now?.contracts).toMatchObject([{ annualValue: 900, endDate: ago(-400), validFrom: ago(30), recordedAt: ago(1) }]);
  for (const days of [2, 90]) {
    const then = await factsOf('a', ago(days));
    expect(then?.contracts).toMatchObject([{ annualValue: 100, endDate: ago(-60) }]);
    expect(now && factsAt(now, ago(days)).contracts).toEqual(then?.contracts);
  }
});

test('an account that changed hands had its owner before, and a contract that moved was of the other account', async () => {
  const account = (await database.models.accounts.findOne({ tenant, _id: 'a' }).lean<Account>()) as Account;
  await reviseRows(database.models, 'accounts', { tenant, now: ago(10) }, [{ before: account, set: { ownerId: 'bob' } }]);
  await reviseRows(database.models, 'contracts', { tenant, now: ago(0.5) }, [{ before: await contract(), set: { accountId: 'b' } }]);
  expect((await factsOf('a', ago(11)))?.account.ownerId).toBe('ann');
  expect((await factsOf('a', ago(9)))?.account.ownerId).toBe('bob');
  const [a, b] = [await factsOf('a', NOW), await factsOf('b', NOW)];
  expect([a?.contracts.length, b?.contracts.length]).toEqual([0, 1]);
  expect(a && factsAt(a, ago(2)).contracts).toMatchObject([{ _id: 'c', accountId: 'a' }]);
  expect(b && factsAt(b, ago(2)).contracts).toEqual([]);
});

test('two who change a row at the same moment both count, and the one made from an older row is told', async () => {
  const before = await contract();
  const scope = (seconds: number) => ({ tenant, now: new Date(NOW.getTime() + seconds * 1000) });
  await Promise.all([
    reviseRows(database.models, 'contracts', scope(1), [{ before, set: { seats: 7 } }]),
    reviseRows(database.models, 'contracts', scope(2), [{ before, set: { annualValue: 1_000 } }]),
  ]);
  expect(await contract()).toMatchObject({ seats: 7, annualValue: 1_000 });
  expect(await reviseRow(database.models, 'contracts', scope(3), { before, set: { seats: 1 } })).toBe(false);
  expect(await contract()).toMatchObject({ seats: 7 });
});

test('nothing else changes such a row', async () => {
  const { contracts } = database.models;
  const update = { updateOne: { filter: { _id: 'c' }, update: { $set: { seats: 1 } } } };
  expect(() => bulkWrite(contracts, tenant, [update])).toThrow('reviseRows');
  await expect(updateAll(contracts, tenant, {}, { $set: { seats: 1 } })).rejects.toThrow('reviseRows');
});
