import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mappingSchema } from '../../../adapters/import/mapping.ts';
import { propose } from '../../../adapters/import/propose.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { run } from './cli.ts';
import { mappingFile, ownData, temporaryFolder } from './shared-data.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

test('a file is recognised by its header and its dates', async () => {
  const proposed = await propose(await ownData.file('ravenstack/ravenstack_accounts.csv'), await temporaryFolder());
  expect(proposed.collection).toBe('accounts');
  expect(proposed.mapping).toMatchObject({
    externalId: ['account_id'],
    columns: { name: { column: 'account_name' }, customerSince: { column: 'signup_date', date: 'DD-MM-YYYY' } },
  });
  expect((await propose(await ownData.file('ravenstack/ravenstack_support_tickets.csv'), await temporaryFolder())).collection).toBe(
    'supportTickets',
  );
  expect((await propose(await ownData.file('ravenstack/ravenstack_subscriptions.csv'), await temporaryFolder())).collection).toBe(
    'contracts',
  );
});

test('a mapping file that fits is preferred to guessing', async () => {
  const { mapping, why } = await propose(await ownData.file('ravenstack/ravenstack_subscriptions.csv'), join(mappingFile('x'), '..'));
  expect(mapping.about).toBe('RavenStack subscriptions');
  expect(why).toContain('RavenStack subscriptions');
});

test('without a terminal the mapping is printed for --map, nothing is imported, and the printed mapping works', async () => {
  const file = join(await temporaryFolder(), 'companies.csv');
  await writeFile(file, 'Company ID,Company Name,Signup Date\n1,Acme,31/01/2024\n2,Beta,15/02/2024\n');
  const ran = await run(database.models, [file, '--as', 'auto']);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('Nothing was imported');
  expect(await database.models.accounts.countDocuments({ tenant: 'acme' })).toBe(0);
  expect(mappingSchema.safeParse(JSON.parse(ran.out)).success).toBe(true);
  const map = join(await temporaryFolder(), 'map.json');
  await writeFile(map, ran.out);
  expect((await run(database.models, [file, '--as', 'accounts', '--map', map])).code).toBe(0);
  const accounts = await database.models.accounts.find({ tenant: 'acme' }).sort({ externalId: 1 }).lean();
  expect(accounts.map(({ name, customerSince }) => [name, customerSince?.toISOString().slice(0, 10)])).toEqual([
    ['Acme', '2024-01-31'],
    ['Beta', '2024-02-15'],
  ]);
});

test('on a terminal it asks, and takes no for an answer', async () => {
  const file = join(await temporaryFolder(), 'companies.csv');
  await writeFile(file, 'id,name,website\n9,Gamma,gamma.example\n');
  const asked: string[] = [];
  const answering = (answer: string) => async (question: string) => {
    asked.push(question);
    return answer;
  };
  expect((await run(database.models, [file, '--as', 'auto'], { ask: answering('no') })).code).toBe(2);
  expect(await database.models.accounts.countDocuments({ tenant: 'acme', externalId: '9' })).toBe(0);
  expect((await run(database.models, [file, '--as', 'auto'], { ask: answering('yes') })).code).toBe(0);
  expect(await database.models.accounts.countDocuments({ tenant: 'acme', externalId: '9' })).toBe(1);
  expect(asked[0]).toContain('as accounts');
});

test('what cannot be imported is refused with what can', async () => {
  for (const [argv, text] of [
    [['x.csv', '--as', 'accounts'], 'no such file'],
    [['x.csv', '--as', 'nonsense'], 'Open to import are accounts'],
    [['x.csv', '--as', 'approvals'], 'written by Greendoor itself'],
    [['x.csv'], '--as says what the rows are'],
    [['--as', 'accounts'], 'Which file?'],
    [['x.csv', '--wrong'], 'Usage'],
  ] as const) {
    const ran = await run(database.models, [...argv]);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(text);
  }
});
