import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { propose, SHIPPED_MAPPINGS } from '../../../adapters/import/propose.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { run } from './cli.ts';
import { temporaryFolder } from './shared-data.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const COLLECTIONS = ['accounts', 'contacts', 'opportunities', 'supportTickets', 'contracts', 'invoices'] as const;
let database: Database;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
  for (const name of await readdir(FIXTURES)) await copyFile(join(FIXTURES, name), join(folder, name));
});
afterAll(() => database?.close());

/** Imports files with the shipped mappings of the same names; gives back what was set aside, as `file row: reasons`. */
async function importing(tenant: string, ...names: string[]): Promise<string[]> {
  const rejected: string[] = [];
  for (const name of names) {
    const file = join(folder, `${name}.csv`);
    const { code, err } = await run(database.models, [file, '--map', join(SHIPPED_MAPPINGS, `${name}.json`), '--tenant', tenant]);
    expect(err).toBe('');
    expect(code).toBe(existsSync(`${file}.rejected.ndjson`) ? 2 : 0);
    const lines = (await readFile(`${file}.rejected.ndjson`, 'utf8')).trim().split('\n');
    for (const { row, reasons } of lines.map((line) => JSON.parse(line))) rejected.push(`${name} ${row}: ${reasons.join('; ')}`);
  }
  return rejected;
}

/** Everything stored for a tenant, by collection and external id. */
async function stored(tenant: string) {
  const found: Record<string, Record<string, unknown> & { _id: string }> = {};
  for (const name of COLLECTIONS) {
    const documents = await database.models[name].collection.find({ tenant }).toArray();
    for (const each of documents) found[`${name}/${each.externalId}`] = { ...each, _id: String(each._id) };
  }
  return found;
}

async function expectSameAgain(tenant: string, rejected: string[], ...names: string[]) {
  const before = await stored(tenant);
  expect(await importing(tenant, ...names)).toEqual(rejected);
  expect(await stored(tenant)).toEqual(before);
}

const utc = (text: string) => new Date(`${text}Z`);

test('each file is recognised by its header among all the shipped mappings', async () => {
  const shipped = (await readdir(SHIPPED_MAPPINGS)).map((name) => name.replace('.json', '')).sort();
  expect(shipped).toEqual((await readdir(FIXTURES)).map((name) => name.replace('.csv', '')).sort());
  for (const name of shipped) {
    const { mapping } = await propose(join(FIXTURES, `${name}.csv`));
    const { about, collection } = JSON.parse(await readFile(join(SHIPPED_MAPPINGS, `${name}.json`), 'utf8'));
    expect(mapping).toMatchObject({ about, collection });
  }
});

test('a recognised file is imported with its mapping after a yes', async () => {
  const file = join(folder, 'hubspot-companies.csv');
  const { code } = await run(database.models, [file, '--as', 'auto', '--tenant', 'asked'], { ask: async () => 'yes' });
  expect(code).toBe(2); // one row has no name
  expect((await database.models.accounts.find({ tenant: 'asked' }).lean()).map(({ name }) => name).sort()).toEqual([
    'Marlowe Clinics',
    'Tidal Freight',
  ]);
});

test('Salesforce: accounts, contacts and opportunities', async () => {
  const tenant = 'salesforce';
  const names = ['salesforce-accounts', 'salesforce-contacts', 'salesforce-opportunities'];
  await database.models.users.create({
    tenant,
    _id: 'user-ae',
    externalId: '005Hp000001xyzAAA',
    email: 'ae@greendoor.example',
    name: 'Ada Example',
    title: 'Account executive',
    roles: ['ae'],
  });
  const rejected = await importing(tenant, ...names);
  expect(rejected).toEqual([
    'salesforce-accounts 4: employees: "lots" is not a number',
    'salesforce-contacts 4: AccountId: no account has the id "001Hp00009ZzzzAIAR"; import accounts first',
    expect.stringMatching(/^salesforce-opportunities 5: stage: "Legal Limbo" is not one of identified, /),
  ]);
  const found = await stored(tenant);
  const bank = found['accounts/001Hp00001AaaaAIAR'];
  const works = found['accounts/001Hp00001AaabAIAR'];
  expect(bank).toMatchObject({
    name: 'Brightwater Bank',
    source: 'salesforce',
    at: utc('2023-03-01T09:30:00'),
    website: 'https://brightwater.example',
    vertical: 'fintech',
    tags: ['Banking', 'Customer - Direct'],
    annualRevenue: 48_000_000,
    employees: 420,
    currency: 'GBP',
    region: 'United Kingdom',
    ownerId: 'user-ae',
  });
  expect(works).toMatchObject({ vertical: 'manufacturing', at: utc('2023-05-14T16:00:00') });
  expect(works).not.toHaveProperty('customerSince'); // the day a record was made is not the day somebody became a customer
  expect(found['contacts/003Hp00002BbbaAIAR']).toMatchObject({
    accountId: bank?._id,
    name: 'Ngozi Okafor',
    email: 'ngozi.okafor@brightwater.example',
    title: 'Head of Operations',
    department: 'Operations',
  });
  expect(found['contacts/003Hp00002BbbaAIAR']).not.toHaveProperty('optedOutAt');
  expect(found['contacts/003Hp00002BbbbAIAR']).toMatchObject({ accountId: works?._id, optedOutAt: new Date(0) });
  expect(found['opportunities/006Hp00003CccaAIAR']).toMatchObject({
    accountId: bank?._id,
    kind: 'renewal',
    stage: 'negotiating',
    amount: 125_000.5,
    currency: 'GBP',
    closeDate: utc('2025-03-01T00:00:00'),
    ownerId: 'user-ae',
  });
  expect(found['opportunities/006Hp00003CccbAIAR']).toMatchObject({ kind: 'expansion', stage: 'proposing' });
  expect(found['opportunities/006Hp00003CcccAIAR']).toMatchObject({ accountId: works?._id, kind: 'new', stage: 'closed_won' });
  expect(Object.keys(found)).toHaveLength(7);
  await expectSameAgain(tenant, rejected, ...names);
});

test('HubSpot: companies, contacts and deals', async () => {
  const tenant = 'hubspot';
  const names = ['hubspot-companies', 'hubspot-contacts', 'hubspot-deals'];
  const rejected = await importing(tenant, ...names);
  expect(rejected).toEqual([
    'hubspot-companies 4: name is missing',
    'hubspot-contacts 4: accountId is missing',
    expect.stringContaining(
      'hubspot-deals 4: Associated Company IDs (Primary), Associated Company IDs: no account has the id "17200000001;17200000002"',
    ),
  ]);
  const found = await stored(tenant);
  const clinics = found['accounts/17200000001'];
  const freight = found['accounts/17200000002'];
  expect(clinics).toMatchObject({
    name: 'Marlowe Clinics',
    source: 'hubspot',
    at: utc('2023-02-01T09:30:00'),
    customerSince: utc('2023-04-03T12:00:00'),
    website: 'marlowe.example',
    vertical: 'healthcare',
    annualRevenue: 9_500_000,
    employees: 130,
    region: 'Portugal',
  });
  expect(freight).toMatchObject({ tags: ['LOGISTICS_AND_SUPPLY_CHAIN'] });
  expect(freight).not.toHaveProperty('vertical');
  expect(found['contacts/501']).toMatchObject({ accountId: clinics?._id, name: 'Rui Salgado', role: 'executive_sponsor' });
  expect(found['contacts/501']).not.toHaveProperty('optedOutAt');
  expect(found['contacts/502']).toMatchObject({ accountId: freight?._id, role: 'user', optedOutAt: new Date(0) });
  expect(found['opportunities/9001']).toMatchObject({
    accountId: clinics?._id,
    kind: 'expansion',
    stage: 'negotiating',
    amount: 24_000,
    currency: 'EUR',
    closeDate: utc('2025-02-28T17:00:00'),
    at: utc('2024-11-05T09:12:00'),
  });
  expect(found['opportunities/9002']).toMatchObject({ accountId: freight?._id, kind: 'new', stage: 'identified' });
  expect(Object.keys(found)).toHaveLength(6);
  await expectSameAgain(tenant, rejected, ...names);
});

/** Accounts as a CRM has them: one knows Stripe's id, the other shares only its name with Stripe and Zendesk. */
async function knownAccounts(tenant: string) {
  const { accounts, contacts } = database.models;
  await accounts.create({ tenant, _id: `${tenant}-oakline`, externalId: 'crm-1', name: 'Oakline Retail' });
  await accounts.create({ tenant, _id: `${tenant}-penrose`, externalId: 'cus_Pen2', name: 'Penrose Energy Ltd' });
  await contacts.create({
    tenant,
    _id: `${tenant}-mira`,
    accountId: `${tenant}-oakline`,
    name: 'Mira Holt',
    email: 'mira@oakline.example',
  });
}

test('Zendesk: tickets of organizations that are known by name', async () => {
  const tenant = 'zendesk';
  await knownAccounts(tenant);
  const rejected = await importing(tenant, 'zendesk-tickets');
  expect(rejected).toEqual(['zendesk-tickets 5: Organization: no account has the name "No Such Company"; import accounts first']);
  const found = await stored(tenant);
  expect(found['supportTickets/4101']).toMatchObject({
    accountId: 'zendesk-oakline',
    contactId: 'zendesk-mira',
    subject: 'Export stops at row 500',
    category: 'Incident',
    severity: 'high',
    status: 'resolved',
    source: 'zendesk',
    at: utc('2024-11-04T08:15:00'),
    resolvedAt: utc('2024-11-05T14:15:00'),
    firstResponseHours: 0.75,
    resolutionHours: 30,
    csat: 5,
  });
  expect(found['supportTickets/4102']).toMatchObject({ severity: 'normal', status: 'open' });
  for (const unknown of ['contactId', 'csat', 'resolvedAt', 'resolutionHours'])
    expect(found['supportTickets/4102']).not.toHaveProperty(unknown);
  expect(found['supportTickets/4103']).toMatchObject({ severity: 'urgent', status: 'pending', contactId: 'zendesk-mira' });
  expect(found).not.toHaveProperty('supportTickets/4104');
  await expectSameAgain(tenant, rejected, 'zendesk-tickets');
});

test('Stripe: subscriptions and their invoices, of customers known by id or by name', async () => {
  const tenant = 'stripe';
  const names = ['stripe-subscriptions', 'stripe-invoices'];
  await knownAccounts(tenant);
  const rejected = await importing(tenant, ...names);
  expect(rejected).toEqual([
    'stripe-subscriptions 5: status: "trialing" is not one of active, renewed, ended, cancelled',
    'stripe-invoices 4: status: "draft" is not one of open, paid, void',
  ]);
  const found = await stored(tenant);
  expect(found['contracts/sub_1Aaa']).toMatchObject({
    accountId: 'stripe-oakline',
    name: 'Team',
    source: 'stripe',
    startDate: utc('2024-02-01T10:00:00'),
    endDate: utc('2025-01-01T10:00:00'),
    termMonths: 1,
    annualValue: 9_360, // 40 seats at 19.50 a month
    currency: 'USD',
    seats: 40,
    paymentModel: 'monthly',
    autoRenew: true,
    status: 'active',
  });
  expect(found['contracts/sub_1Bbb']).toMatchObject({
    accountId: 'stripe-penrose',
    annualValue: 36_000,
    currency: 'EUR',
    paymentModel: 'annual_prepaid',
    termMonths: 12,
    autoRenew: false,
    status: 'active',
  });
  expect(found['contracts/sub_1Ccc']).toMatchObject({ status: 'cancelled', annualValue: 540, endDate: utc('2024-01-31T23:59:00') });
  expect(found['invoices/in_1Aaa']).toMatchObject({
    accountId: 'stripe-oakline',
    contractId: found['contracts/sub_1Aaa']?._id,
    at: utc('2024-12-01T10:00:00'),
    dueAt: utc('2024-12-01T10:00:00'),
    paidAt: utc('2024-12-01T11:02:00'),
    amount: 780,
    currency: 'USD',
    status: 'paid',
  });
  expect(found['invoices/in_1Bbb']).toMatchObject({
    accountId: 'stripe-penrose',
    contractId: found['contracts/sub_1Bbb']?._id,
    dueAt: utc('2024-04-14T00:00:00'),
    amount: 42_840,
    status: 'open',
  });
  expect(found['invoices/in_1Bbb']).not.toHaveProperty('paidAt');
  await expectSameAgain(tenant, rejected, ...names);
});

test('a subscription is set aside where its customer, its interval or its amount is not known', async () => {
  const tenant = 'unknown';
  await knownAccounts(tenant);
  const file = join(folder, 'stripe-subscriptions.csv');
  const [header = '', row = ''] = (await readFile(file, 'utf8')).split('\n');
  const strange = [
    row.replace('cus_Oak1', 'cus_None').replace('Oakline Retail', 'Nobody Inc'),
    row.replace('sub_1Aaa', 'sub_2').replace('month', 'fortnight'),
    row.replace('sub_1Aaa', 'sub_3').replace('19.50', '19;50 or so'),
  ];
  const path = join(folder, 'strange.csv');
  await writeFile(path, [header, ...strange].join('\n'));
  await run(database.models, [path, '--map', join(SHIPPED_MAPPINGS, 'stripe-subscriptions.json'), '--tenant', tenant]);
  const lines = (await readFile(`${path}.rejected.ndjson`, 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).reasons)).toEqual([
    [
      'Customer ID: no account has the id "cus_None"; import accounts first; Customer Name: no account has the name "Nobody Inc"; import accounts first',
    ],
    ['annualValue: Interval: "fortnight" is not one of day, week, month, quarter, year'],
    ['annualValue: "19;50 or so" is not a number'],
  ]);
  expect(await database.models.contracts.countDocuments({ tenant })).toBe(0);
});
