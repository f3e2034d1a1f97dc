import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../models/connection.ts';
import { insertNew } from '../../models/kit/bulk.ts';
import { RETENTION_DAYS } from '../../models/kit/retention.ts';
import { purge } from '../../schedules/purge.ts';
import { testDatabase } from '../support/database.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const DAY = 86_400_000;
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

type Name = keyof typeof RETENTION_DAYS;

function row(name: Name, tenant: string, days: number, more: object = {}): object {
  const at = new Date(NOW.getTime() - days * DAY);
  const envelope = { _id: randomUUID(), tenant, source: 'test', at, ingestedAt: at };
  const own: Record<Name, object> = {
    ingestDeliveries: { deliveryId: envelope._id, state: 'taken', leaseUntil: at },
    productEvents: { kind: 'track', userId: 'u', state: 'done' },
    conversations: { key: envelope._id, updatedAt: at },
    budgets: { scope: 'tenant', day: at.toISOString().slice(0, 10) },
    turnTraces: { conversation: 'c', day: at.toISOString().slice(0, 10) },
    inbox: { key: envelope._id, state: 'answered', replyId: 'r' },
    replies: { conversation: 'c', channel: 'C1' },
    chatRecords: { key: envelope._id, platform: 'teams', workspace: 'w', value: {}, passing: true },
    offers: { tool: 't', status: 'open' },
    foreignWrites: { server: 's', tool: 't', state: 'done' },
    activityCopies: { server: 's', accountId: 'a', userId: 'u', state: 'written', nextAt: at },
  };
  return { ...envelope, ...own[name], ...more };
}

const insert = async (name: Name, ...rows: object[]) => {
  const byTenant = Map.groupBy(rows, (row) => (row as { tenant: string }).tenant);
  for (const [tenant, own] of byTenant) await insertNew(database.models[name], tenant, own);
};
const count = (name: Name, tenant: string) =>
  (database.models[name] as unknown as { countDocuments(filter: object): Promise<number> }).countDocuments({ tenant });

const names = Object.keys(RETENTION_DAYS) as Name[];

test.each(names)('%s past their retention go, the others and those of other tenants stay, and a second run finds nothing', async (name) => {
  const days = RETENTION_DAYS[name];
  await insert(name, row(name, 'one', days + 2), row(name, 'one', days - 1), row(name, 'two', days + 2));
  expect((await purge(database.models, 'one', NOW))[name]).toBe(1);
  expect([await count(name, 'one'), await count(name, 'two')]).toEqual([1, 1]);
  expect(await purge(database.models, 'one', NOW)).toEqual({});
});

test('what is not done yet, and what says who somebody is, stays however old', async () => {
  await insert(
    'productEvents',
    row('productEvents', 'open', 400, { state: 'pending' }),
    row('productEvents', 'open', 400, { kind: 'identify' }),
  );
  await insert('inbox', row('inbox', 'open', 400, { state: 'accepted' }));
  expect(await purge(database.models, 'open', NOW)).toEqual({});
  await insert('productEvents', row('productEvents', 'open', 400, { state: 'aside' }));
  expect(await purge(database.models, 'open', NOW)).toEqual({ productEvents: 1 });
});

test('one run removes a bounded number, the next ones the rest', async () => {
  await insert('productEvents', ...Array.from({ length: 4_100 }, () => row('productEvents', 'many', 100)));
  expect(await purge(database.models, 'many', NOW, 2)).toEqual({ productEvents: 4_000 });
  expect(await purge(database.models, 'many', NOW, 2)).toEqual({ productEvents: 100 });
});

test('what is past its retention is found by an index', async () => {
  const past = { tenant: 'many', ingestedAt: { $lt: NOW }, kind: { $in: ['track', 'page', 'other'] }, state: { $in: ['done', 'aside'] } };
  const plan = JSON.stringify(await database.models.productEvents.find(past as never).explain('queryPlanner'));
  expect(plan).toContain('"indexName":"raw"');
});
