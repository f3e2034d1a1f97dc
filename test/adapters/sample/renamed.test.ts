import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dataflow } from '../../../adapters/sample/dataflow.ts';
import { people } from '../../../adapters/sample/people.ts';
import { priceList } from '../../../adapters/sample/price-list.ts';
import { techcorp } from '../../../adapters/sample/techcorp.ts';
import { agents } from '../../../agents/index.ts';
import { rescore } from '../../../agents/kit/rescore.ts';
import type { Database } from '../../../models/connection.ts';
import type { Models } from '../../../models/index.ts';
import { nameKeys } from '../../../models/kit/name-keys.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { catalog, contextOf } from '../../support/every-tool.ts';

/** The two accounts of the tour under other names and ids, with three times the money: the same behaviour must give the same scores. */

const NOW = new Date('2026-11-20T09:00:00Z');
const TODAY = new Date('2026-11-20T00:00:00Z');
const FACTOR = 3;
const MONEY = new Set([
  'amount',
  'targetAmount',
  'annualValue',
  'annualRevenue',
  'value',
  'estimatedValue',
  'annualPrice',
  'fromContractValue',
  'belowContractValue',
]);
const TENANTS = ['as-told', 'renamed'] as const;

const databases = new Map<string, Database>();
beforeAll(async () => {
  for (const tenant of TENANTS) {
    const database = await testDatabase();
    databases.set(tenant, database);
    for (const rows of [people(TODAY), priceList(TODAY), techcorp(TODAY), dataflow(TODAY)])
      for (const [name, list] of Object.entries(rows) as [keyof Models, { at: Date; name?: string }[]][]) {
        const told = tenant === 'renamed' && name !== 'users' ? (renamed(list) as typeof list) : list;
        const keyed = told.map((row) => ({
          ...row,
          ...((name === 'accounts' || name === 'contacts') && row.name ? nameKeys(row.name) : {}),
          tenant,
          source: 'sample',
          ingestedAt: row.at,
        }));
        await (database.models[name] as Models['accounts']).insertMany(keyed as never[]);
      }
    await rescore(
      { tenant, models: database.models, asOf: NOW, now: NOW },
      agents.flatMap(({ scorer }) => scorer ?? []),
    );
  }
});
afterAll(async () => {
  for (const database of databases.values()) await database.close();
});

function renamed(value: unknown, key = ''): unknown {
  if (value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((each) => renamed(each, key));
  if (typeof value === 'number') return MONEY.has(key) ? value * FACTOR : value;
  if (typeof value === 'string') return value.replace(/techcorp/gi, 'Zebulon').replace(/dataflow/gi, 'Quillon');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([each, inner]) => [each, renamed(inner, each)]));
}

async function ask<Output>(tenant: string, tool: string, account: string): Promise<Output> {
  const database = databases.get(tenant);
  if (!database) throw new Error('no database');
  const outcome = await runTool(catalog, tool, { account }, contextOf(database.models, tenant, NOW));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.output as Output;
}

test.each([
  ['TechCorp Financial Services', 'Zebulon Financial Services'],
  ['DataFlow Analytics', 'Quillon Analytics'],
])('%s scores the same as %s', async (told, other) => {
  for (const scoreOf of [
    async (tenant: string, name: string) => {
      const { accountStandings } = databases.get(tenant)?.models ?? {};
      const row = await accountStandings?.findOne({ tenant, name }).lean();
      return [row?.health, row?.churnRisk, row?.churnProbability90, row?.confidence];
    },
    async (tenant: string, name: string) => (await ask<{ behavior: { score: number } }>(tenant, 'analyze_behavior', name)).behavior.score,
    async (tenant: string, name: string) =>
      (await ask<{ assessment: { probability: number } }>(tenant, 'assess_renewal', name)).assessment.probability,
  ]) {
    const here = await scoreOf('as-told', told);
    expect(JSON.stringify(here)).toMatch(/\d/);
    // Ids decide in which order sums are taken, and with it their last digits.
    expect(alike(await scoreOf('renamed', other))).toEqual(alike(here));
  }
});

test('money scales with the money it comes from', async () => {
  const expected = async (tenant: string, account: string) =>
    (await ask<{ assessment: { totals: { proposed: number; expected: number }[] } }>(tenant, 'assess_renewal', account)).assessment
      .totals[0];
  const [here, there] = [await expected('as-told', 'TechCorp'), await expected('renamed', 'Zebulon Financial Services')];
  expect(there?.proposed).toBe(FACTOR * (here?.proposed ?? 0));
  expect(Math.abs((there?.expected ?? 0) / (here?.expected ?? 1) - FACTOR)).toBeLessThan(0.001);
});

const alike = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, each) => (typeof each === 'number' ? Number(each.toPrecision(7)) : each)));
