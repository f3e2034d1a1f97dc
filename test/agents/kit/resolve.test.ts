import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from '../../../agents/kit/errors.ts';
import { findMentionsBeside } from '../../../agents/kit/mentions.ts';
import { findMentions, resolveAccount, resolveContact } from '../../../agents/kit/resolve.ts';
import { rephrased } from '../../../bot/turn/choices.ts';
import type { Database } from '../../../models/connection.ts';
import { nameKeys } from '../../../models/kit/name-keys.ts';
import type { Read } from '../../../models/kit/together.ts';
import { testDatabase } from '../../support/database.ts';

const tenant = 'names';
const ACCOUNTS: [id: string, name: string, ...aliases: string[]][] = [
  ['a-techcorp', 'TechCorp Financial Services'],
  ['a-dataflow', 'DataFlow Analytics'],
  ['a-summit-health', 'Summit Health'],
  ['a-summit-foods', 'Summit Foods'],
  ['a-acme-inc', 'Acme Inc'],
  ['a-acme-corp', 'Acme Corp'],
  ['a-renew', 'Renew'],
  ['a-muller', 'Müller & Söhne GmbH', 'MSG'],
  ['a-northwind', 'Northwind Traders', 'NWT'],
  ['a-northwind-eu', 'Northwind Traders Europe'],
  ['a-open', 'Open Support'],
  ['a-twin-1', 'Twin Peaks Mining'],
  ['a-twin-2', 'Twin Peaks Mining'],
];
const TITLES: Record<string, string> = { 'c-mark': 'Chief Data Officer', 'c-chen': 'VP Security' };
const CONTACTS: [id: string, name: string, accountId: string, leftAt?: Date][] = [
  ['c-mark', 'Mark Rodriguez', 'a-dataflow'],
  ['c-walsh-1', 'Jennifer Walsh', 'a-dataflow', new Date('2026-05-01')],
  ['c-walsh-2', 'Jennifer Walsh', 'a-northwind'],
  ['c-walsh-3', 'Jennifer Walsh', 'a-techcorp'],
  ['c-chen', 'Mike Chen', 'a-techcorp'],
  ['c-grace', 'Grace Hill', 'a-acme-inc'],
];

let database: Database;
let scope: { tenant: string; models: Database['models'] };

beforeAll(async () => {
  database = await testDatabase();
  scope = { tenant, models: database.models };
  await database.models.accounts.insertMany([
    ...ACCOUNTS.map(([_id, name, ...aliases]) => ({
      _id,
      tenant,
      name,
      aliases,
      region: _id.endsWith('1') ? 'North' : 'South',
      ...nameKeys(name, ...aliases),
    })),
    { _id: 'a-foreign', tenant: 'other', name: 'Foreign Secrets', ...nameKeys('Foreign Secrets') },
  ]);
  await database.models.contacts.insertMany(
    CONTACTS.map(([_id, name, accountId, leftAt]) => ({
      _id,
      title: TITLES[_id],
      tenant,
      name,
      accountId,
      leftAt,
      email: `${_id}@customer.example`,
      ...nameKeys(name),
    })),
  );
});
afterAll(() => database.close());

async function refusal(work: Promise<unknown>): Promise<UserError> {
  const error = await work.then(
    (value) => new Error(`resolved to ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  if (error instanceof UserError) return error;
  throw error;
}

describe('resolveAccount', () => {
  test.each([
    ['a-techcorp', 'a-techcorp'],
    ['TechCorp', 'a-techcorp'],
    ['tech corp', 'a-techcorp'],
    ["techcorp's", 'a-techcorp'],
    ['TECHCORP FINANCIAL SERVICES, INC.', 'a-techcorp'],
    ['financial techcorp', 'a-techcorp'],
    ['data flow', 'a-dataflow'],
    ['muller sohne', 'a-muller'],
    ['MÜLLER', 'a-muller'],
    ['msg', 'a-muller'],
    ['NWT', 'a-northwind'],
    ['northwind traders', 'a-northwind'],
    ['Northwind Europe', 'a-northwind-eu'],
    ['Acme Corp', 'a-acme-corp'],
    ['acme inc.', 'a-acme-inc'],
    ['renew', 'a-renew'],
    ['Summit Foods', 'a-summit-foods'],
    ['Dataflw', 'a-dataflow'],
    ['Tehcorp', 'a-techcorp'],
    ['techcorp FS', 'a-techcorp'],
    ['northwind trad', 'a-northwind'],
    ['summit heal', 'a-summit-health'],
    ['Summit Helth', 'a-summit-health'],
    ['northwind traders euro', 'a-northwind-eu'],
  ])('%s is %s', async (name, id) => {
    expect((await resolveAccount(scope, name))._id).toBe(id);
  });

  test.each([
    ['Summit', ['Summit Foods', 'Summit Health']],
    ['acme', ['Acme Inc', 'Acme Corp']],
    ['Acme Ltd', ['Acme Inc', 'Acme Corp']],
  ])('%s is asked back', async (name, names) => {
    const error = await refusal(resolveAccount(scope, name));
    expect(error.code).toBe('ambiguous_account');
    expect(error.choices.map((choice) => choice.say).toSorted()).toEqual(names.toSorted());
    for (const { say } of error.choices) await resolveAccount(scope, say);
  });

  test('accounts of one name are told apart, and each choice resolves', async () => {
    const error = await refusal(resolveAccount(scope, 'Twin Peaks Mining'));
    expect(new Set(error.choices.map((choice) => choice.label)).size).toBe(2);
    // An id holds figures, which the next question would be read by.
    for (const { label, say } of error.choices)
      expect([say, rephrased({ label, say }, 'growth at Twin Peaks Mining', { account: 'Twin Peaks Mining' }).say]).toEqual([label, label]);
    const resolved = await Promise.all(error.choices.map(({ say }) => resolveAccount(scope, say)));
    expect(resolved.map((account) => account._id).toSorted()).toEqual(['a-twin-1', 'a-twin-2']);
  });

  test.each([
    ['Summet Logistics', 'Summit Foods'],
    ['TechCorp Robotics', 'TechCorp Financial Services'],
    ['Northwinds Holding', 'Northwind Traders'],
  ])('%s is unknown, with near matches', async (name, near) => {
    const error = await refusal(resolveAccount(scope, name));
    expect(error.code).toBe('unknown_account');
    expect(error.message).toContain(`"${name}"`);
    expect(error.choices[0]?.say).toBe(near);
    expect(error.choices.length).toBeLessThanOrEqual(3);
  });

  test.each(['Sumatra', 'Norton', 'Financial Partners', 'Tecton Services', 'Moss'])(
    '%s suggests no name that is not like it',
    async (name) => {
      const error = await refusal(resolveAccount(scope, name));
      expect([error.code, error.message, error.choices]).toEqual(['unknown_account', `I know no account called "${name}".`, []]);
    },
  );

  test('what a sentence is found to name is found by these words alone, or asked back among the same', async () => {
    const cut = (name: string) =>
      name
        .split(' ')
        .map((word, at) => (at > 0 && word.length > 4 ? word.slice(0, 4) : word))
        .join(' ');
    const slip = (name: string) => name.replace(/^(.{3})(.)(.)/, '$1$3$2');
    const letters = (name: string) => name.replace(/^(\S+) (\S)\S* (\S)\S*$/, '$1 $2$3');
    const forms = [String, cut, slip, letters, (name: string) => name.split(' ')[0] ?? ''];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ACCOUNTS), fc.constantFrom(...forms), fc.boolean(), async ([, name], form, lower) => {
        const said = form(lower ? name.toLowerCase() : name);
        const { accounts } = await findMentions(scope, `what changed at ${said} since May?`);
        for (const [each, meant] of Map.groupBy(accounts, (account) => account.said)) {
          const ids = await resolveAccount(scope, each).then(
            ({ _id }) => [_id],
            (error: UserError) => Promise.all(error.choices.map(async ({ say }) => (await resolveAccount(scope, say))._id)),
          );
          expect([each, ids.toSorted()]).toEqual([each, meant.map(({ id }) => id).toSorted()]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test.each(['', '   ', '🙂', 'Zzyzx Quux', '$where', '__proto__', '{"$gt":""}', '.*', '日本', 'a-foreign', 'Foreign Secrets'])(
    '%j is refused without a match',
    async (name) => {
      const error = await refusal(resolveAccount(scope, name));
      expect(error.code).toBe('unknown_account');
      expect(error.message.length).toBeLessThan(250);
      expect(error.choices.map((choice) => choice.say)).not.toContain('Foreign Secrets');
    },
  );

  test('a text of 10,000 characters is refused in a short message', async () => {
    const error = await refusal(resolveAccount(scope, 'x'.repeat(10_000)));
    expect(error.code).toBe('unknown_account');
    expect(error.message.length).toBeLessThan(200);
  });

  test('any text resolves to one account of the tenant or is refused with choices that resolve', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.subarray(ACCOUNTS.flatMap(([, name]) => name.split(' '))).map((parts) => parts.join(' ')),
        ),
        async (text) => {
          const outcome = await resolveAccount(scope, text).catch((error: unknown) => error);
          if (outcome instanceof UserError) {
            for (const { say } of outcome.choices) {
              const next = await resolveAccount(scope, say).catch((error: unknown) => error);
              expect(next instanceof UserError ? next.code : 'resolved').toMatch(/resolved|ambiguous_account/);
            }
          } else expect(outcome).toMatchObject({ tenant });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('resolveContact', () => {
  test.each([
    ['Mark Rodriguez', undefined, 'c-mark'],
    ['mark', undefined, 'c-mark'],
    ['Rodriguez', undefined, 'c-mark'],
    ['c-chen@customer.example', undefined, 'c-chen'],
    ['c-chen', undefined, 'c-chen'],
    ['Jennifer Walsh', 'a-northwind', 'c-walsh-2'],
    ['Jennifer', 'a-dataflow', 'c-walsh-1'],
    ['Mike', 'a-techcorp', 'c-chen'],
    ['the CDO', 'a-dataflow', 'c-mark'],
    ['vp security', 'a-techcorp', 'c-chen'],
  ])('%s at %s is %s', async (name, accountId, id) => {
    expect((await resolveContact(scope, name, accountId))._id).toBe(id);
  });

  test('one name at several accounts is asked back, without those who left', async () => {
    const error = await refusal(resolveContact(scope, 'Jennifer Walsh'));
    expect(error.code).toBe('ambiguous_contact');
    expect(error.choices.map((choice) => choice.say).toSorted()).toEqual([
      'Jennifer Walsh at Northwind Traders',
      'Jennifer Walsh at TechCorp Financial Services',
    ]);
  });

  test('a person of another account is not taken for one here', async () => {
    const error = await refusal(resolveContact(scope, 'Mark Rodriguez', 'a-techcorp'));
    expect(error.code).toBe('unknown_contact');
    expect(error.message).toContain('at TechCorp Financial Services');
    expect(error.choices[0]?.label).toBe('Mark Rodriguez (DataFlow Analytics)');
  });

  test('a title of nobody there names nobody', async () => {
    expect((await refusal(resolveContact(scope, 'CFO', 'a-techcorp'))).code).toBe('unknown_contact');
  });

  test('a slip gets a near match', async () => {
    const error = await refusal(resolveContact(scope, 'Marc Rodrigues'));
    expect(error.choices[0]?.label).toContain('Mark Rodriguez');
  });
});

describe('findMentions', () => {
  test.each([
    ['How healthy is TechCorp?', ['a-techcorp']],
    ['how healthy is techcorp', ['a-techcorp']],
    ["what's DataFlow's score", ['a-dataflow']],
    ['dataflow’s champion left', ['a-dataflow']],
    ['why is Dataflw at risk?', ['a-dataflow']],
    ['why is data flow at risk?', ['a-dataflow']],
    ['compare TechCorp Financial Services and dataflow analytics', ['a-techcorp', 'a-dataflow']],
    ['Warum ist DataFlow gefährdet?', ['a-dataflow']],
    ['¿Por qué TechCorp está en riesgo?', ['a-techcorp']],
    ['Pourquoi DataFlow est-il à risque ?', ['a-dataflow']],
    ['wie geht es müller & söhne', ['a-muller']],
    ['how is northwind traders europe doing', ['a-northwind-eu']],
    ['how is NWT doing', ['a-northwind']],
    ['how is Renew doing', ['a-renew']],
    ['techcorp FS in 20 min', ['a-techcorp']],
    ['northwind trad tickets', ['a-northwind']],
    ['summit heal tickets', ['a-summit-health']],
    ['how is Acme Corp.', ['a-acme-corp']],
    ['is "open support" healthy', ['a-open']],
    ['who renews in 60 days', []],
    ['which accounts renew in 60 days below 70?', []],
    ['Renew all of them?', []],
    ['what support tickets are open', []],
    ['show usage analytics and financial services benchmarks', []],
    ['which of my accounts got worse this month?', []],
    ['who is above 70 % churn risk and worth more than 100k?', []],
    ['draft him a note', []],
    ['digest', []],
    ['welche Verträge laufen in 60 Tagen aus?', []],
    ['🙂🙂', []],
    ['foreign secrets', []],
  ])('%s', async (text, ids) => {
    const { accounts } = await findMentions(scope, text);
    expect(accounts.map((account) => account.id)).toEqual(ids);
  });

  test('several accounts of one first word are candidates of one mention', async () => {
    const { accounts } = await findMentions(scope, 'how is summit doing?');
    expect(accounts.map((account) => account.id).toSorted()).toEqual(['a-summit-foods', 'a-summit-health']);
    expect(new Set(accounts.map((account) => account.said))).toEqual(new Set(['summit']));
  });

  test.each([
    ['draft a note to Mark Rodriguez', [], ['c-mark']],
    ['draft a note to mark rodriguez', [], ['c-mark']],
    ['write to Mark', [], ['c-mark']],
    ['mark this as done', [], []],
    ['what does Jennifer Walsh think of it', ['a-northwind'], ['c-walsh-2']],
    ['Jennifer Walsh at DataFlow', [], ['c-walsh-1']],
    ['draft a note to Jennifer Walsh', [], ['c-walsh-1', 'c-walsh-2', 'c-walsh-3']],
    ['ask Grace about it', [], ['c-grace']],
  ])('%s', async (text, focus, ids) => {
    const { contacts } = await findMentions(scope, text, focus);
    expect(contacts.map((contact) => contact.id).toSorted()).toEqual(ids);
  });

  test('any full name inside any carrier sentence is found, and only that', async () => {
    const carriers = ['How healthy is %?', 'why is % at risk', 'what changed at % since May?', 'Tell me about %, please', 'wie geht es %?'];
    const names = ACCOUNTS.filter(([, name]) => !['Renew', 'Open Support', 'Twin Peaks Mining'].includes(name));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...carriers), fc.constantFrom(...names), fc.boolean(), async (carrier, [id, name], lower) => {
        const { accounts } = await findMentions(scope, carrier.replace('%', lower ? name.toLowerCase() : name));
        expect(accounts.map((account) => account.id)).toEqual([id]);
      }),
      { numRuns: 60 },
    );
  });

  test('a message of 10,000 characters is read in bounded work', async () => {
    const { accounts } = await findMentions(scope, `TechCorp ${'lorem ipsum dolor sit amet '.repeat(400)}`);
    expect(accounts.map((account) => account.id)).toEqual(['a-techcorp']);
  });
});

test('an account is named by its id where two have the same name, and an id of another tenant names nobody', async () => {
  const found = await findMentions(scope, 'ask a-twin-2 for a case study with Mike Chen');
  expect(found.accounts).toEqual([{ id: 'a-twin-2', name: 'a-twin-2', said: 'a-twin-2' }]);
  expect(found.contacts.map(({ id }) => id)).toEqual(['c-chen']);
  expect((await resolveAccount(scope, found.accounts[0]?.name ?? ''))._id).toBe('a-twin-2');
  expect((await findMentions({ ...scope, tenant: 'another' }, 'how healthy is a-twin-2')).accounts).toEqual([]);
});

test.each(['How healthy is TechCorp?', 'And?!', '…'])(
  'what is read beside %j comes with whom it names, and says who is spoken of',
  async (text) => {
    const seen: string[][] = [];
    const { mentions, rows } = await findMentionsBeside(scope, text, {
      read: { model: scope.models.accounts, filter: { _id: 'a-twin-2' } } as Read<{ _id: string }>,
      focusOf: (found) => {
        seen.push(found.map(({ _id }) => _id));
        return [];
      },
    });
    expect(rows.map(({ _id }) => _id)).toEqual(['a-twin-2']);
    expect(mentions).toEqual(await findMentions(scope, text));
    for (const each of seen) expect(each).toEqual(['a-twin-2']);
  },
);
