import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { forgetPerson } from '../../../adapters/export/forget.ts';
import { createImporter } from '../../../adapters/import/importer.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const tenant = 't';
let now = new Date('2026-11-20T12:00:00Z');
const clock = { now: () => now };

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function take(collection: string, source: string, ...given: Record<string, unknown>[]) {
  const importer = createImporter({ models: database.models, tenant, clock, collection, source });
  const result = await importer.take(given.map((row, index) => ({ number: index + 1, row })));
  await importer.finish();
  return result;
}
const ticket = (id: string, accountId: string, subject: string) => ({ externalId: id, accountId, subject, at: '2026-11-01' });

test('the same id of two systems is two rows, and the same rows of one system again change nothing', async () => {
  await take('accounts', 'zendesk', { externalId: 'Z', name: 'Acme' });
  await take('accounts', 'freshdesk', { externalId: 'F', name: 'Globex' });
  const first = [ticket('1', 'Z', 'Cannot log in'), ticket('2', 'Z', 'Export broken')];
  expect(await take('supportTickets', 'zendesk', ...first)).toMatchObject({ new: 2 });
  expect(await take('supportTickets', 'freshdesk', ticket('1', 'F', 'Invoice question'))).toMatchObject({ new: 1, updated: 0 });
  expect(await take('supportTickets', 'zendesk', ...first)).toMatchObject({ new: 0, updated: 0, unchanged: 2 });
  const stored = await database.models.supportTickets.find({ tenant }).sort({ source: 1, externalId: 1 }).lean();
  expect(stored.map(({ source, externalId, subject }) => `${source} ${externalId}: ${subject}`)).toEqual([
    'freshdesk 1: Invoice question',
    'zendesk 1: Cannot log in',
    'zendesk 2: Export broken',
  ]);
});

test('a reference means a row of the same source, else the only one there is; where several could be meant it names them', async () => {
  await take('accounts', 'crm', { externalId: '7', name: 'Seven of the CRM' });
  expect(
    await take('invoices', 'billing', { externalId: 'i1', accountId: '7', amount: 5, dueAt: '2026-12-01', at: '2026-11-01' }),
  ).toMatchObject({ new: 1 });
  await take('accounts', 'erp', { externalId: '7', name: 'Seven of the ERP' });
  const { rejected } = await take('invoices', 'billing', {
    externalId: 'i2',
    accountId: '7',
    amount: 5,
    dueAt: '2026-12-01',
    at: '2026-11-01',
  });
  expect(rejected[0]?.reasons[0]).toContain('several accounts have the id "7"');
  expect(rejected[0]?.reasons[0]).toContain('"Seven of the CRM", "7" of crm');
  expect(rejected[0]?.reasons[0]).toContain('"Seven of the ERP", "7" of erp');
  await take('invoices', 'erp', { externalId: 'i3', accountId: '7', amount: 5, dueAt: '2026-12-01', at: '2026-11-01' });
  const [erp, invoice] = await Promise.all([
    database.models.accounts.findOne({ tenant, source: 'erp', externalId: '7' }).lean(),
    database.models.invoices.findOne({ tenant, source: 'erp' }).lean(),
  ]);
  expect(invoice?.accountId).toBe(erp?._id);
});

test('a row that is imported changed keeps what it was, until the person is forgotten', async () => {
  await take('contacts', 'crm', { externalId: 'p', accountId: '7', name: 'Lisa Park', email: 'lisa@seven.example', title: 'CTO' });
  now = new Date('2026-11-25T12:00:00Z');
  expect(await take('contacts', 'crm', { externalId: 'p', accountId: '7', name: 'Lisa Park', title: 'CEO' })).toMatchObject({ updated: 1 });
  const { rowVersions, contacts } = database.models;
  expect(await contacts.find({ tenant }).lean()).toMatchObject([{ title: 'CEO', recordedAt: now }]);
  expect(await rowVersions.find({ tenant, of: 'contacts' }).lean()).toMatchObject([{ supersededAt: now, row: { title: 'CTO' } }]);
  await forgetPerson({ models: database.models, tenant, clock, email: 'lisa@seven.example' });
  expect(JSON.stringify(await rowVersions.find({ tenant }).lean())).not.toMatch(/Lisa|lisa@/);
  expect(await rowVersions.countDocuments({ tenant, of: 'contacts' })).toBe(0);
});

test('attributes, tasks and exchange rates come in like every other row', async () => {
  await database.models.users.create({
    _id: 'ann',
    tenant,
    externalId: 'u1',
    email: 'ann@us.example',
    name: 'Ann',
    title: 'CSM',
    roles: ['csm'],
  });
  expect(await take('accountAttributes', 'crm', { accountId: '7', key: 'tier', text: 'gold', at: '2026-11-01' })).toMatchObject({ new: 1 });
  expect(await take('accountAttributes', 'crm', { accountId: '7', key: 'tier', text: 'silver', at: '2026-11-09' })).toMatchObject({
    new: 1,
  });
  expect(await take('tasks', 'crm', { accountId: '7', ownerId: 'u1', text: 'Call Lisa', dueAt: '2026-12-01' })).toMatchObject({ new: 1 });
  const rate = { base: 'EUR', quote: 'USD', rate: '1.08', at: '2026-11-20' };
  expect(await take('exchangeRates', 'ecb', rate)).toMatchObject({ new: 1 });
  expect(await take('exchangeRates', 'ecb', rate)).toMatchObject({ unchanged: 1 });
});
