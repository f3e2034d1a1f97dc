import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Context } from '../../agents/kit/context.ts';
import { mayActOn } from '../../agents/kit/permissions.ts';
import type { Database } from '../../models/connection.ts';
import { ROLES } from '../../models/user.ts';
import { createCatalog } from '../../tools/catalog.ts';
import { runTool } from '../../tools/run-tool.ts';
import { testDatabase } from '../support/database.ts';
import { toyAgent } from '../support/toy-agent.ts';
import { NOW, person, seedToys, TENANT } from '../support/toy-world.ts';

let database: Database;
const lines: string[] = [];
const catalog = createCatalog([toyAgent]);
beforeAll(async () => {
  database = await testDatabase();
  await seedToys(database.models);
});
afterAll(() => database.close());

function context(more: Partial<Context> = {}): Context {
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const signal = new AbortController().signal;
  return {
    tenant: TENANT,
    actor: person('carla', 'csm'),
    clock: { now: () => NOW },
    asOf: NOW,
    models: database.models,
    log,
    signal,
    ...more,
  };
}

describe('arguments', () => {
  test.each([
    ['{"account": "North', 'not valid JSON'],
    ['[]', 'one JSON object'],
    ['"x"', 'one JSON object'],
    ['{"account": "Northwind", "limit": 5}', '"limit"; known are account, minimum'],
    ['{"account": {"$ne": null}}', '"$ne"'],
    ['{"account": "Northwind", "$where": "1"}', '"$where"'],
    ['{"account": "Northwind", "__proto__": {"admin": true}}', '"__proto__"'],
    ['{"account": "Northwind", "constructor": 1}', '"constructor"'],
    ['{"account": 7}', 'do not fit'],
    ['{}', 'do not fit'],
    [`{"account": "${'x'.repeat(30_000)}"}`, 'longer than'],
    [JSON.stringify({ account: 'x'.repeat(2_001) }), 'account has 2001 characters; at most 2000 are taken'],
    [`{"account": ${'['.repeat(50)}${']'.repeat(50)}}`, 'nested too deeply'],
  ])('%.60s is refused in words', async (raw, reason) => {
    const outcome = await runTool(catalog, 'count_tickets', raw, context());
    expect(outcome).toMatchObject({ ok: false, code: 'bad_arguments', message: expect.stringContaining(reason) });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test('hold no character that no document takes', async () => {
    const outcome = await runTool(catalog, 'count_tickets', '{"account": "North\\u000bwind\\u0000 \\ud800"}', context());
    expect(outcome).toMatchObject({ input: { account: 'North wind   ' } });
  });

  test('of a button are checked alike', async () => {
    expect(await runTool(catalog, 'count_tickets', { account: 'Northwind', $or: [] }, context())).toMatchObject({
      ok: false,
      code: 'bad_arguments',
    });
    expect(await runTool(catalog, 'count_tickets', { account: 'Northwind' }, context())).toMatchObject({ ok: true, output: { count: 2 } });
  });
});

test('another tenant sees nothing', async () => {
  expect(await runTool(catalog, 'count_tickets', { account: 'Northwind' }, context({ tenant: 'strangers' }))).toMatchObject({
    ok: false,
    code: 'unknown_account',
  });
});

test("only the account's people, managers, executives and admins may act on it", () => {
  const account = { name: 'A', ownerId: 'owner', accountExecutiveId: 'seller' };
  const may = ROLES.filter((role) => mayActOn(person('somebody', role), account));
  expect(may).toEqual(['manager', 'executive', 'admin']);
  expect(mayActOn(person('owner', 'csm'), account)).toBe(true);
  expect(mayActOn(person('seller', 'ae'), account)).toBe(true);
  expect(mayActOn(person('x', 'csm'), { ownerId: undefined, accountExecutiveId: undefined })).toBe(false);
});

test('errors and logs keep what a tool let slip', async () => {
  lines.length = 0;
  const outcome = await runTool(catalog, 'break_down', { how: 'error' }, context());
  expect(outcome).toMatchObject({ ok: false, code: 'failed' });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('toy-agent.ts');
  expect(JSON.stringify([outcome, lines])).not.toMatch(/canary|hunter2/);
});

test('a tool that hangs is left behind; one whose caller left is not an outcome', async () => {
  expect(await runTool(catalog, 'break_down', { how: 'hang' }, context(), { timeLimit: 50 })).toMatchObject({ ok: false, code: 'timeout' });
  const abort = new AbortController();
  const running = runTool(catalog, 'break_down', { how: 'hang' }, context({ signal: abort.signal }));
  abort.abort(new Error('left'));
  await expect(running).rejects.toThrow('left');
});

test('what cannot be audited is neither done nor shown', async () => {
  const broken = new Proxy(database.models, {
    get: (models, name) => {
      if (name === 'auditEntries') throw new Error('disk full');
      return Reflect.get(models, name);
    },
  });
  expect(await runTool(catalog, 'count_tickets', { account: 'Northwind' }, context({ models: broken }))).toMatchObject({
    ok: false,
    code: 'failed',
  });
  const outcome = await runTool(catalog, 'set_stage', { account: 'Northwind', stage: 'churned' }, context({ models: broken }), {
    pressed: true,
  });
  expect(outcome).toMatchObject({ ok: false, code: 'failed' });
  expect(await database.models.accounts.findOne({ tenant: TENANT, _id: 'toy-0' }).lean()).toMatchObject({ lifecycleStage: 'adopting' });
});
