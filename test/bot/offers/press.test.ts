import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { worded } from '../../../agents/kit/worded.ts';
import { contextFor } from '../../../bot/assistant.ts';
import type { OfferDeps } from '../../../bot/offers/deps.ts';
import { carryOut, claimOffer, makeOffer, offerCard, undoOffer } from '../../../bot/offers/index.ts';
import { findOffer } from '../../../bot/offers/press.ts';
import type { Account } from '../../../models/account.ts';
import type { Database } from '../../../models/connection.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { testDatabase } from '../../support/database.ts';
import { toyAgent } from '../../support/toy-agent.ts';
import { NOW, person, seedToys, TENANT } from '../../support/toy-world.ts';

/** What is asked for is written by one press of the person who asked, as they read it, and can be taken back. */

const HOUR = 3_600_000;
const carla = person('carla', 'csm');
const max = person('max', 'manager');
let database: Database;
let now = NOW;
let deps: OfferDeps;
beforeAll(async () => {
  database = await testDatabase();
  await seedToys(database.models);
  deps = { models: database.models, catalog: createCatalog([toyAgent]), clock: { now: () => now }, log: pino({ level: 'silent' }) };
});
afterAll(() => database.close());

const accounts = () => database.models.accounts;
const stage = async () => (await accounts().findOne({ tenant: TENANT, _id: 'toy-0' }).lean<Account>())?.lifecycleStage;
async function offered(args: object = { account: 'Northwind', stage: 'churned' }, actor = carla) {
  await accounts().updateOne({ tenant: TENANT, _id: 'toy-0' }, { $set: { lifecycleStage: 'adopting', ownerId: 'carla' } });
  const tool = deps.catalog.get('set_stage');
  if (!tool) throw new Error('no tool');
  const made = await makeOffer(deps, tool, args, { context: contextFor(deps, TENANT, actor), conversation: 'c' });
  if (!('offer' in made)) throw new Error(made.ok ? 'nothing to offer' : made.message);
  return made.offer;
}
async function press(offerId: string, actor = carla) {
  const claim = await claimOffer(deps, { tenant: TENANT, actor, offerId });
  if (!('claimed' in claim)) return claim.answer;
  const outcome = await carryOut(deps, claim.claimed, contextFor(deps, TENANT, actor));
  return outcome.ok ? 'written' : outcome.message;
}
const cardText = async (id: string) => {
  const offer = await findOffer(deps, TENANT, id);
  return offer ? JSON.stringify(worded(offerCard(offer))) : '';
};

test('it is written by the first press only, however many there are at once, and taken back once', async () => {
  const { _id } = await offered();
  expect(await stage()).toBe('adopting');
  expect(await cardText(_id)).toMatch(/Not done yet: Set the stage, Northwind Trading.*"label":"Stage","value":"churned"/);
  const answers = await Promise.all(Array.from({ length: 20 }, () => press(_id)));
  expect(answers.filter((answer) => answer === 'written')).toHaveLength(1);
  expect(answers.filter((answer) => answer.startsWith('Pressed already'))).toHaveLength(19);
  expect(await stage()).toBe('churned');
  expect(await cardText(_id)).toMatch(/Done: Set the stage.*Northwind Trading is now churned.*"label":"Undo"/);
  const undo = (actor = carla) => undoOffer(deps, { tenant: TENANT, actor, offerId: _id });
  expect((await undo(max)).answer).toMatch(/^Not undone: only Person carla/);
  const undone = await Promise.all([undo(), undo(), undo()]);
  expect(undone.filter(({ done }) => done)).toHaveLength(1);
  expect(await stage()).toBe('adopting');
  expect(await cardText(_id)).toMatch(/Undone: Set the stage/);
  expect(await cardText(_id)).not.toContain('buttons');
});

test('only whoever asked may press', async () => {
  const { _id } = await offered();
  expect(await press(_id, max)).toMatch(/^Not done: only Person carla/);
  expect(await stage()).toBe('adopting');
  expect(await press(_id)).toBe('written');
});

test('the owner and the role are looked at again', async () => {
  const { _id } = await offered();
  await accounts().updateOne({ tenant: TENANT, _id: 'toy-0' }, { $set: { ownerId: 'otto' } });
  expect(await press(_id)).toMatch(/^Nothing was written\..*not your account/);
  await accounts().updateOne({ tenant: TENANT, _id: 'toy-0' }, { $set: { ownerId: 'carla' } });
  expect(await press(_id, { ...carla, roles: ['marketing'] })).toMatch(/^Nothing was written\..*is for/);
  expect(await stage()).toBe('adopting');
});

test('what would be written now must be what was read', async () => {
  const { _id } = await offered();
  await accounts().updateOne({ tenant: TENANT, _id: 'toy-0' }, { $set: { name: 'Northwind Global' } });
  expect(await press(_id)).toMatch(/not what it was when it was offered/);
  await accounts().updateOne({ tenant: TENANT, _id: 'toy-0' }, { $set: { name: 'Northwind Trading' } });
  const gone = await offered();
  await accounts().updateOne({ tenant: TENANT, _id: 'toy-0' }, { $set: { lifecycleStage: 'renewing' } });
  expect(await press(gone._id)).toMatch(/not what it was when it was offered/);
  const forged = await offered();
  await database.models.offers.updateOne(
    { tenant: TENANT, _id: forged._id },
    { $set: { arguments: { account: 'toy-1', stage: 'churned' } } },
  );
  expect(await press(forged._id, { ...carla, roles: ['manager'] })).toMatch(/not what it was when it was offered/);
  expect(await stage()).toBe('adopting');
});

test('an offer expires after a day, and so does taking it back', async () => {
  const [late, done] = [await offered(), await offered()];
  expect(await press(done._id)).toBe('written');
  now = new Date(NOW.getTime() + 25 * HOUR);
  expect(await press(late._id)).toMatch(/has expired/);
  expect((await undoOffer(deps, { tenant: TENANT, actor: carla, offerId: done._id })).answer).toMatch(/for a day only/);
  expect(await press('nothing-like-it')).toMatch(/no longer stored/);
  now = NOW;
});

test('what cannot be done is not offered', async () => {
  await expect(offered({ account: 'Contoso Retail', stage: 'churned' })).rejects.toThrow('not your account');
  await expect(offered({ account: 'Contoso', stage: 'churned' })).rejects.toThrow(/Contoso/);
  await expect(offered({ account: 'Northwind', stage: 'melted' })).rejects.toThrow('do not fit');
});
