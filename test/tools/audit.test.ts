import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AuditEntry, auditHash } from '../../models/audit-entry.ts';
import type { Database } from '../../models/connection.ts';
import { openModels } from '../../models/index.ts';
import { audit, auditWithNext, verifyAudit } from '../../tools/audit.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = new Date('2026-11-22T09:00:00Z');
const write = (tenant: string, n: number, models = database.models) =>
  audit(models, { tenant, actorId: 'carla', at, event: 'tool', data: { n } });
const fill = async (tenant: string, count = 6) => {
  for (let n = 1; n <= count; n++) await write(tenant, n);
};
const rows = () => database.models.auditEntries;

test('many at once, from two processes, make one unbroken chain', async () => {
  const other = openModels(database.connection.useDb(database.connection.name, { useCache: false }));
  await Promise.all(Array.from({ length: 60 }, (_, n) => write('busy', n, n % 2 === 0 ? database.models : other)));
  expect(await rows().countDocuments({ tenant: 'busy' })).toBe(60);
  expect(await verifyAudit(database.models, 'busy')).toBeUndefined();
});

test('processes that take turns make one unbroken chain', async () => {
  const other = openModels(database.connection.useDb(database.connection.name, { useCache: false }));
  for (let n = 1; n <= 6; n++) {
    await write('turns', n, n % 2 === 0 ? database.models : other);
    await Promise.all([write('turns', n * 10), write('turns', n * 10 + 1)]);
  }
  expect(await rows().countDocuments({ tenant: 'turns' })).toBe(18);
  expect(await verifyAudit(database.models, 'turns')).toBeUndefined();
});

test('a step without an effect of its own is written before the next one, or when it must be', async () => {
  const step = (n: number) => ({ tenant: 'soon', actorId: 'carla', at, event: 'asked' as const, data: { n } });
  const events = async () =>
    (await rows().find({ tenant: 'soon' }).sort({ sequence: 1 }).lean<AuditEntry[]>()).map(({ event, data }) => event + data);
  const first = auditWithNext(database.models, step(1));
  expect(await events()).toEqual([]);
  await write('soon', 2);
  expect(await events()).toEqual(['asked{"n":1}', 'tool{"n":2}']);
  expect((await first()).sequence).toBe(1);
  const third = auditWithNext(database.models, step(3));
  expect((await third()).sequence).toBe(3);
  expect((await third()).sequence).toBe(3);
  expect(await events()).toHaveLength(3);
  expect(await verifyAudit(database.models, 'soon')).toBeUndefined();
});

test.each<[string, (tenant: string) => Promise<unknown>, object]>([
  [
    'content changed',
    (tenant) => rows().updateOne({ tenant, sequence: 3 }, { $set: { data: '{"n":33}' } }),
    { sequence: 3, problem: 'altered' },
  ],
  [
    'actor changed',
    (tenant) => rows().updateOne({ tenant, sequence: 4 }, { $set: { actorId: 'otto' } }),
    { sequence: 4, problem: 'altered' },
  ],
  ['row deleted', (tenant) => rows().deleteOne({ tenant, sequence: 2 }), { sequence: 2, problem: 'missing' }],
  ['first row deleted', (tenant) => rows().deleteOne({ tenant, sequence: 1 }), { sequence: 1, problem: 'missing' }],
  ['last row deleted', (tenant) => rows().deleteOne({ tenant, sequence: 6 }), { sequence: 6, problem: 'missing' }],
  [
    'rows swapped',
    async (tenant) => {
      await rows().updateOne({ tenant, sequence: 3 }, { $set: { sequence: 99 } });
      await rows().updateOne({ tenant, sequence: 4 }, { $set: { sequence: 3 } });
      await rows().updateOne({ tenant, sequence: 99 }, { $set: { sequence: 4 } });
    },
    { sequence: 3, problem: 'reordered' },
  ],
  [
    'row rewritten with a fitting hash',
    async (tenant) => {
      const row = await rows().findOne({ tenant, sequence: 3 }).lean<AuditEntry>();
      if (row) await rows().updateOne({ tenant, sequence: 3 }, { $set: { data: '{}', hash: auditHash({ ...row, data: '{}' }) } });
    },
    { sequence: 3, problem: 'altered' },
  ],
  [
    'last row rewritten with a fitting hash',
    async (tenant) => {
      const row = await rows().findOne({ tenant, sequence: 6 }).lean<AuditEntry>();
      if (row) await rows().updateOne({ tenant, sequence: 6 }, { $set: { data: '{}', hash: auditHash({ ...row, data: '{}' }) } });
    },
    { sequence: 6, problem: 'altered' },
  ],
])('%s: the first wrong row is named', async (name, tamper, expected) => {
  await fill(name);
  expect(await verifyAudit(database.models, name)).toBeUndefined();
  await tamper(name);
  expect(await verifyAudit(database.models, name)).toEqual(expected);
});
