import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createImporter } from '../../adapters/import/importer.ts';
import { dataflow } from '../../adapters/sample/dataflow.ts';
import { people } from '../../adapters/sample/people.ts';
import { techcorp } from '../../adapters/sample/techcorp.ts';
import { agents } from '../../agents/index.ts';
import { rescore } from '../../agents/kit/rescore.ts';
import type { Database } from '../../models/connection.ts';
import { schemas } from '../../models/index.ts';
import { testDatabase } from '../support/database.ts';
import { catalog, contextOf, runEveryTool } from '../support/every-tool.ts';
import { rememberReads } from '../support/remember-reads.ts';

const NOW = new Date();
const TODAY = new Date(Math.floor(NOW.getTime() / 86_400_000) * 86_400_000);
/** Both have the same rows under the same external ids; every text of the second is marked. */
const TENANTS = ['left', 'right'] as const;
const MARK = { left: 'ZQLEFT', right: 'ZQRIGHT' } as const;
const SEEN = { left: MARK.right, right: MARK.left } as const;
const COLLECTIONS = [
  'users',
  'accounts',
  'contacts',
  'contracts',
  'opportunities',
  'invoices',
  'customerUsageAnalytics',
  'interactions',
  'supportTickets',
  'surveys',
  'accountEvents',
  'valueRecords',
  'customerSuccessPlans',
  'behaviorIntelligenceTracking',
  'expansionOpportunities',
] as const;

let database: Database;
let forget: () => void;

beforeAll(async () => {
  database = await testDatabase();
  forget = rememberReads(database);
  const { models } = database;
  for (const tenant of TENANTS) {
    for (const rows of [people(TODAY), techcorp(TODAY), dataflow(TODAY)])
      for (const name of COLLECTIONS) {
        if (name === 'users') {
          // People come by no door for data.
          await models.users.insertMany(
            ((rows as Record<string, object[]>).users ?? []).map((row) => ({ ...withMark(row, tenant, name), tenant })),
          );
          continue;
        }
        const importer = createImporter({ models, tenant, clock: { now: () => NOW }, collection: name });
        const marked = ((rows as Record<string, object[]>)[name] ?? []).map((row, index) => ({
          number: index + 1,
          row: withMark(row, tenant, name),
        }));
        const { rejected } = await importer.take(marked);
        expect(rejected).toEqual([]);
        await importer.finish();
      }
    await rescore(
      { tenant, models, asOf: later(), now: later() },
      agents.flatMap(({ scorer }) => scorer ?? []),
    );
  }
});
afterAll(async () => {
  forget?.();
  await database.close();
});

const takesAccount = (name: string) => 'account' in ((catalog.wire(name).parameters as { properties?: object }).properties ?? {});

const later = () => new Date(NOW.getTime() + 60_000);

/** Free texts and names say whose they are; what is compared with a list of values stays. */
function withMark(row: object, tenant: (typeof TENANTS)[number], name: (typeof COLLECTIONS)[number]): Record<string, unknown> {
  const texts = new Set(['name', 'title', 'subject', 'text', 'summary', 'detail', 'comment', 'description', 'planName', 'department']);
  const copy: Record<string, unknown> = { ...row };
  for (const [field, value] of Object.entries(copy))
    if (texts.has(field) && typeof value === 'string' && !schemas[name].path(field)?.options.enum) copy[field] = `${value} ${MARK[tenant]}`;
  const { _id, externalId, ...rest } = copy;
  return { ...rest, externalId: externalId ?? _id };
}

test('both tenants have the same external ids', async () => {
  const ids = async (tenant: string) => (await database.models.accounts.distinct('externalId', { tenant })).sort();
  expect(await ids('left')).toEqual(await ids('right'));
  expect((await ids('left')).length).toBe(2);
});

test.each(TENANTS)('no tool shows the tenant %s anything of the other', async (tenant) => {
  for (const account of ['DataFlow', 'TechCorp', 'account-dataflow']) {
    const outcomes = await runEveryTool(contextOf(database.models, tenant, later()), account);
    expect([...outcomes.keys()]).toEqual(catalog.all.map(({ name }) => name));
    const texts = [...outcomes].map(
      ([name, outcome]) => [name, JSON.stringify(outcome, (key, value) => (key === 'tool' ? undefined : value))] as const,
    );
    expect(texts.filter(([, text]) => text.includes(SEEN[tenant])).map(([name]) => name)).toEqual([]);
    // And they do show what is theirs: a tool that shows nothing would pass the line above.
    const named = texts.filter(([name]) => takesAccount(name) && outcomes.get(name)?.ok);
    if (account !== 'account-dataflow') expect(named.length).toBeGreaterThan(4);
    expect(named.filter(([, text]) => !text.includes(MARK[tenant])).map(([name]) => name)).toEqual([]);
  }
});

test('an id of the other tenant is an account nobody knows', async () => {
  const other = await database.models.accounts.findOne({ tenant: 'right' }).lean();
  const outcomes = await runEveryTool(contextOf(database.models, 'left', later()), other?._id ?? '');
  const asked = [...outcomes].filter(([name]) => takesAccount(name));
  expect(asked.length).toBeGreaterThan(4);
  expect(asked.filter(([, outcome]) => outcome.ok).map(([name]) => name)).toEqual([]);
});
