import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { dailyDesk } from '../../../agents/daily-desk/face.ts';
import { withHour } from '../../../agents/daily-desk/tasks.ts';
import type { Actor } from '../../../agents/kit/context.ts';
import { plain } from '../../../agents/kit/text.ts';
import { contextFor } from '../../../bot/assistant.ts';
import type { OfferDeps } from '../../../bot/offers/deps.ts';
import { carryOut, claimOffer, makeOffer, undoOffer } from '../../../bot/offers/index.ts';
import type { Database } from '../../../models/connection.ts';
import type { Task } from '../../../models/task.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { NOW, person, seedToys, TENANT } from '../../support/toy-world.ts';

/** Tasks are added, listed, done and taken back. */

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
beforeEach(async () => {
  await database.models.tasks.deleteMany({ tenant: TENANT });
});

const context = (actor: Actor) => contextFor(deps, TENANT, actor);
const stored = () => database.models.tasks.find({ tenant: TENANT }).sort({ text: 1 }).lean<Task[]>();
const undo = async (actor: Actor, offerId: string) => (await undoOffer(deps, { tenant: TENANT, actor, offerId })).answer;

async function pressed(actor: Actor, name: string, args: object): Promise<string> {
  const tool = deps.catalog.get(name);
  if (!tool) throw new Error(`no tool ${name}`);
  const made = await makeOffer(deps, tool, args, { context: context(actor), conversation: 'c' });
  if (!('offer' in made)) throw new Error(made.ok ? plain(made.summary.point) : made.message);
  const claim = await claimOffer(deps, { tenant: TENANT, actor, offerId: made.offer._id });
  if (!('claimed' in claim)) throw new Error(claim.answer);
  await carryOut(deps, claim.claimed, context(actor));
  return made.offer._id;
}

async function listed(actor: Actor, args: object): Promise<string> {
  const outcome = await runTool(deps.catalog, 'list_tasks', args, context(actor));
  return outcome.ok ? [outcome.summary.point, ...outcome.summary.why].map((text) => plain(text)).join(' ') : outcome.message;
}

async function buttonsOf(args: object): Promise<string[]> {
  const outcome = await runTool(deps.catalog, 'list_tasks', args, context(carla));
  if (!outcome.ok) throw new Error(outcome.message);
  const { parts = [], sections = [] } = outcome.card ?? {};
  return [...parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : [])), ...sections].map(({ label }) => label);
}

test('a task is added for oneself, listed as due, and taken back', async () => {
  const offer = await pressed(carla, 'add_task', { account: 'Northwind', text: 'Send the SLA report', due: '2026-11-25' });
  expect(await stored()).toMatchObject([{ accountId: 'toy-0', ownerId: 'carla', kind: 'task', text: 'Send the SLA report' }]);
  expect(await listed(carla, { owner: 'mine', due: 'week' })).toMatch(
    /^1 open task of Person carla due within a week\. Northwind Trading: “Send the SLA report”, due 25 Nov/,
  );
  expect(await listed(carla, { owner: 'mine', due: 'today' })).toBe('No open task of Person carla due by today is on record.');
  expect(await undo(carla, offer)).toBe('Undone: "Send the SLA report" is no longer a task.');
  expect(await listed(carla, { owner: 'mine' })).toBe('No open task of Person carla is on record.');
  expect(await stored()).toEqual([]);
});

test('one task is told once: what the answer says, the card does not say again', async () => {
  await pressed(carla, 'add_task', { account: 'Northwind', text: 'Call Ada', due: '2026-11-25' });
  const [{ _id: task = '' } = { _id: '' }] = await stored();
  const outcome = await runTool(deps.catalog, 'show_task', { task }, context(carla));
  if (!outcome.ok) throw new Error(outcome.message);
  expect(plain(outcome.summary.point)).toContain('“Call Ada”');
  expect(JSON.stringify(outcome.card.parts)).not.toContain('“Call Ada”');
});

test('what was put off since is not taken back', async () => {
  const offer = await pressed(carla, 'add_task', { account: 'Northwind', text: 'Call Ada', due: '2026-11-25' });
  await database.models.tasks.updateOne({ tenant: TENANT }, { $set: { dueAt: new Date('2026-11-30T00:00:00Z') } });
  expect(await undo(carla, offer)).toBe('Not undone: "Call Ada" has changed since.');
});

test('anybody reminds themselves, but a promise or a day that has passed is refused', async () => {
  await pressed(mara, 'add_task', { account: 'Contoso Health', text: 'Ask for a quote' });
  expect(await stored()).toMatchObject([{ ownerId: 'mara', accountId: 'toy-1' }]);
  await expect(pressed(mara, 'add_task', { account: 'Contoso Health', text: 'A fix', kind: 'promise' })).rejects.toThrow(
    'Contoso Health is not your account',
  );
  await expect(pressed(carla, 'add_task', { account: 'Northwind', text: 'Late', due: '2026-11-02' })).rejects.toThrow('has passed');
});

test('the longest overdue comes first, one without a day last, promises apart, pages follow each other', async () => {
  const base = { tenant: TENANT, accountId: 'toy-0', ownerId: 'carla', at: NOW, ingestedAt: NOW };
  const days = Array.from({ length: 11 }, (_, day) => ({
    ...base,
    text: `Task ${day}`,
    dueAt: new Date(NOW.getTime() + (day - 2) * 86_400_000),
  }));
  await database.models.tasks.create([...days, { ...base, text: 'Some day', kind: 'promise' }]);
  expect(await listed(carla, { account: 'Northwind' })).toMatch(
    /^12 open tasks at Northwind Trading, 2 overdue\. Northwind Trading: “Task 0”,/,
  );
  expect(await listed(carla, { account: 'Northwind', page: 2 })).toMatch(/“Task 10”,.*“Some day”, no day said/);
  expect(await listed(carla, { account: 'Northwind', kind: 'promise' })).toMatch(/^1 open promise at Northwind Trading\./);
  expect(await buttonsOf({ account: 'Northwind' })).toContain('Task 0');
  const first = await buttonsOf({ owner: 'mine' });
  expect(first).toEqual(expect.arrayContaining(['Northwind Trading: Task 0', 'Next page', 'This page as a table']));
  expect(first).not.toContain('Show all');
  expect(await buttonsOf({ account: 'Northwind', kind: 'promise' })).toContain('As a table');
});

test('tasks asked for are all there are; a next step is named in words', async () => {
  await pressed(carla, 'set_next_step', { account: 'Northwind', text: 'A review' });
  await pressed(carla, 'add_task', { account: 'Northwind', text: 'A fix', kind: 'promise' });
  expect(await listed(carla, { owner: 'mine' })).toMatch(/^2 open tasks of Person carla\./);
  expect(await listed(carla, { owner: 'mine', kind: 'next_step' })).toMatch(/^1 open next step of Person carla\./);
});

test('a long task is meant by a few words of it', async () => {
  const texts = [
    'Send the security questionnaire to Northwind on Wednesday',
    'Send the invoice of the last quarter to Northwind',
    'Call them',
  ];
  for (const text of texts) await pressed(carla, 'add_task', { account: 'Northwind', text });
  await pressed(carla, 'complete_task', { task: 'send the questionnaire' });
  expect((await stored()).filter(({ doneAt }) => doneAt).map(({ text }) => text)).toEqual([texts[0]]);
  for (const vague of ['the task', 'the last of the offers', 'buy a cake']) {
    await expect(pressed(carla, 'complete_task', { task: vague })).rejects.toThrow('Which task');
  }
});

test('the only task is meant by no words of its own, but not by those of another', async () => {
  await pressed(carla, 'add_task', { account: 'Northwind', text: 'Call Ada' });
  await expect(pressed(carla, 'complete_task', { task: 'send the security questionnaire' })).rejects.toThrow('Which task: Call Ada');
  await pressed(carla, 'complete_task', { task: 'the task' });
  expect((await stored())[0]?.doneBy).toBe('carla');
});

describe('which of several tasks', () => {
  const base = { tenant: TENANT, ownerId: 'carla', at: NOW, ingestedAt: NOW };
  const on = (day: string) => new Date(`2026-${day}T00:00:00Z`);
  beforeEach(async () => {
    await database.models.tasks.create([
      { ...base, accountId: 'toy-0', text: 'Send the slides', dueAt: on('12-04') },
      { ...base, accountId: 'toy-0', text: 'Call Ada', dueAt: on('11-20') },
      { ...base, accountId: 'toy-0', text: 'Ask for a quote' },
      { ...base, accountId: 'toy-1', text: 'Call Ada', dueAt: on('11-10') },
      { ...base, accountId: 'toy-2', ownerId: 'nora', text: 'Check the invoice' },
    ]);
  });
  const shown = async (args: object) => {
    const outcome = await runTool(deps.catalog, 'show_task', args, context(carla));
    return outcome.ok ? plain(outcome.summary.point) : outcome.message;
  };

  test.each([
    [{ task: 'the oldest one', account: 'Northwind' }, '“Call Ada” (Northwind Trading), due 20 Nov'],
    [{ task: 'die älteste Aufgabe', account: 'Northwind' }, '“Call Ada” (Northwind Trading), due 20 Nov'],
    [{ task: 'la más antigua de Northwind' }, '“Call Ada” (Northwind Trading), due 20 Nov'],
    [{ task: 'the oldest' }, '“Call Ada” (Contoso Health), due 10 Nov'],
    [{ task: 'show the oldest one' }, '“Call Ada” (Contoso Health), due 10 Nov'],
    [{ task: 'the last one', account: 'Northwind' }, '“Ask for a quote” (Northwind Trading), no day said'],
    [{ task: 'Call Ada', account: 'Contoso Health' }, '“Call Ada” (Contoso Health), due 10 Nov'],
    [{ task: 'Call Ada (Contoso Health)' }, '“Call Ada” (Contoso Health), due 10 Nov'],
    [{ task: 'Call Ada' }, 'Which task: Call Ada (Contoso Health) or Call Ada (Northwind Trading)?'],
    [{ task: 'slides', account: 'northwind trad' }, '“Send the slides” (Northwind Trading), due 4 Dec'],
    [{ task: 'the task', account: 'Contoso Health' }, '“Call Ada” (Contoso Health), due 10 Nov'],
    [{ task: 'the invoice', account: 'toy-2' }, '“Check the invoice”'],
    [{ task: 'the task at Contoso Retail' }, 'You have no open task at Contoso Retail'],
  ])('%j', async (args, said) => {
    expect(await shown(args)).toContain(said);
  });

  test('what a press does is the task that was shown', async () => {
    await pressed(carla, 'postpone_task', { task: 'the oldest', account: 'Northwind', until: '2026-11-30' });
    await pressed(carla, 'complete_task', { task: 'Call Ada', account: 'Contoso Health' });
    const all = await database.models.tasks.find({ tenant: TENANT, text: 'Call Ada' }).sort({ accountId: 1 }).lean<Task[]>();
    expect(all.map(({ dueAt, doneBy }) => [dueAt?.toISOString().slice(0, 10), doneBy])).toEqual([
      ['2026-11-30', undefined],
      ['2026-11-10', 'carla'],
    ]);
  });
});

test('two people who complete one task at once: one of them did, and only theirs is undone', async () => {
  await database.models.users.create({
    tenant: TENANT,
    _id: 'carla',
    name: carla.name,
    email: carla.email,
    title: 'CSM',
    roles: ['csm'],
    at: NOW,
    ingestedAt: NOW,
  });
  await pressed(carla, 'add_task', { account: 'Northwind', text: 'Send it' });
  const [task] = await stored();
  const people = [carla, person('nora', 'manager')];
  const done = await Promise.allSettled(people.map((each) => pressed(each, 'complete_task', { task: task?._id })));
  const after = (await stored())[0];
  const winner = people.findIndex(({ id }) => id === after?.doneBy);
  const outcome = done[winner];
  const tried = await runTool(deps.catalog, 'complete_task', { task: task?._id }, context(people[1 - winner] as Actor), { pressed: true });
  expect(tried).toMatchObject({ ok: false, code: 'not_open' });
  expect(outcome?.status).toBe('fulfilled');
  expect(await undo(people[winner] as Actor, (outcome as PromiseFulfilledResult<string>).value)).toBe('Undone: "Send it" is open again.');
  expect((await stored())[0]?.doneAt).toBeUndefined();
});

test('an hour that was said of a task stays in its words', () => {
  expect(withHour('call Ada', '2026-12-01T15:00')).toBe('call Ada, at 15:00');
  expect(withHour('send 3 slides', '2026-12-01T15:00')).toBe('send 3 slides, at 15:00');
  expect(withHour('call Ada tomorrow at 3', '2026-12-01T15:00')).toBe('call Ada tomorrow at 3');
  expect(withHour('call Ada', '2026-12-01')).toBe('call Ada');
  expect(withHour('call Ada', null)).toBe('call Ada');
});
