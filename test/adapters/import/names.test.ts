import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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

async function importing(collection: string, content: string) {
  const file = join(folder, `${collection}.csv`);
  await writeFile(file, content);
  const { code } = await run(database.models, [file, '--as', collection]);
  const rejected = code === 0 ? [] : (await readFile(`${file}.rejected.ndjson`, 'utf8')).trim().split('\n');
  return rejected.map((line) => JSON.parse(line) as { row: number; reasons: string[] });
}

test('an account is found by its name whatever its case, accents or legal form; where several could be meant, the row waits', async () => {
  await importing(
    'accounts',
    'externalId,name\n1,Acme\n2,Müller & Söhne GmbH\n3,Globex Inc\n4,Globex Ltd\n5,Initech\n6,Initech AG\n7,Acme Robotics\n',
  );
  const named = ['ACME', 'acme inc.', 'Muller & Sohne', 'GLOBEX', 'Initech', 'Globex Ltd', 'Robotics', 'The Company'];
  const rejected = await importing(
    'contracts',
    `externalId,account,name,startDate,annualValue\n${named.map((name, index) => `C${index},${name},Plan,2024-01-01,5`).join('\n')}\n`,
  );
  expect(rejected.map(({ row, reasons }) => `${row} ${reasons.join()}`)).toEqual([
    '5 account: several accounts have the name "GLOBEX": "Globex Inc", "3" of import, "Globex Ltd", "4" of import',
    '8 account: no account has the id or name "Robotics"; import accounts first',
    '9 account: no account has the id or name "The Company"; import accounts first',
  ]);
  const accounts = await database.models.accounts.find({ tenant: 'acme' }).lean();
  const contracts = await database.models.contracts.find({ tenant: 'acme' }).sort({ externalId: 1 }).lean();
  expect(contracts.map(({ accountId }) => accounts.find(({ _id }) => _id === accountId)?.name)).toEqual([
    'Acme',
    'Acme',
    'Müller & Söhne GmbH',
    'Initech',
    'Globex Ltd',
  ]);
});
