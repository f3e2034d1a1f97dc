import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { dailyDesk } from '../../../agents/daily-desk/face.ts';
import type { Actor } from '../../../agents/kit/context.ts';
import { plain } from '../../../agents/kit/text.ts';
import { contextFor } from '../../../bot/assistant.ts';
import type { Database } from '../../../models/connection.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { NOW, person, seedToys, TENANT } from '../../support/toy-world.ts';

/** What waits for whom, who decided what, and each role's own day. */

const [carla, otto] = [person('carla', 'csm'), person('otto', 'csm')];
const [nora, mara] = [person('nora', 'manager'), person('mara', 'marketing')];
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await seedToys(database.models);
  const at = new Date('2026-11-20T09:00:00Z');
  const expiresAt = new Date('2026-12-20T09:00:00Z');
  const sender = { id: 'carla', name: carla.name, email: carla.email, title: 'CSM' };
  const account = { id: 'toy-0', name: 'Northwind Trading' };
  const base = { tenant: TENANT, at, ingestedAt: at, kind: 'outreach', account, sender, channel: 'email', body: 'b', version: 1 };
  const more = { digest: 'd', whyNow: 'w', requestedBy: 'carla', ownerId: 'carla', expiresAt };
  const action = { kind: 'action', call: { tool: 'x', arguments: {} }, deciders: 'team' };
  await database.models.approvals.insertMany([
    { ...base, ...more, subject: 'Pending note', state: 'pending' },
    { ...base, ...more, subject: 'Own draft', state: 'draft' },
    { ...base, ...more, ...action, subject: 'Team step', state: 'pending', requestedBy: 'zoe' },
    { ...base, ...more, subject: 'In another name', state: 'pending', requestedBy: 'otto' },
    { ...base, ...more, subject: 'Sent note', state: 'sent', decidedBy: { id: 'nora', name: 'Person nora' }, decidedAt: NOW },
  ]);
  await database.models.tasks.create({
    ...{ tenant: TENANT, at, ingestedAt: at, accountId: 'toy-0', ownerId: 'carla' },
    text: 'Call Ada',
    dueAt: new Date('2026-11-23T00:00:00Z'),
  });
});
afterAll(() => database.close());

async function answered(actor: Actor, tool: string, args: object): Promise<{ said: string; subjects: string[] }> {
  const deps = { models: database.models, catalog: createCatalog([dailyDesk]), clock: { now: () => NOW }, log: pino({ level: 'silent' }) };
  const outcome = await runTool(deps.catalog, tool, args, contextFor(deps, TENANT, actor));
  if (!outcome.ok) throw new Error(outcome.message);
  const { approvals = [], waiting = [] } = outcome.output as Record<string, { subject: string }[]>;
  return {
    said: [outcome.summary.point, ...outcome.summary.why].map((text) => plain(text)).join(' '),
    subjects: [...approvals, ...waiting].map(({ subject }) => subject).sort(),
  };
}
const subjects = async (actor: Actor, args: object) => (await answered(actor, 'list_approvals', args)).subjects;

test('what waits for one person, with who decides; where nothing does, a draft is one press away', async () => {
  const { models } = database;
  const [ada] = await models.contacts.find({ tenant: TENANT }).lean<{ _id: string; name: string; accountId: string }[]>();
  if (!ada) throw new Error('nobody');
  const to = { contactId: ada._id, name: ada.name, email: 'a@b.example' };
  const none = await answered(carla, 'list_approvals', { contact: ada.name });
  expect(none.subjects).toEqual([]);
  expect(none.said).toContain(`Nothing is waiting that you may see, to ${ada.name}.`);
  await models.approvals.updateMany({ tenant: TENANT, subject: { $in: ['Pending note', 'Own draft', 'Sent note'] } }, { recipient: to });
  const found = await answered(carla, 'list_approvals', { contact: ada.name });
  expect(found.subjects).toEqual(['Own draft', 'Pending note']);
  expect(found.said).toContain('nobody is asked yet');
  expect(found.said).toContain('a manager, an executive or an admin other than Person carla decides');
});

test('each waits for those the policy lets decide: author, team, whoever it is signed by, leaders', async () => {
  expect(await subjects(carla, {})).toEqual(['In another name', 'Own draft', 'Team step']);
  expect(await subjects(nora, {})).toEqual(['Pending note', 'Team step']);
  expect(await subjects(otto, {})).toEqual([]);
  expect(await subjects(mara, {})).toEqual([]);
});

test('people see what they asked for; leaders all but others’ drafts; nobody else anything', async () => {
  expect(await subjects(carla, { whose: 'asked', state: 'any' })).toEqual([
    'In another name',
    'Own draft',
    'Pending note',
    'Sent note',
    'Team step',
  ]);
  expect(await subjects(otto, { whose: 'all', state: 'any' })).toEqual(['In another name']);
  expect(await subjects(nora, { whose: 'all', state: 'any' })).toEqual(['In another name', 'Pending note', 'Sent note', 'Team step']);
  expect(await subjects(mara, { whose: 'all', state: 'any' })).toEqual([]);
});

test('who decides is told of what others decide about, and not to those who do', async () => {
  const mine = await answered(nora, 'list_approvals', {});
  expect(mine.said).toMatch(/Pending note, from Person carla, waiting since \d+ Nov/);
  expect(mine.said).not.toContain('decides');
  expect((await answered(carla, 'list_approvals', { whose: 'asked', state: 'waiting' })).said).toMatch(
    /Pending note, from Person carla, waiting since \d+ Nov: a manager, an executive or an admin other than .* decides/,
  );
  expect((await answered(mara, 'list_approvals', { whose: 'all', state: 'approved', since: '2026-11-20' })).said).toMatch(
    /^Nothing that you may see was approved since 20 Nov\./,
  );
});

test('who decided is told, with the day, and what was decided before the day asked about is left out', async () => {
  const asked = { whose: 'asked', state: 'decided' };
  expect((await answered(carla, 'list_approvals', { ...asked, since: '2026-11-22' })).said).toMatch(
    /Sent note, from Person carla, sent, decided by Person nora 22 Nov/,
  );
  await database.models.approvals.updateOne({ tenant: TENANT, state: 'sent' }, { $set: { decidedAt: new Date('2026-11-10T00:00:00Z') } });
  expect(await subjects(carla, { ...asked, since: '2026-11-22' })).toEqual([]);
});

test.each([
  [
    carla,
    /^Your day: 1 task due within a week; 3 requests waiting for a decision.* Northwind Trading: health 40, .*Northwind Trading: “Call Ada”, due 23 Nov/,
  ],
  [nora, /^Your day: 2 requests waiting for a decision/],
  [person('eve', 'executive'), /^Your day: 2 requests waiting for a decision; the steepest fall is Contoso Health: health 50/],
  [person('al', 'ae'), /^Your day: the steepest fall is Contoso Health/],
  [
    mara,
    /^Your day: nothing is due within a week, and nothing waits for a decision\. You have no accounts of your own; ask for any account or for the portfolio\.$/,
  ],
  [person('ada', 'admin'), /^Your day: 2 requests waiting for a decision\. Waits for you: /],
])('the day of each role: %#', async (actor, says) => {
  const at = new Date('2026-11-21T00:00:00Z');
  const base = { tenant: TENANT, at, ingestedAt: at, asOf: at, updatedAt: at, currency: 'USD', arr: 1_000 };
  await database.models.accountStandings.deleteMany({ tenant: TENANT });
  await database.models.accountStandings.create([
    { ...base, accountId: 'toy-0', name: 'Northwind Trading', ownerId: 'carla', health: 40, change30: -5 },
    { ...base, accountId: 'toy-1', name: 'Contoso Health', ownerId: 'otto', accountExecutiveId: 'al', health: 50, change30: -20 },
  ]);
  expect((await answered(actor, 'my_day', {})).said).toMatch(says);
});

test('an empty day says why it is, of a colleague only what was looked at', async () => {
  await database.models.tasks.deleteMany({ tenant: TENANT });
  await database.models.approvals.deleteMany({ tenant: TENANT });
  expect((await answered(nora, 'my_day', {})).said).toMatch(/waits for a decision\. Nobody is recorded as reporting to you; ask/);
  const user = { tenant: TENANT, title: 'Marketing', at: NOW, ingestedAt: NOW };
  await database.models.users.create({ ...user, _id: 'mara', name: mara.name, email: mara.email, roles: ['marketing'] });
  expect((await answered(carla, 'my_day', { owner: mara.name })).said).toBe(
    'The day of Person mara: nothing is due within a week. Person mara has no accounts of their own.',
  );
});
