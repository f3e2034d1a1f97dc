import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { type Ran, run } from './cli.ts';
import { temporaryFolder } from './shared-data.ts';

const tenant = 'acme';
let database: Database;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
});
beforeEach(() => database.models.accounts.deleteMany({ tenant }));
afterAll(() => database?.close());

async function importing(content: string | Buffer, name = 'accounts.csv', ...options: string[]) {
  const path = join(folder, name);
  await writeFile(path, content);
  const ran: Ran = await run(database.models, [path, '--as', 'accounts', ...options]);
  const rejected = existsSync(`${path}.rejected.ndjson`)
    ? (await readFile(`${path}.rejected.ndjson`, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { row: number; reasons: string[]; data: Record<string, unknown> })
    : [];
  return { ...ran, rejected };
}

const names = async () => (await database.models.accounts.find({ tenant }).sort({ externalId: 1 }).lean()).map(({ name }) => name);

test('a byte-order mark, quotes, line breaks in cells and empty lines are read as meant', async () => {
  const { code } = await importing(
    '\ufeffexternal_id,Name,description\r\n1,"Smith, Jones ""& Co"" GmbH","two\r\nlines"\r\n\r\n2,Müller AG,\r\n,,\r\n',
  );
  expect(code).toBe(0);
  expect(await names()).toEqual(['Smith, Jones "& Co" GmbH', 'Müller AG']);
  expect((await database.models.accounts.findOne({ tenant, externalId: '1' }).lean())?.description).toBe('two\r\nlines');
});

test('semicolons and tabs separate columns too', async () => {
  expect((await importing('externalId;name;employees\n1;Acme;"1,200"\n')).code).toBe(0);
  expect((await importing('externalId\tname\n2\tBeta, Inc.\n')).code).toBe(0);
  expect(await names()).toEqual(['Acme', 'Beta, Inc.']);
});

test('rows whose bytes are not UTF-8 are set aside and the encoding is named; the others are taken', async () => {
  const { code, rejected } = await importing(Buffer.from('externalId,name\n1,Plain\n2,M\xfcller\n3,Also plain\n', 'latin1'));
  expect(code).toBe(2);
  expect(await names()).toEqual(['Plain', 'Also plain']);
  expect(rejected).toEqual([
    { row: 3, reasons: [expect.stringContaining('not UTF-8 (the file looks like Latin-1')], data: expect.anything() },
  ]);
});

test('a UTF-16 file is refused as a whole', async () => {
  const { code, err } = await importing(Buffer.from('\ufeffexternalId,name\n1,Acme\n', 'utf16le'));
  expect(code).toBe(2);
  expect(err).toContain('UTF-16');
  expect(await names()).toEqual([]);
});

test('a header with the same column twice is refused before anything is written', async () => {
  const { code, err } = await importing('externalId,name,name\n1,Acme,Other\n');
  expect(code).toBe(2);
  expect(err).toContain('"name" twice');
  expect(await names()).toEqual([]);
});

test('a cell of more than 1 MB is set aside, and reading goes on behind it', async () => {
  const { code, rejected } = await importing(
    `externalId,name\n1,Before\n2,"${'x'.repeat(3_000_000)}"\n3,${'y'.repeat(1_100_000)}\n4,After\n`,
  );
  expect(code).toBe(2);
  expect(await names()).toEqual(['Before', 'After']);
  expect(rejected.map(({ row, reasons }) => [row, reasons])).toEqual([
    [3, ['the cell "name" is larger than 1 MB']],
    [4, ['the cell "name" is larger than 1 MB']],
  ]);
  expect(JSON.stringify(rejected).length).toBeLessThan(2_000);
});

test.each([
  ['never closed', ';', '', 'never closed'],
  ['closed by the next quoted cell', ';', '9;Nine;"fine"\n', 'text follows a closing quotation mark'],
  ['closed by the next quoted cell', ',', '9,Nine,"fine"\n', 'text follows a closing quotation mark'],
])('a quotation mark that is %s (%s) costs its own row, and those behind it are read', async (_, sign, last, reason) => {
  const broken = ['2', 'Two', '"open'].join(sign);
  const rows = Array.from({ length: 6 }, (_, index) => [index + 3, `Name ${index + 3}`, 'text'].join(sign));
  const { code, out, rejected } = await importing(
    `${['externalId', 'name', 'description'].join(sign)}\n1${sign}One${sign}x\n${broken}\n${rows.join('\n')}\n${last}`,
  );
  expect(code).toBe(2);
  expect(out).toContain(`accounts: ${last === '' ? 8 : 9} rows`);
  expect(await names()).toEqual(['One', ...[3, 4, 5, 6, 7, 8].map((each) => `Name ${each}`), ...(last === '' ? [] : ['Nine'])]);
  expect(rejected).toEqual([{ row: 3, reasons: [expect.stringContaining(reason)], data: { text: broken } }]);
});

test('a quotation mark nobody closes in a large file costs one row', async () => {
  const lines = Array.from({ length: 60_000 }, (_, index) => `${index + 3},Kept,${'x'.repeat(30)}`);
  const { out } = await importing(`externalId,name,description\n2,Two,"open\n${lines.join('\n')}\n`, 'accounts.csv', '--dry-run');
  expect(out).toMatch(/60,001 rows[\s\S]*new\s+60,000\n[\s\S]*set aside\s+1\n/);
});

test('lines of one cell that could each be a row are not taken for either', async () => {
  const { out, rejected } = await importing(
    'externalId,name,description\n1,One,x\n2,Two,"open\n3,Three,x\n4,Four,closed"\n5,Five,"a note\nof two lines"\n',
  );
  expect(out).toContain('accounts: 5 rows');
  expect(await names()).toEqual(['One', 'Five']);
  expect(rejected.map(({ row, data }) => [row, data.text])).toEqual([
    [3, '2,Two,"open'],
    [4, '3,Three,x'],
    [5, '4,Four,closed"'],
  ]);
  expect(rejected[0]?.reasons[0]).toContain('as many separators as the header');
});

test('a header that cannot be read is no row, and the first row no header', async () => {
  const { code, err } = await importing('externalId,"name\n1,One\n');
  expect(code).toBe(2);
  expect(err).toContain('The header cannot be read');
});

test('formulas are text, are never run, and are refused where people would see a link or a number', async () => {
  const { code, rejected } = await importing(
    "externalId,name,website,employees\n1,=cmd()|' /C calc'!A0,https://a.example,5\n2,Beta,=HYPERLINK(1),5\n3,Gamma,https://c.example,=1+1\n4,Delta,javascript:alert(1),1\n",
  );
  expect(code).toBe(2);
  expect(await names()).toEqual(["=cmd()|' /C calc'!A0"]);
  expect(rejected.map(({ row }) => row)).toEqual([3, 4, 5]);
  expect(rejected[1]?.reasons).toEqual(['employees: "=1+1" is a formula, which is never evaluated, not a number']);
});

test('with one bad row in ten, nine are taken; each bad one is kept with number, reason and content', async () => {
  const rows = Array.from({ length: 3_000 }, (_, index) =>
    index % 10 === 3 ? `${index},Account ${index},lots` : `${index},Account ${index},${index}`,
  );
  const { code, out, rejected, touched } = await importing(['externalId,name,employees', ...rows].join('\n'));
  expect(code).toBe(2);
  expect(out).toMatch(/new\s+2,700\n/);
  expect(out).toMatch(/set aside\s+300\n/);
  expect(rejected).toHaveLength(300);
  expect(rejected[0]).toEqual({
    row: 5,
    reasons: ['employees: "lots" is not a number'],
    data: { externalId: '3', name: 'Account 3', employees: 'lots' },
  });
  expect(new Set(touched).size).toBe(2_700);
});

test('rows with too few or too many cells, bad quotes, unknown words and the same id twice are set aside', async () => {
  const { rejected } = await importing(
    [
      'externalId,name,lifecycleStage,customerSince',
      '1,Good,onboarding,2024-02-29',
      '2,Short',
      '3,Long,onboarding,2024-01-01,extra',
      '4,Odd"quote,onboarding,2024-01-01',
      '5,Stage,sleeping,2024-01-01',
      '6,Day,onboarding,2024-02-30',
      '1,Good again,onboarding,2024-02-29',
      '7,,onboarding,2024-01-01',
      '8,Last,Onboarding,2024-01-01T10:00:00+02:00',
    ].join('\n'),
  );
  expect(rejected.map(({ row, reasons }) => `${row} ${reasons.join('; ')}`)).toEqual([
    '3 has 2 cells, the header 4',
    '4 has 5 cells, the header 4',
    '5 a quotation mark stands inside a cell without quotation marks around it',
    '6 lifecycleStage: "sleeping" is not one of onboarding, adopting, established, renewing, churned',
    '7 customerSince: "2024-02-30" is no date (2026-01-31 or 2026-01-31T14:00:00Z)',
    '8 another row of this file has the same id (1) and other content',
    '9 name is missing',
  ]);
  expect(await names()).toEqual(['Good', 'Last']);
});

test('unknown columns, operators and prototype keys never reach the database', async () => {
  const { rejected } = await importing(
    [
      '{"externalId":"1","name":"Good"}',
      '{"externalId":"2","name":{"$gt":""}}',
      '{"externalId":"3","name":"X","$where":"1"}',
      '{"externalId":"4","name":"X","__proto__":{"admin":true}}',
      '{"externalId":"5","name":"X","tags":[{"$ne":1}]}',
      'not json',
      '[1]',
    ].join('\n'),
    'accounts.ndjson',
  );
  expect(rejected.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6, 7]);
  expect(await names()).toEqual(['Good']);
});

test('a JSON array is read one element at a time', async () => {
  const { code } = await importing(
    JSON.stringify(
      [
        { externalId: '1', name: 'A [1], {x}', tags: ['a', 'b'] },
        { externalId: '2', name: 'B "\\' },
      ],
      null,
      2,
    ),
    'accounts.json',
  );
  expect(code).toBe(0);
  expect(await names()).toEqual(['A [1], {x}', 'B "\\']);
});

test('a JSON file that breaks off keeps what came before', async () => {
  const { code, rejected } = await importing('[{"externalId":"1","name":"A"},{"externalId":"2","na', 'broken.json');
  expect(code).toBe(2);
  expect(rejected).toMatchObject([{ row: 2, reasons: ['is not JSON'] }]);
  expect(await names()).toEqual(['A']);
});

test('a dry run says what it would do and writes nothing', async () => {
  await importing('externalId,name\n1,Acme\n2,Beta\n');
  const path = join(folder, 'dry.csv');
  const { code, out, rejected } = await importing(
    'externalId,name,employees\n1,Acme,7\n2,Beta,\n3,Gamma,1\n4,Bad,x\n',
    'dry.csv',
    '--dry-run',
  );
  expect(code).toBe(2);
  expect(out).toMatch(/Would import[\s\S]*new\s+1\n\s+updated\s+1\n\s+unchanged\s+1\n\s+set aside\s+1\n[\s\S]*Nothing was written/);
  expect(rejected).toEqual([]);
  expect(existsSync(`${path}.rejected.ndjson`)).toBe(false);
  expect(await names()).toEqual(['Acme', 'Beta']);
  expect((await database.models.accounts.findOne({ tenant, externalId: '1' }).lean())?.employees).toBeUndefined();
});

test('two tenants with the same external ids have a row each', async () => {
  await importing('externalId,name\n1,Ours\n');
  await importing('externalId,name\n1,Theirs\n', 'other.csv', '--tenant', 'other');
  expect(await names()).toEqual(['Ours']);
  expect(await database.models.accounts.findOne({ tenant: 'other' }).lean()).toMatchObject({ externalId: '1', name: 'Theirs' });
});
