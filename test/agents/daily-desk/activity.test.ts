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

/** What passed between customers and us: by account, kind, person, days and words, and by book. */

const catalog = createCatalog([dailyDesk]);
const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);
const carla = person('carla', 'csm');
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  await seedToys(models);
  const base = { tenant: TENANT, accountId: 'toy-0', ingestedAt: days(-1) };
  await models.interactions.create([
    { ...base, at: days(-6), kind: 'meeting', direction: 'outbound', contactId: 'ada', subject: 'Review', text: 'They like it.' },
    { ...base, at: days(2), kind: 'meeting', direction: 'outbound', contactId: 'ada', subject: 'Next review' },
    ...Array.from({ length: 12 }, (_, index) => ({
      ...base,
      at: days(-10 - index),
      kind: 'email' as const,
      direction: 'inbound' as const,
      subject: `Mail ${index}`,
      text: index === 4 ? 'We look at a competitor.' : 'All is well.',
    })),
    { ...base, accountId: 'toy-1', at: days(-3), kind: 'call' as const, direction: 'outbound' as const, subject: 'Otto’s own' },
  ]);
});
afterAll(() => database.close());

async function listed(args: object, actor: Actor = carla) {
  const deps = { models: database.models, clock: { now: () => NOW }, log: pino({ level: 'silent' }) };
  const outcome = await runTool(catalog, 'list_activity', args, contextFor(deps, TENANT, actor));
  if (!outcome.ok) throw new Error(outcome.message);
  return { point: plain(outcome.summary.point), card: JSON.stringify(outcome.card) };
}

test('one kind of one account is counted whole, shown by ten, the newest first', async () => {
  const { point, card } = await listed({ account: 'Northwind', kind: 'email' });
  expect(point).toBe('12 e-mails with Northwind Trading. The last: 12 Nov, e-mail from them: “Mail 0” – “All is well.”');
  expect(card).toContain('Mail 9');
  expect(card).not.toContain('Mail 10');
  expect((await listed({ account: 'Northwind', kind: 'email', page: 2 })).card).toContain('Mail 11');
});

test('words, days and a person each narrow it', async () => {
  expect((await listed({ account: 'Northwind', words: 'Competitor' })).point).toMatch(/^1 entry .*“Mail 4”/);
  expect((await listed({ account: 'Northwind', kind: 'email', since: '2026-11-11' })).point).toMatch(/^2 e-mails/);
  expect((await listed({ person: 'Ada' })).point).toMatch(/^1 entry with Ada Byron of Northwind Trading\..*They like it/);
});

test('what is to come is told only of days to come', async () => {
  expect((await listed({ account: 'Northwind', kind: 'meeting' })).card).not.toContain('Next review');
  expect((await listed({ account: 'Northwind', kind: 'meeting', until: '2026-11-24' })).point).toMatch(/^2 meetings .*Next review/);
});

test('without an account it is the asker’s own book, and who has none is led on', async () => {
  expect((await listed({})).card).not.toContain('Otto’s own');
  expect((await listed({ owner: 'all accounts', kind: 'call' })).card).toContain('**Contoso Health**');
  await expect(listed({}, person('mara', 'marketing'))).rejects.toThrow(/no account among your accounts/);
});

test('nothing on record is said', async () => {
  expect((await listed({ account: 'Contoso Retail', kind: 'call' })).point).toBe('No calls with Contoso Retail on record.');
});
