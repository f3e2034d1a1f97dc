import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sign } from '../../adapters/ingest/index.ts';
import { DOORS_OF } from '../../models/doors.ts';
import type { User } from '../../models/user.ts';
import { type Greendoor, openGreendoor, TENANT } from '../support/greendoor.ts';

/** How people come, go and change: by an admin's command, and by no door for data. */

const SECRET = 'a-secret-of-the-people-test';
let greendoor: Greendoor;
let base: string;
let directory: string;
beforeAll(async () => {
  greendoor = await openGreendoor();
  base = new URL((await greendoor.start({ INGEST_KEYS: `people:${SECRET}` })).url).origin;
  directory = await mkdtemp(join(tmpdir(), 'greendoor-people-'));
});
afterAll(async () => {
  await greendoor.close();
  await rm(directory, { recursive: true, force: true });
});

const userOf = (email: string) => greendoor.models.users.findOne({ tenant: TENANT, email }).lean<User>();
const changesOf = async (id: string | undefined): Promise<{ user: string }[]> => {
  const entries = await greendoor.models.auditEntries.find({ tenant: TENANT, event: 'changed' }).sort({ sequence: 1 }).lean();
  return entries.map(({ data }) => JSON.parse(data)).filter(({ user }) => user === id);
};

async function users(text: string, ...more: string[]) {
  const file = join(directory, `${crypto.randomUUID()}.csv`);
  await writeFile(file, text);
  return { ...(await greendoor.run(['users', file, ...more])), file };
}

test.each(Object.entries(DOORS_OF).flatMap(([name, doors]) => (doors.includes('ingest') ? [] : [name])))(
  'POST /ingest/%s is refused, signed or not, and writes nothing',
  async (name) => {
    const model = greendoor.models[name as keyof typeof DOORS_OF];
    const before = await (model as typeof greendoor.models.users).countDocuments({ tenant: TENANT });
    const path = `/ingest/${name}`;
    const [timestamp, deliveryId] = [String(Math.floor(Date.now() / 1000)), crypto.randomUUID()];
    const body = JSON.stringify({ rows: [{ externalId: 'x', email: 'x@greendoor.example', name: 'X', roles: ['admin'] }] });
    const answer = await fetch(base + path, {
      method: 'POST',
      body,
      headers: {
        'x-greendoor-key': 'people',
        'x-greendoor-timestamp': timestamp,
        'x-greendoor-delivery': deliveryId,
        'x-greendoor-signature': sign(SECRET, { method: 'POST', path, timestamp, deliveryId, body }),
      },
    });
    expect([403, 404]).toContain(answer.status);
    expect(await answer.text()).toMatch(/does not come by ingest|npm run users, and not by ingest/);
    if (name !== 'ingestDeliveries') expect(await (model as typeof greendoor.models.users).countDocuments({ tenant: TENANT })).toBe(before);
  },
);

const TEAM = [
  'email,name,title,roles,manager,timezone',
  'lead@greendoor.example,Lea Lead,Head,manager,elena.rossi@greendoor.example,Europe/Berlin',
  'new@greendoor.example,Nora New,CSM,csm,lead@greendoor.example,Europe/Berlin',
  'wrong@greendoor.example,Will Wrong,CSM,emperor,,Europe/Berlin',
  'lost@greendoor.example,Lou Lost,CSM,csm,nobody@greendoor.example,Europe/Berlin',
  'under@greendoor.example,Uma Under,CSM,csm,lost@greendoor.example,Europe/Berlin',
  'mars@greendoor.example,Mia Mars,CSM,csm,,Mars/North',
].join('\n');

test('a dry run says what would become of each row and writes nothing', async () => {
  const { code, out } = await users(TEAM, '--dry-run');
  expect(code).toBe(2);
  expect(out).toMatch(/new new@greendoor\.example/);
  expect(out).toMatch(/2 new, 0 changed, 0 unchanged, 4 set aside\.\nNothing was written\./);
  expect(await userOf('new@greendoor.example')).toBeNull();
});

test('good rows become people with manager and an audit row each; wrong rows are said and kept', async () => {
  const { code, out, file } = await users(TEAM);
  expect(code).toBe(2);
  expect(out).toMatch(/row 4: .*emperor/);
  expect(out).toMatch(/row 5: manager: .*nobody@greendoor\.example/);
  expect(out).toMatch(/row 6: manager: .*lost@greendoor\.example/);
  expect(out).toMatch(/row 7: timezone: .*Mars/);
  expect((await readFile(`${file}.rejected.ndjson`, 'utf8')).trim().split('\n')).toHaveLength(4);
  const [elena, lead, nora] = [
    await userOf('elena.rossi@greendoor.example'),
    await userOf('lead@greendoor.example'),
    await userOf('new@greendoor.example'),
  ];
  expect(nora).toMatchObject({ roles: ['csm'], managerId: lead?._id, active: true });
  expect(lead).toMatchObject({ managerId: elena?._id });
  for (const person of [lead, nora])
    expect(await changesOf(person?._id)).toMatchObject([
      { roles: { before: null, after: person?.roles }, managerId: { after: person?.managerId } },
    ]);
  for (const email of ['wrong', 'lost', 'under', 'mars']) expect(await userOf(`${email}@greendoor.example`)).toBeNull();
});

test('an earlier row whose manager is set aside for a manager of its own is set aside too', async () => {
  const { out } = await users(
    [
      'email,name,title,roles,manager',
      'e1@greendoor.example,E One,CSM,csm,e2@greendoor.example',
      'e2@greendoor.example,E Two,CSM,csm,none@greendoor.example',
    ].join('\n'),
  );
  expect(out).toMatch(/0 new, 0 changed, 0 unchanged, 2 set aside/);
  expect(await greendoor.models.users.countDocuments({ tenant: TENANT, email: /^e[12]@/ })).toBe(0);
});

test('the same file again changes nothing; a column left out stays', async () => {
  expect((await users(TEAM)).out).toMatch(/0 new, 0 changed, 2 unchanged, 4 set aside/);
  expect((await users('email,title\nnew@greendoor.example,Senior CSM')).out).toMatch(/0 new, 1 changed/);
  expect(await userOf('new@greendoor.example')).toMatchObject({ title: 'Senior CSM', roles: ['csm'], timezone: 'Europe/Berlin' });
});

test('an address changes, and the person stays who they were', async () => {
  const before = await userOf('new@greendoor.example');
  const rows = 'formerEmail,email\nnew@greendoor.example,nora@greendoor.example';
  expect((await users(rows)).out).toMatch(/changed nora@greendoor\.example: email nora@greendoor\.example/);
  expect(await userOf('nora@greendoor.example')).toEqual({ ...before, email: 'nora@greendoor.example' });
  expect(await userOf('new@greendoor.example')).toBeNull();
  expect((await changesOf(before?._id)).at(-1)).toMatchObject({ fields: ['email'] });
  expect((await users(rows)).out).toMatch(/1 unchanged/);
  const taken = await users(
    'formerEmail,email\nnora@greendoor.example,lead@greendoor.example\ngone@greendoor.example,other@greendoor.example',
  );
  expect(taken.out).toMatch(/row 2: .*already somebody else[\s\S]*row 3: formerEmail: .*nobody of Greendoor/);
});

test('--deactivate takes every right away, and an unknown address is said', async () => {
  expect(await greendoor.run(['users', '--deactivate', 'Nora@greendoor.example'])).toMatchObject({ code: 0 });
  const nora = await userOf('nora@greendoor.example');
  expect(nora?.active).toBe(false);
  expect((await changesOf(nora?._id)).at(-1)).toMatchObject({ active: { before: true, after: false } });
  const unknown = await greendoor.run(['users', '--deactivate', 'ghost@greendoor.example']);
  expect(unknown).toMatchObject({ code: 2, error: expect.stringContaining('ghost@greendoor.example is nobody of Greendoor') });
});

test('import --as users links those who are known and lists the others; accounts find their owners, unknown ones are listed', async () => {
  const count = await greendoor.models.users.countDocuments({ tenant: TENANT });
  const people = join(directory, 'people.csv');
  await writeFile(people, 'Id,Email,Roles\n005-1,lead@greendoor.example,admin\n005-2,stranger@greendoor.example,admin\n');
  const linked = await greendoor.run(['import', people, '--as', 'users']);
  expect(linked.out + linked.error).toMatch(/stranger@greendoor\.example/);
  expect(await greendoor.models.users.countDocuments({ tenant: TENANT })).toBe(count);
  const lead = await userOf('lead@greendoor.example');
  expect(lead).toMatchObject({ externalId: '005-1', roles: ['manager'] });
  const accounts = join(directory, 'accounts.json');
  await writeFile(
    accounts,
    JSON.stringify([
      { externalId: 'own-1', name: 'Owned Ltd', ownerId: '005-1' },
      { externalId: 'own-2', name: 'Unowned Ltd', ownerId: '005-2' },
    ]),
  );
  const imported = await greendoor.run(['import', accounts, '--as', 'accounts']);
  expect(imported.out + imported.error).toMatch(/005-2/);
  const owners = await greendoor.models.accounts
    .find({ tenant: TENANT, externalId: /^own-/ }, { ownerId: 1 })
    .sort({ externalId: 1 })
    .lean();
  expect(owners[0]?.ownerId).toBe(lead?._id);
  expect(owners[1]?.ownerId ?? null).toBeNull();
});
