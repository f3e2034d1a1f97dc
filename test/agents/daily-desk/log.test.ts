import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { dailyDesk } from '../../../agents/daily-desk/face.ts';
import { promisesIn } from '../../../agents/daily-desk/promises.ts';
import type { Actor } from '../../../agents/kit/context.ts';
import { contextFor } from '../../../bot/assistant.ts';
import type { OfferDeps } from '../../../bot/offers/deps.ts';
import { carryOut, claimOffer, makeOffer, undoOffer } from '../../../bot/offers/index.ts';
import type { Database } from '../../../models/connection.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { testDatabase } from '../../support/database.ts';
import { NOW, person, seedToys, TENANT } from '../../support/toy-world.ts';

/** What a person tells of a conversation is written by their press, taken back by another, and makes no task by itself. */

const carla = person('carla', 'csm');
const NOTE = 'They like it. We will send the plan by Friday. They want SSO by March.';
let database: Database;
let deps: OfferDeps;
beforeAll(async () => {
  database = await testDatabase();
  await seedToys(database.models);
  await database.models.accounts.updateOne({ tenant: TENANT, _id: 'toy-2' }, { $unset: { ownerId: 1 } });
  deps = { models: database.models, catalog: createCatalog([dailyDesk]), clock: { now: () => NOW }, log: pino({ level: 'silent' }) };
});
afterAll(() => database.close());

async function offered(actor: Actor, args: object) {
  const tool = deps.catalog.get('log_activity');
  if (!tool) throw new Error('no tool');
  return makeOffer(deps, tool, args, { context: contextFor(deps, TENANT, actor), conversation: 'c' });
}
const stored = () => database.models.interactions.find({ tenant: TENANT }).lean();

test('nothing is written before the press; then the whole note; and undoing leaves nothing', async () => {
  const made = await offered(carla, { account: 'Northwind', person: 'Ada', kind: 'call', text: NOTE, at: '2026-11-20' });
  if (!('offer' in made)) throw new Error('no offer');
  expect(await stored()).toEqual([]);
  const press = { tenant: TENANT, actor: carla, offerId: made.offer._id };
  const claim = await claimOffer(deps, press);
  if (!('claimed' in claim)) throw new Error(claim.answer);
  const done = await carryOut(deps, claim.claimed, contextFor(deps, TENANT, carla));
  expect(await stored()).toMatchObject([
    {
      accountId: 'toy-0',
      contactId: 'ada',
      userId: 'carla',
      kind: 'call',
      text: NOTE,
      attended: true,
      at: new Date('2026-11-20T00:00:00Z'),
    },
  ]);
  const told = JSON.stringify(done);
  for (const promise of ['We will send the plan by Friday', 'They want SSO by March']) expect(told).toContain(promise);
  expect(await database.models.tasks.countDocuments({ tenant: TENANT })).toBe(0);
  expect((await undoOffer(deps, press)).answer).toBe('Undone: The call is taken off Northwind Trading again.');
  expect(await stored()).toEqual([]);
});

test('who may not act on an account, a stranger’s name and a day to come are refused', async () => {
  expect(await offered(carla, { account: 'Contoso Retail', text: 'Spoke.' })).toMatchObject({ ok: false });
  expect('offer' in (await offered(person('nora', 'manager'), { account: 'Contoso Retail', text: 'Spoke.' }))).toBe(true);
  expect(await offered(carla, { account: 'Northwind', person: 'Zebulon', text: 'Spoke.' })).toMatchObject({
    ok: false,
    code: 'unknown_contact',
  });
  expect(await offered(carla, { account: 'Northwind', text: 'Spoke.', at: '2026-12-20' })).toMatchObject({ ok: false, code: 'bad_date' });
});

test.each([
  [
    'Good call, they want SSO by March and a quote by friday',
    [
      ['they want SSO by March', false, '2027-03-01'],
      ['they want a quote by friday', false, '2026-11-27'],
    ],
  ],
  [
    'we send pricing by friday and they send the security form by 10 December',
    [
      ['we send pricing by friday', true, '2026-11-27'],
      ['they send the security form by 10 December', false, '2026-12-10'],
    ],
  ],
  ['we will send pricing and the form by friday', [['we will send pricing and the form by friday', true, '2026-11-27']]],
  ['if they sign, we will send the plan by Friday', []],
  ['we met them before Christmas and they liked it', []],
])('each promise has its own day: %s', (note, promised) => {
  expect(promisesIn(note, NOW).map(({ text, ours, due }) => [text, ours, due])).toEqual(promised);
});

test.each([
  ['We’ll deliver the report on 3 December.', '2026-12-03'],
  ['I promised an answer by Wednesday', '2026-11-25'],
  ['They need the export before June', '2027-06-01'],
  ['Wir werden morgen anrufen', '2026-11-23'],
  ['We will look into it', null],
  ['We will ship by 2026-12-31', '2026-12-31'],
  ['We will meet on 31 February', null],
  ['We will check if SSO works by Friday', '2026-11-27'],
])('promised: %s', (sentence, due) => {
  expect(promisesIn(`All is fine. ${sentence}`, NOW)).toMatchObject([{ text: sentence.replace(/\.$/, ''), due }]);
});

test.each([
  'Budget is frozen until Q2',
  'We will not renew the old add-on',
  'They want to grow',
  'Ada liked the plan',
  'If they sign we will ship SSO by Friday',
  'We will lower the price by Friday only if they sign',
  'Wenn sie unterschreiben, werden wir liefern, und wir werden feiern',
  'Ada asked whether we will support SSO by March',
  'She wants to know: will we, or I will ask myself, deliver by Friday?',
  'No vamos a renovar antes de junio',
])('no promise: %s', (sentence) => {
  expect(promisesIn(sentence, NOW)).toEqual([]);
});

test('a line of a list is promised without what begins it', () => {
  const note = 'Notes:\n- wants SSO\n- we’ll send a quote on 3 December\n2. We will call Ada';
  expect(promisesIn(note, NOW).map(({ text }) => text)).toEqual(['we’ll send a quote on 3 December', 'We will call Ada']);
});
