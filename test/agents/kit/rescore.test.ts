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
let days = 0;
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

test('an account that an agent cannot assess keeps its standing and holds up nobody else; it is said once', async () => {
  const before = new Map((await standings()).map((each) => [each.accountId, each]));
  const clumsy: Scorer = async () =>
    defineScorer<never>({
      agent: 'clumsy',
      fields: [],
      assess({ account }) {
        if (account._id === BROKEN) throw new TypeError('criticalMilestones is no list');
        return {};
      },
      record: async () => {},
    });
  const scope = scopeAt(LATER);
  const { accounts, failed } = await rescore(scope, [...scorers, clumsy]);
  expect(accounts).toBe(before.size);
  expect(failed).toEqual([{ agent: 'clumsy', accountId: BROKEN, code: 'TypeError' }]);
  expect(scope.said).toHaveLength(1);
  expect(scope.said[0]?.fields).toMatchObject({ failed: failed.length, first: failed });
  expect(JSON.stringify(scope.said)).not.toContain('criticalMilestones');
  for (const { accountId, asOf, health } of await standings()) {
    expect(asOf).toEqual(accountId === BROKEN ? NOW : LATER);
    if (accountId === BROKEN) expect(health).toBe(before.get(BROKEN)?.health);
  }
});

test.each([
  ['an event dated twice', 'accountEvents', { kind: 'hiring', at: [NOW, NOW] }],
  // As an old import may have left it.
  [
    'a plan whose milestones are no list',
    'customerSuccessPlans',
    { planStatus: 'active', planName: 'Spoilt', criticalMilestones: 5, targetMetrics: 5 },
  ],
] as const)('%s spoils the reading of its batch and costs its own account only', async (_, collection, row) => {
  const { models } = database;
  const at = new Date(LATER.getTime() + ++days * 86_400_000);
  const spoilt = { _id: 'spoilt', tenant, accountId: BROKEN, at: NOW, ingestedAt: NOW, ...row };
  await models[collection].collection.insertOne(spoilt as never);
  const { failed } = await rescore(scopeAt(at), scorers);
  expect(failed.map(({ accountId }) => accountId).every((id) => id === BROKEN)).toBe(true);
  for (const { accountId, asOf } of await standings()) if (accountId !== BROKEN) expect(asOf).toEqual(at);
  await models[collection].collection.deleteOne({ _id: 'spoilt' as never });
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
  const { failed, accounts } = await rescore(scopeAt(new Date('2026-11-28T09:00:00Z')), [first, second]);
  expect(seen).toEqual(Array(accounts).fill(42));
  expect(failed).toEqual([{ agent: 'second', accountId: BROKEN, code: 'TypeError' }]);
  expect(kept).toHaveLength(accounts - 1);
});
