import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { run } from './cli.ts';
import { temporaryFolder } from './shared-data.ts';

/** Tables as people keep and export them: the decimals, currencies, days and empty cells of their country and program. */

const tenant = 'acme';
let database: Database;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
});
beforeEach(async () => {
  const { accounts, contracts, importFlags } = database.models;
  await Promise.all([accounts.deleteMany({ tenant }), contracts.deleteMany({ tenant }), importFlags.deleteMany({ tenant })]);
  await importing('accounts', 'externalId,name\nA1,Brandt AG\nA2,Acme Labs\nA3,Lueders KG\n');
});
afterAll(() => database?.close());

async function importing(as: string, content: string, options: { map?: object; args?: string[]; name?: string } = {}) {
  const { map, args = [], name = 'table.csv' } = options;
  const path = join(folder, name);
  await writeFile(path, content);
  if (map) await writeFile(`${path}.map.json`, JSON.stringify(map));
  return run(database.models, [path, '--as', as, ...(map ? ['--map', `${path}.map.json`] : []), ...args]);
}

const reasons = async () =>
  (await readFile(join(folder, 'table.csv.rejected.ndjson'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { reasons: string[] }).reasons.join('; '));

const contracts = async () => await database.models.contracts.find({ tenant }).sort({ externalId: 1 }).lean();
const values = async () => (await contracts()).map(({ annualValue, currency }) => [annualValue, currency]);

const german = {
  collection: 'contracts',
  externalId: ['Nr'],
  columns: {
    accountId: { column: 'Kunde', reference: 'accounts', by: 'name' },
    name: 'Vertrag',
    startDate: { column: 'Beginn', date: 'DD.MM.YYYY' },
    annualValue: 'Jahreswert',
    seats: 'Nutzer',
  },
};
const table = (...rows: string[]) => ['Nr;Kunde;Vertrag;Beginn;Jahreswert;Nutzer', ...rows].join('\n');

test('in a table of a country that writes decimal commas, 12.500 is twelve thousand five hundred', async () => {
  const { code } = await importing(
    'contracts',
    table(
      '1;Brandt AG;Pro;01.02.2024;12.500;140',
      '2;Acme Labs;Pro;01.02.2024;1.234,50 €;1.200',
      '3;Lueders KG;Pro;01.02.2024;1,2 Mio. €;7',
    ),
    { map: german },
  );
  expect(code).toBe(0);
  expect(await values()).toEqual([
    [12_500, 'USD'],
    [1234.5, 'EUR'],
    [1_200_000, 'EUR'],
  ]);
  expect((await contracts())[1]?.seats).toBe(1200);
});

test('where nothing tells what a dot before three digits is, the row waits and both readings are named; a stated sign decides', async () => {
  const rows = 'externalId,account,name,startDate,annualValue\n1,A1,Pro,2024-02-01,12.500\n';
  expect((await importing('contracts', rows)).code).toBe(2);
  expect(await reasons()).toEqual([expect.stringContaining('"12.500" could be 12,500 or 12.5, and nothing in the file tells which')]);
  expect((await importing('contracts', `${rows}2,A2,Pro,2024-02-01,8.25\n`)).code).toBe(0);
  expect(await values()).toEqual([
    [12.5, 'USD'],
    [8.25, 'USD'],
  ]);
  const map = { ...german, columns: { ...german.columns, annualValue: { column: 'Jahreswert', number: { decimal: ',' } } } };
  await importing('contracts', table('1;Brandt AG;Pro;01.02.2024;12.500;140'), { map, args: ['--source', 'sheet'] });
  expect((await contracts()).map(({ annualValue }) => annualValue)).toContain(12_500);
});

test('a currency beside the amount is the row’s; one that contradicts it, or may be several, sets the row aside', async () => {
  const row = (id: number, amount: string, currency = '') => `${id},A1,Pro,2024-02-01,"${amount}",${currency}`;
  const { code } = await importing(
    'contracts',
    [
      'externalId,account,name,startDate,annualValue,currency',
      row(1, '€1,000'),
      row(2, 'GBP 2,000.50'),
      row(3, '$3K', 'CAD'),
      row(4, '$4,000'),
      row(5, '€5,000', 'USD'),
      row(6, '600 kr'),
      row(7, '50 %'),
    ].join('\n'),
  );
  expect(code).toBe(2);
  expect(await values()).toEqual([
    [1000, 'EUR'],
    [2000.5, 'GBP'],
    [3000, 'CAD'],
    [4000, 'USD'],
  ]);
  expect(await reasons()).toEqual([
    'currency: the amounts are in EUR, the row says "USD"',
    expect.stringContaining('currency: kr may be SEK, NOK, DKK, ISK'),
    'annualValue: "50%" is a share, not an amount',
  ]);
});

test('words for nothing are empty cells in numbers, days and addresses, and are told; in a name they stay', async () => {
  const { code, out } = await importing(
    'accounts',
    'externalId,name,employees,annualRevenue,customerSince,website,region\n1,None,n/a,-,NULL,N/A,NA\n2,Beta,#REF!,–,,,\n',
  );
  expect(code).toBe(0);
  expect(out).toMatch(/Read as empty cells: .*n\/a \(1\)/);
  const [none] = await database.models.accounts.find({ tenant, externalId: '1' }).lean();
  expect(none).toMatchObject({ name: 'None', region: 'NA' });
  for (const field of ['employees', 'annualRevenue', 'customerSince', 'website']) expect(none).not.toHaveProperty(field);
});

test('days that a spreadsheet counted, seconds and milliseconds are told apart by their size, and never end in 1970', async () => {
  const at = async (name: string, content: string) => {
    const { code } = await importing('contracts', content, { name });
    return { code, days: (await contracts()).map(({ startDate }) => startDate.toISOString().slice(0, 10)) };
  };
  const csv = (...days: unknown[]) =>
    ['externalId,account,name,startDate,annualValue', ...days.map((day, index) => `${index},A1,Pro,${day},5`)].join('\n');
  expect(await at('days.csv', csv(45_689, 1_735_689_600, 1_735_689_600_000))).toEqual({
    code: 0,
    days: ['2025-02-01', '2025-01-01', '2025-01-01'],
  });
  const rows = [45_689, 1_735_689_600, 7].map((startDate, id) => ({
    externalId: `j${id}`,
    account: 'A1',
    name: 'Pro',
    startDate,
    annualValue: 5,
  }));
  expect((await at('days.json', JSON.stringify(rows))).code).toBe(2);
  expect(await contracts()).toHaveLength(5);
  const { out } = await importing('auto', csv(45_689, 45_700).replace('account', 'accountId'), { name: 'auto.csv' });
  expect(out).toContain('"date": "excel days"');
});

test('columns that only the mapping or only the file has are named', async () => {
  const { out } = await importing('contracts', 'Nr;Kunde;Vertrag;Beginn;Jahreswert;Rabatt\n1;Brandt AG;Pro;01.02.2024;12,5;3 %', {
    map: german,
  });
  expect(out).toContain('Columns the mapping reads and the file has not, so nothing came of them: Nutzer\n');
  expect(out).toContain('Columns of the file that the mapping does not read: Rabatt');
});

test('a title above the header and a sum below the table are no rows', async () => {
  const titled = await importing('accounts', 'Customers as of 30 November;;\nname;region;website\nKranich;EU;\n');
  expect(titled.code).toBe(2);
  expect(titled.err).toContain('The first line is a title, not a header: it says "Customers as of 30 November"');
  await importing('accounts', 'name,employees\nKranich,7\nTotal Energies,8\nGrand total,15\n');
  expect(await reasons()).toEqual([expect.stringContaining('"Grand total" looks like the sum below a table')]);
  expect(await database.models.accounts.countDocuments({ tenant, name: /^(?:Kranich|Total Energies)$/ })).toBe(2);
});

test('a colleague is known by their address in a column of names; who is not is said', async () => {
  const sarah = { _id: 'sarah', tenant, name: 'Sarah Williams', email: 'sarah@greendoor.example', title: 'CSM', roles: ['csm' as const] };
  await database.models.users.create({ ...sarah, source: 'test', at: new Date(), ingestedAt: new Date() });
  const map = {
    collection: 'accounts',
    externalId: ['id'],
    columns: { name: 'name', ownerId: { column: 'owner', reference: 'users', by: 'name' } },
  };
  const { out } = await importing('accounts', 'id,name,owner\n1,One,Sarah Williams\n2,Two,sarah@greendoor.example\n3,Three,Tim\n', { map });
  expect(out).toMatch(/These owners are not people of Greendoor: Tim;/);
  expect(await database.models.accounts.countDocuments({ tenant, ownerId: 'sarah' })).toBe(2);
});

test('an account that another system has by the same name is kept and told', async () => {
  const { out } = await importing('accounts', 'externalId,name\nG1,Brandt AG\nG2,Other\n', { args: ['--source', 'gainsight'] });
  expect(out).toContain('Kept but doubtful: 1 row (same name in another system 1)');
});

test('where no row can be read, the proposal says why', async () => {
  const path = join(folder, 'latin.csv');
  await writeFile(path, Buffer.from('Name;E-Mail\nM\xfcller;m@x.example\n', 'latin1'));
  const { err } = await run(database.models, [path, '--as', 'auto']);
  expect(err).toContain('has no row that can be read: row 2 Name holds bytes that are not UTF-8');
});

test('a row without ids names its account and its person as people do', async () => {
  await importing('contacts', 'account,name,email\nBrandt AG,Jo Brandt,Jo Brandt <jo@brandt.example>\nNobody AG,Al,al@x.example\n');
  expect(await reasons()).toEqual(['account: no account has the id or name "Nobody AG"; import accounts first']);
  const { code } = await importing('surveys', 'account,contact,kind,score,at\nBrandt AG,jo@brandt.example,nps,9,2024-11-05\n');
  expect(code).toBe(0);
});

test('whether 02/05/2026 is in May or in February is told by the file, or said to be a guess; both in one column are none', async () => {
  const proposal = (...dates: [string, string][]) =>
    importing(
      'auto',
      ['externalId,accountId,name,startDate,endDate,annualValue', ...dates.map((two, id) => `${id},A1,Pro,${two},5`)].join('\n'),
      {
        name: 'slashes.csv',
      },
    );
  const told = await proposal(['02/05/2026', '25/04/2027']);
  expect(told.out.match(/"date": "[^"]+"/g)).toEqual(['"date": "DD/MM/YYYY"', '"date": "DD/MM/YYYY"']);
  expect(told.err).not.toContain('To check');
  expect((await proposal(['02/05/2026', '02/04/2027'])).err).toContain(
    'To check: startDate: "02/05/2026" is read as MM/DD/YYYY, which nothing in the file tells; check whether the day comes first',
  );
  const both = await proposal(['25/04/2026', '02/05/2026'], ['04/25/2026', '02/05/2026']);
  expect(both.err).toContain('Not used: startDate');
});

test('what an API answers is opened at its one list; a row that holds a list is still one row', async () => {
  const hubspot = { results: [{ id: '7', properties: { name: 'Kranich', website: 'k.example' } }], paging: { next: { after: '1' } } };
  const map = { collection: 'accounts', externalId: ['id'], columns: { name: 'name', website: 'website' } };
  expect((await importing('accounts', JSON.stringify(hubspot), { name: 'hubspot.json', map })).code).toBe(0);
  expect(await database.models.accounts.findOne({ tenant, externalId: '7' }).lean()).toMatchObject({
    name: 'Kranich',
    website: 'k.example',
  });
  const single = { externalId: '8', name: 'Beta', tags: ['a', 'b'] };
  expect((await importing('accounts', JSON.stringify(single), { name: 'single.json' })).code).toBe(0);
  expect((await database.models.accounts.findOne({ tenant, externalId: '8' }).lean())?.tags).toEqual(['a', 'b']);
});

test.each([
  ['contracts', 'Kunde;Vertrag;Beginn;Ende;Jahreswert;Plätze\nBrandt AG;Pro;01.02.2024;31.01.2025;12.500,00;140\n'],
  ['contracts', 'Kunde;Vertrag;Beginn;Ende;Jahreswert\nBrandt AG;Pro;01.03.24;28.02.25;84.000\nAcme Labs;Pro;01.03.2024;28.02.2025;1,5\n'],
  ['accounts', 'GSID,Name,CSM,Renewal Date,Original Contract Date\n1P01,Kranich,sam@x.example,2027-01-31,2024-01-31\n'],
  [
    'supportTickets',
    'Ticket ID,Subject,Status,Priority,Created time,Resolved time,Company Name\n1,Login,Open,High,2024-01-05 10:00:00,,Brandt AG\n',
  ],
])('the usual columns of %s are proposed, and the proposal imports as it stands', async (collection, content) => {
  const { out, err } = await importing('auto', content, { name: `${collection}.csv` });
  expect(err).toContain(`This looks like ${collection}`);
  const ran = await importing(collection, content, { name: `${collection}.csv`, map: JSON.parse(out) });
  expect(ran.out).toMatch(/new\s+[12]\n/);
  expect(ran.code).toBe(0);
});
