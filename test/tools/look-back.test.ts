import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSample } from '../../adapters/sample/load.ts';
import type { Figure } from '../../agents/facts/index.ts';
import { agents } from '../../agents/index.ts';
import { rescore } from '../../agents/kit/rescore.ts';
import type { Database } from '../../models/connection.ts';
import { runTool } from '../../tools/run-tool.ts';
import { testDatabase } from '../support/database.ts';
import { argumentsFor, catalog, contextOf } from '../support/every-tool.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const THEN = new Date('2026-10-01T23:59:59.999Z');
const tenant = 'demo';
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant, now: NOW, accounts: 6 });
  await rescore(
    { tenant, models: database.models, asOf: NOW, now: NOW },
    agents.flatMap(({ scorer }) => scorer ?? []),
  );
});
afterAll(() => database.close());

const figuresIn = (value: unknown): Figure[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('metric' in value && 'subject' in value) return [value as Figure];
  return Object.values(value).flatMap(figuresIn);
};

test('a brief of a day nothing was kept of has the health and the churn risk that their own cards have', async () => {
  const context = { ...contextOf(database.models, tenant, THEN), clock: { now: () => NOW } };
  expect(await database.models.accountHealthScores.countDocuments({ tenant, asOf: { $lte: THEN } })).toBe(0);
  const told = async (tool: string, metric: string) => {
    const outcome = await runTool(catalog, tool, argumentsFor(tool, 'account-techcorp'), context);
    const found = outcome.ok ? figuresIn(outcome.card).find((each) => each.metric === metric) : undefined;
    return typeof found?.value === 'number' ? Math.round(found.value) : null;
  };
  for (const [metric, tool] of [
    ['health', 'get_account_health'],
    ['churn_risk', 'assess_churn_risk'],
  ] as const) {
    const value = await told(tool, metric);
    expect(value).not.toBeNull();
    expect(await told('brief_account', metric)).toBe(value);
  }
});

test('of an earlier day a tool tells nothing that stands now: it looks back, or says that it does not and what does', async () => {
  const context = { ...contextOf(database.models, tenant, THEN), clock: { now: () => NOW } };
  const refused: string[] = [];
  const untrue: string[] = [];
  for (const { name, access, todayOnly } of catalog.all) {
    if (access !== 'read') continue;
    const outcome = await runTool(catalog, name, argumentsFor(name, 'account-techcorp'), context);
    if (!outcome.ok && outcome.code === 'look_back') {
      expect(outcome.message).toContain('1 October 2026');
      refused.push(name);
    } else expect([name, todayOnly ?? false]).toEqual([name, false]);
    if (!outcome.ok) continue;
    const later = figuresIn([outcome.output, outcome.card, outcome.summary]).filter(({ asOf }) => new Date(asOf) > THEN);
    untrue.push(...later.map(({ metric, asOf }) => `${name}: ${metric} of ${asOf}`));
  }
  expect(untrue).toEqual([]);
  expect(refused).toEqual(expect.arrayContaining(['list_accounts', 'summarize_accounts', 'get_portfolio_health', 'get_health_digest']));
});
