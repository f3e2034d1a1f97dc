import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { agents } from '../../agents/index.ts';
import { rescore } from '../../agents/kit/rescore.ts';
import type { Database } from '../../models/connection.ts';
import { runTool } from '../../tools/run-tool.ts';
import { testDatabase } from '../support/database.ts';
import { argumentsFor, catalog, contextOf } from '../support/every-tool.ts';
import { fillWithSample } from '../support/sample.ts';
import { type Watch, watchReads } from '../support/watch-reads.ts';

const NOW = new Date();
const tenant = 'demo';
let database: Database;
let watch: Watch;
beforeAll(async () => {
  database = await testDatabase();
  watch = await watchReads(database);
  await fillWithSample(database, tenant, { accounts: 40 });
});
afterAll(async () => {
  await watch.close();
  await database.close();
});

/** What no person could answer by asking otherwise: these arguments or the tool are wrong. */
const OURS = new Set(['unknown_tool', 'bad_arguments', 'refused', 'timeout', 'upstream', 'operator', 'failed']);

/** The same question with what people narrow it by. */
const NARROWED: Record<string, object[]> = {
  list_accounts: [
    { owner: 'mine' },
    {
      conditions: [
        { metric: 'churn_risk', comparator: 'above', value: 70 },
        { metric: 'arr', comparator: 'above', value: 100_000 },
      ],
    },
    { conditions: [{ metric: 'days_since_contact', comparator: 'at least', value: 30 }], sort: 'open_tickets' },
    {
      segment: 'enterprise',
      vertical: 'fintech',
      conditions: [{ metric: 'days_to_renewal', comparator: 'between', value: 0, to: 90 }],
      sort: 'arr',
    },
    { band: 'red', sort: 'health_change_30', page: 2 },
    { conditions: [{ metric: 'health_change_30', comparator: 'at most', value: -3 }] },
  ],
  summarize_accounts: [
    { metric: 'arr', groupBy: 'owner' },
    { metric: 'nps', groupBy: 'renewal_month', owner: 'mine' },
  ],
  list_churn_risks: [{ owner: 'mine' }, { minRisk: 50, minArr: 1000, renewalWithinDays: 120 }],
  list_upcoming_renewals: [{ owner: 'mine' }, { healthBelow: 70, segment: 'enterprise', withinDays: 60, page: 2 }],
  forecast_renewals: [{ owner: 'mine' }, { segment: 'enterprise', withinDays: 180 }],
  get_portfolio_health: [{ owner: 'mine' }],
  list_data_gaps: [{ account: null }, { account: null, owner: 'mine' }],
  detect_behavior_triggers: [{ account: null }, { account: null, owner: 'mine' }],
  get_health_digest: [{ owner: 'mine' }],
};

test.each(catalog.all.map(({ name }) => name))('%s reads no collection as a whole', async (name) => {
  const wrong: object[] = [];
  for (const account of ['DataFlow Analytics', 'data flow'])
    for (const more of [{}, ...(NARROWED[name] ?? [])]) {
      const reads = await watch.reads(async (models) => {
        const input = { ...argumentsFor(name, account), ...more };
        const outcome = await runTool(catalog, name, input, contextOf(models, tenant, NOW), { approved: true });
        if (!outcome.ok && OURS.has(outcome.code)) throw new Error(`${name} ${JSON.stringify(more)}: ${outcome.code} ${outcome.message}`);
      });
      expect(reads.length).toBeGreaterThan(0);
      wrong.push(...reads.filter(({ stages }) => stages.includes('COLLSCAN')).map(({ collection, command }) => ({ collection, command })));
    }
  expect(wrong).toEqual([]);
});

test('rescoring reads no collection as a whole', async () => {
  const reads = await watch.reads(async (models) => {
    await rescore(
      { tenant, models, asOf: NOW, now: NOW },
      agents.flatMap(({ scorer }) => scorer ?? []),
      ['account-techcorp', 'account-dataflow'],
    );
  });
  expect(reads.length).toBeGreaterThan(10);
  expect(reads.filter(({ stages }) => stages.includes('COLLSCAN'))).toEqual([]);
});

test('a question without an index is noticed', async () => {
  const reads = await watch.reads(async (models) => {
    await models.supportTickets.find({ tenant, subject: 'Slow' }).hint({ $natural: 1 }).lean();
  });
  expect(reads.flatMap(({ stages }) => stages)).toContain('COLLSCAN');
});
