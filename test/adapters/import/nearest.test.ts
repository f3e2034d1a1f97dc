import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { propose } from '../../../adapters/import/propose.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { run } from './cli.ts';
import { temporaryFolder } from './shared-data.ts';

let database: Database;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
});
afterAll(() => database?.close());

async function proposed(name: string, content: string | object) {
  const file = join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return { file, ...(await propose(file)) };
}

test('people of companies are contacts, whether a CRM exports them or its API answers them', async () => {
  const people = ['Ann,Lee', 'Bob,Ray', 'Cy,Moss'].map((each, index) => {
    const [firstname, lastname] = each.split(',');
    return { firstname, lastname, email: `${firstname}@x.example`, company: index < 2 ? 'Acme' : 'Globex' };
  });
  const answered = await proposed('people.json', {
    results: people.map((properties, id) => ({ id: `${id}`, archived: false, properties })),
  });
  expect(answered).toMatchObject({
    collection: 'contacts',
    sure: true,
    mapping: { columns: { name: { columns: ['firstname', 'lastname'] }, email: { column: 'email' }, accountId: { column: 'company' } } },
  });
  const table = people.map((each) => Object.values(each).join(',')).join('\n');
  expect(await proposed('people.csv', `Vorname,Nachname,E-Mail,Firma\n${table}\n`)).toMatchObject({ collection: 'contacts', sure: true });
});

test('customers that are people are never accounts: nothing is imported, and the nearest is named with what lacks', async () => {
  const { file, collection, sure } = await proposed(
    'customers.json',
    '{"object":"list","data":[{"id":"cus_1","name":"Ann Lee","email":"ann@x.example","created":1735689600,"currency":"usd"},{"id":"cus_2","name":"Bob Ray","email":"bob@x.example","created":1735689600,"currency":"usd"}],"has_more":false}',
  );
  expect([collection, sure]).toEqual(['contacts', false]);
  const ran = await run(database.models, [file, '--as', 'auto'], { ask: async () => 'yes' });
  expect(ran.code).toBe(2);
  expect(ran.err).toMatch(
    /resembles none of the collections enough\. The nearest is contacts, by id, name, email, created\.[\s\S]*needed.*accountId/,
  );
  expect(JSON.parse(ran.out)).toMatchObject({ collection: 'contacts' });
  expect(await database.models.accounts.countDocuments({ tenant: 'acme' })).toBe(0);
});

test('rows that share the name of a company are not accounts', async () => {
  const { sure, why } = await proposed('seats.csv', 'id,Company,Industry\n1,Acme,Retail\n2,Acme,Retail\n3,Globex,Retail\n');
  expect(sure).toBe(false);
  expect(why).toContain('several rows have the same name');
});

test('contracts whose years have two digits are contracts, not people called Plan', async () => {
  const { collection, mapping, why } = await proposed(
    'contracts.csv',
    'ID;Account;Name;Start Date;End Date;Annual Value\nC1;Acme;Plan;13-02-26;12-02-27;12000\nC2;Globex;Plan;01-03-26;28-02-27;9000\n',
  );
  expect(collection).toBe('contracts');
  expect(mapping.columns).toMatchObject({ startDate: { date: 'DD-MM-YY' }, endDate: { date: 'DD-MM-YY' } });
  expect(why).toContain('"13-02-26" is read as DD-MM-YY');
});

test.each([
  ['usage.csv', 'customerUsageAnalytics', 'account_id,weekly_logins,monthly_active_users,total_seats\nA1,4,12,30\n'],
  [
    'pipedrive.csv',
    'opportunities',
    'Deal - ID,Deal - Title,Deal - Organization,Deal - Value,Deal - Stage,Deal - Expected close date\n1,Rollout,Acme,500,Qualified,2026-03-01\n',
  ],
  [
    'surveymonkey.csv',
    'surveys',
    'Respondent ID,Email Address,First Name,Start Date,End Date,How likely are you to recommend us?,What is the reason?\n1,a@x.example,Ann,01/13/2026,01/13/2026,9,Fine\n',
  ],
  [
    'churnzero.csv',
    'accounts',
    'Account External ID,Account Name,Industry,ChurnScore,Account Owner Email\n1,Acme,Retail,40,sam@x.example\n',
  ],
  ['mixpanel.ndjson', 'featureUsage', { event: 'Report', properties: { time: 1735689600, distinct_id: 'u1', company: 'A1' } }],
  ['amplitude.ndjson', 'featureUsage', { event_type: 'Report', event_time: '2026-01-05 10:00:00', user_id: 'u1', insert_id: 'i1' }],
  [
    'tickets.csv',
    'supportTickets',
    'Ticket ID,Ticket name,Ticket status,Priority,Create date,Associated Company\nT1,Login,Closed,Medium,2026-01-05,Acme\n',
  ],
])('%s is nearest to %s', async (name, collection, content) => {
  const found = await proposed(name, content);
  expect(found.collection).toBe(collection);
  expect(found.why).toMatch(new RegExp(`(?:This looks like|The nearest is) ${collection}`));
});

test('what a source calls a state is read as ours, and what has no counterpart is said', async () => {
  const { mapping, why } = await proposed(
    'states.csv',
    'Ticket ID,Subject,Status,Priority,Company Name,Created time\n1,A,Closed,Medium,Acme,2026-01-05\n2,B,Parked,High,Acme,2026-01-05\n',
  );
  expect(mapping.columns.status?.values).toEqual({ Closed: 'resolved', Parked: null });
  expect(mapping.columns.severity?.values).toEqual({ Medium: 'normal', High: 'high' });
  expect(why).toContain('Status: "Parked" has no counterpart');
});
