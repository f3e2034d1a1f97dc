import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { UserError } from '../../../agents/kit/errors.ts';
import { daySaid } from '../../../agents/kit/inputs.ts';
import { namesOf, whichColleague, whoseAccounts } from '../../../agents/kit/people.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const tenant = 'acme';
const at = new Date('2026-11-24T09:00:00Z');
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  const person = (_id: string, name: string, more: { managerId?: string; active?: boolean; tenant?: string; email?: string } = {}) => ({
    _id,
    tenant,
    at,
    ingestedAt: at,
    source: 'test',
    name,
    email: `${_id}@acme.example`,
    title: 'CSM',
    roles: ['csm' as const],
    active: true,
    ...more,
  });
  await models.users.create([
    person('u1', 'Renée O’Brien'),
    person('u2', 'Tomás Silva', { managerId: 'u1' }),
    person('u3', 'Tomas Lindqvist', { managerId: 'u1' }),
    person('u4', 'Left Already', { active: false }),
    person('u5', 'Elsewhere Person', { tenant: 'other', email: 'e@other.example' }),
  ]);
  await models.accountStandings.create([
    { tenant, accountId: 'a1', name: 'A', asOf: at, updatedAt: at, at, ingestedAt: at, source: 'test', region: 'Southern Europe' },
  ]);
});
afterAll(() => database.close());

const context = (id = 'u1') => ({
  tenant,
  models: database.models,
  actor: { id, name: 'Asker', email: '', title: '', roles: [], timezone: 'UTC' },
});
const whose = (owner: string | null, id?: string) => whoseAccounts(context(id), owner);
async function refused(owner: string): Promise<UserError> {
  try {
    await whose(owner);
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error(`${owner} was taken`);
}

test.each([
  [null, 'all accounts', {}],
  ['Everyone', 'all accounts', {}],
  ['mine', 'your accounts', { ownerId: 'u1' }],
  ['u2', 'Tomás Silva’s accounts', { ownerId: 'u2' }],
  ['silav', 'Tomás Silva’s accounts', { ownerId: 'u2' }],
  ['SE', 'the accounts in Southern Europe', { region: 'Southern Europe' }],
  ['u3@acme.example', 'Tomas Lindqvist’s accounts', { ownerId: 'u3' }],
  ['tomas silva', 'Tomás Silva’s accounts', { ownerId: 'u2' }],
  ['Lindqvist', 'Tomas Lindqvist’s accounts', { ownerId: 'u3' }],
  ['Lind', 'Tomas Lindqvist’s accounts', { ownerId: 'u3' }],
  ["Silva's", 'Tomás Silva’s accounts', { ownerId: 'u2' }],
  ['Renée', 'your accounts', { ownerId: 'u1' }],
  ['my team', 'your team’s accounts', { ownerId: { $in: ['u1', 'u2', 'u3'] } }],
  ['southern europe', 'the accounts in Southern Europe', { region: 'Southern Europe' }],
])('%s: %s', async (owner, label, where) => {
  expect(await whose(owner)).toMatchObject({ label, where });
});

test("somebody else's team is found by its manager", async () => {
  expect(await whose("Renée's team", 'u2')).toMatchObject({ where: { ownerId: { $in: ['u1', 'u2', 'u3'] } } });
});

test('several of a name are asked about, an unknown name is answered with the nearest, and nothing is guessed', async () => {
  const several = await refused('Tomas');
  expect(several.code).toBe('ambiguous_owner');
  expect(several.choices.map(({ say }) => say)).toEqual(['Tomás Silva', 'Tomas Lindqvist']);
  const near = await refused('Lindquist');
  expect(near.code).toBe('unknown_owner');
  expect(near.choices.map(({ say }) => say)).toContain('Tomas Lindqvist');
  for (const nobody of ['Left Already', 'Elsewhere Person', 'Zzzz']) expect((await refused(nobody)).code).toBe('unknown_owner');
  await expect(whose('my team', 'u2')).rejects.toThrow('Nobody is recorded as reporting');
});

test('one colleague, and names by id', async () => {
  expect(await whichColleague(context('u2'), null)).toMatchObject({ id: 'u2' });
  expect(await whichColleague(context(), 'Silva')).toEqual({ id: 'u2', name: 'Tomás Silva' });
  await expect(whichColleague(context(), 'my team')).rejects.toThrow('Name one person');
  expect(await namesOf(context(), ['u4', 'u5', null, 'u2', 'u2'])).toEqual(
    new Map([
      ['u4', 'Left Already'],
      ['u2', 'Tomás Silva'],
    ]),
  );
});

test('a day is a day of the calendar, on the right side of today', () => {
  expect(daySaid(null, 'past', at)).toBeUndefined();
  expect(daySaid('2026-10-01', 'past', at)).toEqual(new Date('2026-10-01'));
  expect(daySaid('2026-11-24', 'past', at)).toEqual(new Date('2026-11-24'));
  expect(daySaid('2026-11-24', 'future', at)).toEqual(new Date('2026-11-24'));
  expect(() => daySaid('2026-02-31', 'past', at)).toThrow('is not a date');
  expect(() => daySaid('last week', 'past', at)).toThrow('is not a date');
  expect(() => daySaid('2026-12-01', 'past', at)).toThrow('still to come');
  expect(() => daySaid('2026-11-23', 'future', at)).toThrow('has passed');
});
