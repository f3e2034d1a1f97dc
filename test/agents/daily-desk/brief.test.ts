import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { dailyDesk } from '../../../agents/daily-desk/face.ts';
import { plain } from '../../../agents/kit/text.ts';
import { contextFor } from '../../../bot/assistant.ts';
import type { Database } from '../../../models/connection.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { NOW, person, seedToys, TENANT } from '../../support/toy-world.ts';

/** What a person is told before they speak to a customer, of an account full of news and of one with none. */

const catalog = createCatalog([dailyDesk]);
const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  await seedToys(models);
  const base = { tenant: TENANT, accountId: 'toy-0', ingestedAt: days(-1) };
  await models.contacts.updateOne({ tenant: TENANT, _id: 'ada' }, { $set: { role: 'champion' } });
  await models.interactions.create([
    { ...base, at: days(-50), kind: 'call', direction: 'outbound', contactId: 'ada', attended: true, subject: 'Long ago' },
    { ...base, at: days(-2), kind: 'email', direction: 'inbound', contactId: 'ada', subject: 'Pricing', text: 'Is it\n12 or 13?' },
    { ...base, at: days(3), kind: 'meeting', direction: 'outbound', contactId: 'ada', subject: 'Review' },
    { ...base, at: days(4), ingestedAt: days(1), kind: 'meeting', direction: 'outbound', subject: 'Not known yet' },
  ]);
  await models.tasks.create([
    { ...base, at: days(-9), ownerId: 'carla', kind: 'promise', text: 'send the figures', dueAt: days(-3) },
    { ...base, at: days(-9), ownerId: 'carla', text: 'already done', dueAt: days(-5), doneAt: days(-4), doneBy: 'carla' },
  ]);
  await models.accounts.updateOne({ tenant: TENANT, _id: 'toy-2' }, { $unset: { ownerId: 1 } });
});
afterAll(() => database.close());

async function brief(args: object) {
  const outcome = await runTool(
    catalog,
    'brief_account',
    args,
    contextFor({ models: database.models, clock: { now: () => NOW }, log: pino({ level: 'silent' }) }, TENANT, person('carla', 'csm')),
  );
  if (!outcome.ok) throw new Error(outcome.message);
  return {
    point: plain(outcome.summary.point),
    why: outcome.summary.why.map((text) => plain(text)).join('\n'),
    card: JSON.stringify(outcome.card),
  };
}

test('what we owe comes first, then what they wait for, who was last spoken to and who is met next', async () => {
  const { point, why, card } = await brief({ account: 'Northwind' });
  expect(point).toMatch(/Raise first: Promised and overdue: “send the figures”, due 19 Nov\.$/);
  expect(why).toContain('Their last e-mail, 20 Nov, is not answered: “Pricing”');
  expect(why).toContain('Champion: Ada Byron, last 20 Nov, e-mail from them. Sponsor: nobody known.');
  expect(why).toContain('Next: 25 Nov, meeting, with Ada Byron');
  expect(card).toContain('“Is it 12 or 13?”');
  // The first to raise is the point's; the card has the others.
  expect(card.match(/send the figures/g)).toHaveLength(2);
  for (const absent of ['Long ago', 'Not known yet', 'already done']) expect(card).not.toContain(absent);
});

test('since when decides what is told as news', async () => {
  expect((await brief({ account: 'Northwind', since: '2026-09-01' })).card).toContain('Long ago');
  await expect(brief({ account: 'Northwind', since: '2027-09-01' })).rejects.toThrow(/still to come/);
});

test('of an account that nobody owns, with nothing on record, it says so', async () => {
  const { point, why } = await brief({ account: 'Contoso Retail' });
  expect(point).toMatch(/^Contoso Retail: too little data for a health score\. Raise first: No conversation with them is on record/);
  expect(why).toContain('Owner: nobody.');
  expect(why).toContain('Nothing happened');
});

test('of who has left it says so, and raises neither a churn risk nor a next step', async () => {
  const { models } = database;
  const row = { tenant: TENANT, accountId: 'toy-2', ownerId: 'carla', at: days(-90), ingestedAt: days(-90) };
  await models.accounts.updateOne({ tenant: TENANT, _id: 'toy-2' }, { $set: { lifecycleStage: 'churned' } });
  await models.tasks.create({ ...row, kind: 'next_step', text: 'Main workflow in use', dueAt: days(-60) });
  expect((await brief({ account: 'toy-2' })).point).toMatch(/: they have churned\. Nothing presses\.$/);
});

test('a step whose day has passed is said to be late, one to come to be next', async () => {
  const { models } = database;
  const step = { tenant: TENANT, accountId: 'toy-1', ownerId: 'carla', at: days(-90), ingestedAt: days(-90), kind: 'next_step' as const };
  await models.tasks.create({ ...step, _id: 'step', text: 'Main workflow in use', dueAt: days(-60) });
  expect((await brief({ account: 'toy-1' })).card).toContain('Step not marked as reached: ');
  await models.tasks.updateOne({ tenant: TENANT, _id: 'step' }, { $set: { dueAt: days(6) } });
  expect((await brief({ account: 'toy-1' })).card).toContain('Next step: ');
});
