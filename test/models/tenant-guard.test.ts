import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Model, PipelineStage } from 'mongoose';
import type { Database } from '../../models/connection.ts';
import { MissingTenantError } from '../../models/kit/tenant-guard.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a query without a tenant throws, on every model and operation', async () => {
  const { workspaces: _, ...tenantOwned } = database.models;
  for (const model of Object.values(tenantOwned) as unknown as Model<{ tenant: string }>[]) {
    await expect(model.find({})).rejects.toThrow('names no tenant');
    await expect(model.countDocuments({})).rejects.toThrow('names no tenant');
    await expect(model.deleteMany({ tenant: { $exists: true } })).rejects.toThrow('names no tenant');
    await expect(model.aggregate([{ $match: {} }])).rejects.toThrow('names no tenant');
    await expect(model.find({ tenant: 'acme' })).resolves.toEqual([]);
  }
});

test('two tenants with the same external id never see each other', async () => {
  const { accounts } = database.models;
  await accounts.create({ tenant: 'a', externalId: '1', name: 'One of A' }, { tenant: 'b', externalId: '1', name: 'One of B' });
  const seen = await accounts.find({ tenant: 'a', externalId: '1' }).lean();
  expect(seen.map((account) => account.name)).toEqual(['One of A']);
});

describe('whatever reads or writes', () => {
  type Loose = Model<{ tenant: string; name: string; externalId?: string }>;
  const accounts = () => database.models.accounts as unknown as Loose;
  const mine = { tenant: 'a' };
  const document = { name: 'Whose' };

  const reading: [what: string, run: () => PromiseLike<unknown>][] = [
    ['a count from the collection itself', () => accounts().estimatedDocumentCount()],
    ...(
      [
        ['$lookup by fields', { $lookup: { from: 'contacts', localField: '_id', foreignField: 'accountId', as: 'people' } }],
        ['$lookup of everything', { $lookup: { from: 'contacts', pipeline: [{ $limit: 1 }], as: 'people' } }],
        ['$lookup of another tenant', { $lookup: { from: 'contacts', pipeline: [{ $match: { tenant: 'b' } }], as: 'people' } }],
        ['$lookup within a facet', { $facet: { one: [{ $lookup: { from: 'contacts', pipeline: [], as: 'people' } }] } }],
        [
          '$lookup within a $lookup',
          {
            $lookup: {
              from: 'contacts',
              pipeline: [{ $match: mine }, { $lookup: { from: 'users', pipeline: [], as: 'users' } }],
              as: 'people',
            },
          },
        ],
        ['$unionWith a name', { $unionWith: 'contacts' }],
        ['$unionWith of everything', { $unionWith: { coll: 'contacts', pipeline: [] } }],
        [
          '$graphLookup',
          { $graphLookup: { from: 'contacts', startWith: '$_id', connectFromField: '_id', connectToField: 'accountId', as: 'people' } },
        ],
        ['$merge', { $merge: { into: 'contacts' } }],
        ['$out', { $out: 'contacts' }],
      ] as [string, PipelineStage][]
    ).map(([what, stage]): [string, () => PromiseLike<unknown>] => [what, () => accounts().aggregate([{ $match: mine }, stage])]),
  ];
  const writing: [what: string, run: () => PromiseLike<unknown>][] = [
    ['insertMany without a tenant', () => accounts().insertMany([{ ...document, ...mine }, document] as never[], { ordered: false })],
    ['an insert in bulk', () => accounts().bulkWrite([{ insertOne: { document: document as never } }])],
    ['an update in bulk', () => accounts().bulkWrite([{ updateOne: { filter: { name: 'x' }, update: { $set: { name: 'y' } } } }])],
    ['many updates in bulk', () => accounts().bulkWrite([{ updateMany: { filter: {}, update: { $set: { name: 'y' } } } }])],
    [
      'a replacement in bulk',
      () => accounts().bulkWrite([{ replaceOne: { filter: mine, replacement: { ...document, tenant: 'b' } as never } }]),
    ],
    ['deleting in bulk', () => accounts().bulkWrite([{ deleteOne: { filter: {} } }])],
    ['deleting many in bulk', () => accounts().bulkWrite([{ deleteMany: { filter: { tenant: { $ne: 'a' } } } }])],
    ['setting another tenant in bulk', () => accounts().bulkWrite([{ updateOne: { filter: mine, update: { $set: { tenant: 'b' } } } }])],
    ['an update that sets another tenant', () => accounts().updateMany(mine, { $set: { tenant: 'b' } })],
    ['an update that names another tenant', () => accounts().updateMany(mine, { tenant: 'b' })],
    ['an update that takes the tenant away', () => accounts().updateMany(mine, { $unset: { tenant: '' } })],
    ['a rename to tenant', () => accounts().updateMany(mine, { $rename: { name: 'tenant' } })],
    ['a pipeline that sets it', () => accounts().updateMany(mine, [{ $set: { tenant: 'b' } }], { updatePipeline: true })],
    ['a pipeline that replaces', () => accounts().updateMany(mine, [{ $replaceWith: { name: 'x' } }], { updatePipeline: true })],
    ['an upsert for several', () => accounts().updateOne({ tenant: { $in: ['a', 'b'] } }, { $set: document }, { upsert: true })],
    ['a replacement for another', () => accounts().findOneAndReplace(mine, { ...document, tenant: 'b' })],
    [
      'saving for another',
      async () => {
        const one = await accounts().findOne({ tenant: 'a', externalId: '1' });
        return one?.set({ tenant: 'b' }).save();
      },
    ],
  ];

  test.each([...reading, ...writing])('%s throws', async (_, run) => {
    const count = () => database.connection.collection('accounts').countDocuments({ tenant: 'a' });
    const before = await count();
    await expect(Promise.resolve().then(run)).rejects.toThrow(MissingTenantError);
    expect(await count()).toBe(before);
  });

  test('what stays with its tenant runs', async () => {
    const people = { $lookup: { from: 'contacts', pipeline: [{ $match: mine }], as: 'people' } };
    expect(await accounts().aggregate([{ $match: { tenant: 'a', externalId: '1' } }, people])).toHaveLength(1);
    await accounts().bulkWrite([
      { updateOne: { filter: { tenant: 'a', externalId: '1' }, update: { $set: { name: 'Renamed' } } } },
      { updateOne: { filter: { tenant: 'a', externalId: '2' }, update: { $setOnInsert: { _id: 'two', ...document } }, upsert: true } },
    ]);
    expect((await accounts().find(mine).sort({ name: 1 }).lean()).map(({ name }) => name)).toEqual(['Renamed', 'Whose']);
  });
});
