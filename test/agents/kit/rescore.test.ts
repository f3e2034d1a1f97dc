import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSample } from '../../../adapters/sample/load.ts';
import { agents } from '../../../agents/index.ts';
import { rescore } from '../../../agents/kit/rescore.ts';
import { defineScorer, type Scorer } from '../../../agents/kit/scorer.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const tenant = 'isolated';
const NOW = new Date('2026-11-22T09:00:00Z');
const LATER = new Date('2026-11-23T09:00:00Z');
const scorers = agents.flatMap(({ scorer }) => scorer ?? []);
const BROKEN = 'account-dataflow';
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant, now: NOW, accounts: 6 });
  await rescore(scopeAt(NOW), scorers);
});
afterAll(() => database.close());

function scopeAt(now: Date) {
  const said: { fields: object; message: string }[] = [];
  const log = { warn: (fields: object, message: string) => void said.push({ fields, message }) };
  return { tenant, models: database.models, asOf: now, now, log, said };
}

const standings = () => database.models.accountStandings.find({ tenant }).lean();

test('a row that cannot be read as a metric costs its own account the scoring and nobody else; it is said once', async () => {
  const { models } = database;
  const before = new Map((await standings()).map((each) => [each.accountId, each]));
  // As an old import may have left it: a plan whose milestones are no list.
  await models.customerSuccessPlans.collection.insertOne({
    _id: 'broken' as never,
    tenant,
    accountId: BROKEN,
    planStatus: 'active',
    planName: 'Broken',
    criticalMilestones: 5,
    targetMetrics: 5,
    at: NOW,
    ingestedAt: NOW,
  });
  const scope = scopeAt(LATER);
  const { accounts, failed } = await rescore(scope, scorers);
  expect(accounts).toBe(before.size);
  expect(new Set(failed.map(({ accountId }) => accountId))).toEqual(new Set([BROKEN]));
  expect(failed.map(({ agent }) => agent)).toContain('health-score');
  expect(scope.said).toHaveLength(1);
  expect(scope.said[0]?.fields).toMatchObject({ failed: failed.length, first: failed });
  expect(JSON.stringify(scope.said)).not.toContain('criticalMilestones');
  for (const { accountId, asOf, health } of await standings()) {
    expect(asOf).toEqual(accountId === BROKEN ? NOW : LATER);
    if (accountId === BROKEN) expect(health).toBe(before.get(BROKEN)?.health);
  }
  await models.customerSuccessPlans.deleteOne({ tenant, _id: 'broken' });
});

test('a row that spoils the reading of its batch costs its own account only', async () => {
  const { models } = database;
  const at = new Date('2026-11-24T09:00:00Z');
  const rows = { tenant, accountId: BROKEN, kind: 'hiring', at: NOW, ingestedAt: NOW };
  await models.accountEvents.collection.insertMany([{ ...rows, _id: 'spoilt' as never, at: [NOW, NOW] as never }]);
  const { failed } = await rescore(scopeAt(at), scorers);
  expect(failed.map(({ accountId }) => accountId).every((id) => id === BROKEN)).toBe(true);
  for (const { accountId, asOf } of await standings()) if (accountId !== BROKEN) expect(asOf).toEqual(at);
  await models.accountEvents.deleteOne({ tenant, _id: 'spoilt' });
});

test('scorers see what those before them have just issued, and what cannot be kept is tried one by one', async () => {
  const seen: unknown[] = [];
  const kept: string[] = [];
  const first: Scorer = async () =>
    defineScorer<never>({ agent: 'first', fields: [], assess: () => ({ opinions: { health: 42 } }), record: async () => {} });
  const second: Scorer = async () =>
    defineScorer<string>({
      agent: 'second',
      fields: [],
      assess(facts, _, opinions) {
        seen.push(opinions.health);
        return { issued: facts.account._id };
      },
      async record(ids) {
        if (ids.includes(BROKEN)) throw new TypeError('cannot be kept');
        kept.push(...ids);
      },
    });
  const { failed, accounts } = await rescore(scopeAt(new Date('2026-11-25T09:00:00Z')), [first, second]);
  expect(seen).toEqual(Array(accounts).fill(42));
  expect(failed).toEqual([{ agent: 'second', accountId: BROKEN, code: 'TypeError' }]);
  expect(kept).toHaveLength(accounts - 1);
});
