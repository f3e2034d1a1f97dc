import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { dailyDesk } from '../../../agents/daily-desk/face.ts';
import type { Actor } from '../../../agents/kit/context.ts';
import { plain } from '../../../agents/kit/text.ts';
import { contextFor } from '../../../bot/assistant.ts';
import type { OfferDeps } from '../../../bot/offers/deps.ts';
import { carryOut, claimOffer, makeOffer, undoOffer } from '../../../bot/offers/index.ts';
import type { Database } from '../../../models/connection.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { NOW, person, seedToys, TENANT } from '../../support/toy-world.ts';

/** Who follows an account, how, and how a press on it is taken back, by people whose account it is not too. */

const carla = person('carla', 'csm');
const mara = person('mara', 'marketing');
let database: Database;
let deps: OfferDeps;
beforeAll(async () => {
  database = await testDatabase();
  await seedToys(database.models);
  deps = { models: database.models, catalog: createCatalog([dailyDesk]), clock: { now: () => NOW }, log: pino({ level: 'silent' }) };
});
afterAll(() => database.close());

async function offered(actor: Actor, name: string, args: object) {
  const tool = deps.catalog.get(name);
  if (!tool) throw new Error(`no tool ${name}`);
  return makeOffer(deps, tool, args, { context: contextFor(deps, TENANT, actor), conversation: 'c' });
}

async function pressed(actor: Actor, name: string, args: object): Promise<string> {
  const made = await offered(actor, name, args);
  if (!('offer' in made)) throw new Error(made.ok ? plain(made.summary.point) : made.message);
  const claim = await claimOffer(deps, { tenant: TENANT, actor, offerId: made.offer._id });
  if (!('claimed' in claim)) throw new Error(claim.answer);
  await carryOut(deps, claim.claimed, contextFor(deps, TENANT, actor));
  return made.offer._id;
}

const modes = async (userId: string) =>
  Object.fromEntries(
    (await database.models.follows.find({ tenant: TENANT, userId }).lean()).map(({ accountId, mode }) => [accountId, mode]),
  );
const undo = async (actor: Actor, offerId: string) => (await undoOffer(deps, { tenant: TENANT, actor, offerId })).answer;

test('somebody whose account it is not follows it, hears more, and takes each press back', async () => {
  const first = await pressed(mara, 'follow_account', { account: 'Northwind' });
  expect(await modes('mara')).toEqual({ 'toy-0': 'daily' });
  const more = await pressed(mara, 'follow_account', { account: 'Northwind', alerts: true });
  expect(await modes('mara')).toEqual({ 'toy-0': 'each' });
  expect(await undo(mara, first)).toBe('Not undone: how you follow Northwind Trading has changed since.');
  expect(await undo(mara, more)).toBe('Undone: You follow Northwind Trading: what changed, in one message a day.');
  expect(await undo(mara, first)).toBe('Undone: You do not follow Northwind Trading.');
  expect(await modes('mara')).toEqual({});
});

test('nothing is offered where there is nothing to write, and an unknown account is asked back', async () => {
  expect(await offered(carla, 'unfollow_account', { account: 'Northwind' })).toMatchObject({ ok: true, summary: expect.anything() });
  await pressed(carla, 'follow_account', { account: 'Northwind' });
  const again = await offered(carla, 'follow_account', { account: 'Northwind' });
  expect('offer' in again).toBe(false);
  expect(await offered(carla, 'follow_account', { account: 'Contoso' })).toMatchObject({ ok: false, code: 'ambiguous_account' });
});

test('unfollowing is taken back as it was, and each person sees their own list', async () => {
  await pressed(carla, 'follow_account', { account: 'Contoso Retail', alerts: true });
  const gone = await pressed(carla, 'unfollow_account', { account: 'Contoso Retail' });
  expect(await modes('carla')).toEqual({ 'toy-0': 'daily' });
  await undo(carla, gone);
  const list = async (actor: Actor) => {
    const outcome = await runTool(deps.catalog, 'list_followed', {}, contextFor(deps, TENANT, actor));
    return outcome.ok ? [outcome.summary.point, ...outcome.summary.why].map((text) => plain(text)).join(' ') : outcome.message;
  };
  expect(await list(carla)).toMatch(/^You follow 2 accounts\..*Contoso Retail: alerts when they happen/);
  expect(await list(mara)).toBe('You follow no account. Say "follow" and its name.');
});

test('the same follow pressed ten times at once is one', async () => {
  const context = contextFor(deps, TENANT, person('nora', 'manager'));
  const runs = Array.from({ length: 10 }, () =>
    runTool(deps.catalog, 'follow_account', { account: 'Northwind' }, context, { pressed: true }),
  );
  expect((await Promise.all(runs)).every(({ ok }) => ok)).toBe(true);
  expect(await database.models.follows.countDocuments({ tenant: TENANT, userId: 'nora' })).toBe(1);
});
