import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { loadFacts } from '../../../agents/facts/load.ts';
import type { Actor } from '../../../agents/kit/context.ts';
import { plain } from '../../../agents/kit/text.ts';
import { trackRecord } from '../../../agents/track-record/face.ts';
import { contextFor } from '../../../bot/assistant.ts';
import type { OfferDeps } from '../../../bot/offers/deps.ts';
import { carryOut, claimOffer, makeOffer, undoOffer } from '../../../bot/offers/index.ts';
import type { Database } from '../../../models/connection.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { testDatabase } from '../../support/database.ts';
import { NOW, person, seedToys, TENANT } from '../../support/toy-world.ts';

/** What a person says came: offered, written where agents read it, taken back. */

const carla = person('carla', 'csm');
const otto = person('otto', 'csm');
const DAY = 86_400_000;
let database: Database;
let deps: OfferDeps;
let now = NOW;
beforeAll(async () => {
  database = await testDatabase();
  await seedToys(database.models);
  const at = new Date('2026-10-01T08:00:00Z');
  await database.models.contracts.create({
    tenant: TENANT,
    at,
    ingestedAt: at,
    _id: 'contract-0',
    accountId: 'toy-0',
    name: 'Platform',
    startDate: new Date('2025-11-15T00:00:00Z'),
    endDate: new Date('2026-11-15T00:00:00Z'),
    annualValue: 10_000,
  });
  deps = { models: database.models, catalog: createCatalog([trackRecord]), clock: { now: () => now }, log: pino({ level: 'silent' }) };
});
afterAll(() => database.close());

async function offered(actor: Actor, args: object) {
  const tool = deps.catalog.get('record_outcome');
  if (!tool) throw new Error('no tool');
  return makeOffer(deps, tool, args, { context: contextFor(deps, TENANT, actor), conversation: 'c' });
}

async function pressed(actor: Actor, args: object): Promise<string> {
  const made = await offered(actor, args);
  if (!('offer' in made)) throw new Error(made.ok ? plain(made.summary.point) : made.message);
  const claim = await claimOffer(deps, { tenant: TENANT, actor, offerId: made.offer._id });
  if (!('claimed' in claim)) throw new Error(claim.answer);
  await carryOut(deps, claim.claimed, contextFor(deps, TENANT, actor));
  return made.offer._id;
}

const account = () => database.models.accounts.findOne({ tenant: TENANT, _id: 'toy-0' }).lean();
const undo = async (offerId: string) => (await undoOffer(deps, { tenant: TENANT, actor: carla, offerId })).answer;
const refusal = async (actor: Actor, args: object) => {
  const made = await offered(actor, args);
  return 'offer' in made || made.ok ? 'it was offered' : made.message;
};

test('an account that left is one from that day on, keeps what it was before, and is itself again when it is taken back', async () => {
  const { models } = database;
  const id = await pressed(carla, { account: 'Northwind', outcome: 'left', on: '2026-11-10', reason: 'Sold' });
  expect(await account()).toMatchObject({ lifecycleStage: 'churned', churnedAt: new Date('2026-11-10T00:00:00Z') });
  expect(await models.accountEvents.findOne({ tenant: TENANT, kind: 'churned' }).lean()).toMatchObject({
    accountId: 'toy-0',
    detail: 'Recorded by Person carla: Sold',
  });
  expect(await models.touchedAccounts.countDocuments({ tenant: TENANT, accountIds: 'toy-0' })).toBe(1);
  const before = await loadFacts({ tenant: TENANT, models, asOf: new Date(NOW.getTime() - DAY) }, ['toy-0']);
  expect(before.get('toy-0')?.account.churnedAt ?? null).toBeNull();
  expect(await refusal(carla, { account: 'Northwind', outcome: 'left' })).toMatch(/left on 10 November 2026, as is on record/);
  now = new Date(NOW.getTime() + 60_000);
  expect(await undo(id)).toBe('Undone: What was recorded of Northwind Trading is taken back.');
  const { lifecycleStage, churnedAt } = (await account()) ?? {};
  expect([lifecycleStage, churnedAt]).toEqual(['adopting', undefined]);
  expect(await models.accountEvents.countDocuments({ tenant: TENANT, kind: 'churned' })).toBe(0);
});

test('a contract that was renewed is the one that ends near the day; what was changed since is not taken back', async () => {
  const { models } = database;
  const contract = () => models.contracts.findOne({ tenant: TENANT, _id: 'contract-0' }).lean();
  const first = await pressed(carla, { account: 'Northwind', outcome: 'renewed', on: '2026-11-14' });
  expect((await contract())?.status).toBe('renewed');
  expect(await refusal(carla, { account: 'Northwind', outcome: 'renewed' })).toMatch(/on record as renewed/);
  now = new Date(now.getTime() + 60_000);
  expect(await undo(first)).toMatch(/^Undone/);
  expect((await contract())?.status).toBe('active');
  expect(await refusal(carla, { account: 'Northwind', outcome: 'renewed', on: '2026-03-01' })).toMatch(
    /No contract of Northwind Trading ends near/,
  );
});

test('nothing is offered of another’s account, of a day to come, of whom nobody knows', async () => {
  expect(await refusal(otto, { account: 'Northwind', outcome: 'left' })).toMatch(/is not your account/);
  expect(await refusal(carla, { account: 'Northwind', outcome: 'left', on: '2027-01-01' })).toMatch(/still to come/);
  expect(await refusal(carla, { account: 'Nobody Inc', outcome: 'left' })).toMatch(/I know no account/);
  expect((await account())?.lifecycleStage).toBe('adopting');
});

test('somebody else changed it meanwhile: their change stays', async () => {
  const id = await pressed(carla, { account: 'Northwind', outcome: 'left' });
  await database.models.accounts.updateOne({ tenant: TENANT, _id: 'toy-0' }, { recordedAt: new Date(now.getTime() + 1_000) });
  expect(await undo(id)).toBe('Not undone: Northwind Trading has been changed since.');
  expect((await account())?.lifecycleStage).toBe('churned');
});
