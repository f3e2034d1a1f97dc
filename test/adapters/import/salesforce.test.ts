import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SHIPPED_MAPPINGS } from '../../../adapters/import/propose.ts';
import { salesforceForms } from '../../../adapters/import/salesforce-ids.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { run } from './cli.ts';
import { temporaryFolder } from './shared-data.ts';

const DAY = '2024-01-01T00:00:00.000Z';
let database: Database;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
});
afterAll(() => database?.close());

async function importing(what: 'accounts' | 'contacts' | 'opportunities', tenant: string, ...lines: string[]) {
  const file = join(folder, `${what}.csv`);
  await writeFile(file, lines.join('\n'));
  return run(database.models, [file, '--map', join(SHIPPED_MAPPINGS, `salesforce-${what}.json`), '--tenant', tenant]);
}

const ids = async (what: 'accounts' | 'contacts' | 'opportunities', tenant: string) =>
  (await database.models[what].collection.find({ tenant }).sort({ externalId: 1 }).toArray()).map(({ externalId }) => externalId);

test('what Salesforce has deleted is set aside as deleted, however yes is written', async () => {
  const tenant = 'deleted';
  const { code, out } = await importing(
    'accounts',
    tenant,
    'Id,Name,CreatedDate,IsDeleted',
    ...['0', 'false', '', 'TRUE', 'Yes', '1', 'perhaps'].map((word, index) => `A${index},Name ${index},${DAY},${word}`),
  );
  expect(code).toBe(2);
  expect(out).toContain('set aside  4 (3 deleted in the source)');
  expect(out).toContain('row 5: deleted in its source (IsDeleted is "TRUE"), so it is not taken');
  expect(out).toContain('row 8: IsDeleted: "perhaps" is neither yes nor no');
  expect(out).not.toContain('does not read: IsDeleted');
  expect(await ids('accounts', tenant)).toEqual(['A0', 'A1', 'A2']);
  const contact = ['Id,AccountId,FirstName,LastName,Email,CreatedDate,IsDeleted', `C1,A0,Ann,Lee,ann@x.example,${DAY},true`];
  expect((await importing('contacts', tenant, ...contact)).out).toContain('(1 deleted');
  const deal = ['Id,AccountId,Name,StageName,Type,Amount,CloseDate,CreatedDate,IsDeleted'];
  expect((await importing('opportunities', tenant, ...deal, `O1,A0,Deal,Closed Won,Renewal,5,2024-03-01,${DAY},True`)).out).toContain(
    '(1 deleted',
  );
  expect([await ids('contacts', tenant), await ids('opportunities', tenant)]).toEqual([[], []]);
});

test('a Salesforce id of 15 characters is that of 18', async () => {
  expect(salesforceForms('0015g00000AbCdE')?.long).toBe('0015g00000AbCdEAAV');
  expect(salesforceForms('0015g00000AbCdEAAV')?.short).toBe('0015g00000AbCdE');
  expect(salesforceForms('0015g00000AbCdEAAA')).toBeUndefined();
  const tenant = 'forms';
  const accounts = 'Id,Name,CreatedDate';
  await importing('accounts', tenant, accounts, `0015g00000AbCdE,Beta,${DAY}`, `0015g00000AbCdeAAF,Gamma,${DAY}`);
  const again = await importing('accounts', tenant, accounts, `0015g00000AbCdEAAV,Beta,${DAY}`);
  expect(again.out).toMatch(/new\s+0\n\s+updated\s+0\n\s+unchanged\s+1/);
  expect(await ids('accounts', tenant)).toEqual(['0015g00000AbCdEAAV', '0015g00000AbCdeAAF']);
  const contacts = ['0015g00000AbCdE', '0015g00000AbCdEAAV', '0015g00000AbCde'].map(
    (account, index) => `C${index},${account},Ann,Lee ${index},a${index}@x.example,${DAY}`,
  );
  expect((await importing('contacts', tenant, 'Id,AccountId,FirstName,LastName,Email,CreatedDate', ...contacts)).code).toBe(0);
  const [beta, gamma] = await database.models.accounts.find({ tenant }).sort({ externalId: 1 }).lean();
  const people = await database.models.contacts.find({ tenant }).sort({ externalId: 1 }).lean();
  expect(people.map(({ accountId }) => accountId)).toEqual([beta?._id, beta?._id, gamma?._id]);
});
