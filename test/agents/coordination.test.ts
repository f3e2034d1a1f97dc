import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signals } from '../../agents/coordination.ts';
import { signalScorer } from '../../agents/daily-desk/signals.ts';
import type { Opinions } from '../../agents/facts/index.ts';
import { agents } from '../../agents/index.ts';
import type { Card } from '../../agents/kit/card.ts';
import { rescore } from '../../agents/kit/rescore.ts';
import { defineScorer, type Scorer } from '../../agents/kit/scorer.ts';
import { plain } from '../../agents/kit/text.ts';
import { metricOf } from '../../agents/metrics/index.ts';
import { contextFor } from '../../bot/assistant.ts';
import type { Database } from '../../models/connection.ts';
import { SIGNALS } from '../../models/signal-firing.ts';
import { runTool } from '../../tools/run-tool.ts';
import { testDatabase } from '../support/database.ts';
import { catalog } from '../support/every-tool.ts';
import { NOW, person, seedToys, TENANT } from '../support/toy-world.ts';

/** Which signals are noticed when accounts are scored, each once for its cause, and what a person is shown of them. */

const DAY = 86_400_000;
const tenant = TENANT;
const day = (days: number) => new Date(NOW.getTime() + days * DAY);
let database: Database;
let rows = 0;
beforeAll(async () => {
  database = await testDatabase();
  await seedToys(database.models);
});
afterAll(() => database.close());

/** A row of the one account. */
async function add(name: keyof Database['models'], row: Record<string, unknown> & { at: Date }, accountId = 'toy-0') {
  const _id = `row-${rows++}`;
  const { models } = database;
  await (models[name] as unknown as { create(row: object): Promise<unknown> }).create({
    _id,
    tenant,
    accountId,
    ingestedAt: row.at,
    ...row,
  });
  return _id;
}

/** Scores as of a day, with what other agents have just said of every account. */
async function scored(asOf: Date, said: Opinions = {}, now = asOf) {
  const others: Scorer = async () =>
    defineScorer<never>({ agent: 'others', fields: [], assess: () => ({ opinions: said }), record: async () => {} });
  const { failed } = await rescore({ tenant, models: database.models, asOf, now }, [others, signalScorer]);
  expect(failed).toEqual([]);
}
const fired = async (accountId = 'toy-0') =>
  (await database.models.signalFirings.find({ tenant, accountId }).sort({ ingestedAt: 1, signal: 1 }).lean()).map(({ signal }) => signal);
const forget = () => database.models.signalFirings.deleteMany({ tenant });

test('the table has every signal once; agents and metrics it names are there', () => {
  expect(signals.map(({ key }) => key)).toEqual([...SIGNALS]);
  const names = new Set(agents.map(({ name }) => name));
  for (const { agent, says } of signals.flatMap(({ wakes }) => wakes)) {
    expect(names).toContain(agent);
    if (says) expect(metricOf(says)).toBeDefined();
  }
});

test('a deal that was won calls for a plan, once, and not where there is one or it is old', async () => {
  const won = { name: 'Suite', kind: 'new', stage: 'closed_won', currency: 'USD' };
  await add('opportunities', { ...won, closeDate: day(-2), at: day(-2) });
  await add('opportunities', { ...won, closeDate: day(-30), at: day(-30) }, 'toy-1');
  await add('opportunities', { ...won, closeDate: day(-2), at: day(-2) }, 'toy-2');
  await add('customerSuccessPlans', { planName: 'Onboarding', planType: 'onboarding', at: day(-1) }, 'toy-2');
  await scored(NOW);
  await scored(day(1));
  expect(await fired()).toEqual(['deal_won']);
  expect(await fired('toy-1')).toEqual([]);
  expect(await fired('toy-2')).toEqual([]);
});

test('a renewal is told at 90, at 60 and at 30 days, each once', async () => {
  await forget();
  await add(
    'contracts',
    { name: 'Suite', startDate: day(-300), endDate: day(61), annualValue: 80_000, currency: 'USD', at: day(-300) },
    'toy-1',
  );
  for (const days of [0, 1, 2, 5, 20, 31, 33]) await scored(day(days));
  expect(await fired('toy-1')).toEqual(['renewal_near', 'renewal_near']);
  const causes = await database.models.signalFirings.distinct('cause', { tenant, signal: 'renewal_near' });
  expect(causes.map((cause) => cause.split(' in ')[1]).sort()).toEqual(['30', '60']);
});

test('a drop of health is told when it begins, and again only after it was over', async () => {
  await forget();
  const fallen = { health: 48, health_change_30: -22, churn_risk: 71 };
  await scored(day(40), { health: 66, health_change_30: -4 });
  expect(await fired()).toEqual([]);
  for (const days of [41, 42, 50, 60]) await scored(day(days), fallen);
  expect(await fired()).toEqual(['health_drop']);
  await scored(day(70), { health: 60, health_change_30: 5 });
  await scored(day(80), fallen);
  expect(await fired()).toEqual(['health_drop', 'health_drop']);
  const [first] = await database.models.signalFirings.find({ tenant, accountId: 'toy-0' }).lean();
  expect(plain(first?.says as string)).toBe('70 → 48 (−22) in 30 days; churn risk 71');
});

test('satisfied, onboarded, grown, behaving otherwise and talked about: each from its rows', async () => {
  await forget();
  const at = day(99);
  await add('surveys', { kind: 'nps', score: 9, contactId: 'ada', at });
  await add('surveys', { kind: 'nps', score: 5, contactId: 'ada', at });
  await add('customerSuccessPlans', {
    planName: 'Rollout',
    planType: 'onboarding',
    planStatus: 'completed',
    actualCompletionDate: at,
    at: day(20),
  });
  const growth = {
    source: 'greendoor',
    externalId: 'toy-0/seats',
    cause: 'seats',
    expansionType: 'upsell',
    opportunitySource: 'usage_growth',
  };
  await add('expansionOpportunities', { ...growth, opportunityDescription: '40 more seats', salesStage: 'identified', at });
  const trigger = { kind: 'session_decline', measure: 'minutes', before: 20, now: 9, count: 30, people: 6, worth: 0.5, since: at };
  await add('behaviorTriggers', { asOf: at, open: 1, triggers: [trigger], at });
  for (const back of [0, 1, 2, 3, 4, 5]) {
    const mention = { platformType: 'linkedin', contentType: 'mention', brandMentionType: 'positive', platformUsername: `user${back}` };
    await add('communityIntelligenceMonitoring', { ...mention, at: new Date(at.getTime() - back * DAY) });
  }
  await scored(day(100), { health_value: 80 });
  expect((await fired()).sort()).toEqual(['behavior', 'growth', 'mention_spike', 'onboarded', 'satisfied']);
  await scored(day(101), { health_value: 80 });
  expect(await fired()).toHaveLength(5);
  await forget();
  await scored(day(100), { health_value: 40 });
  expect(await fired()).not.toContain('satisfied');
});

test('an account that has left, and a past day, call for nobody', async () => {
  await forget();
  await scored(day(100), { health_value: 80 }, day(130));
  await database.models.accounts.updateOne({ tenant, _id: 'toy-0' }, { $set: { churnedAt: day(99) } });
  await scored(day(100), { health_value: 80 });
  expect(await fired()).toEqual([]);
  await database.models.accounts.updateOne({ tenant, _id: 'toy-0' }, { $unset: { churnedAt: 1 } });
});

test('a person sees those of their accounts, each with what may follow', async () => {
  await forget();
  await scored(day(100), { health: 48, health_change_30: -22, health_value: 80 });
  const shown = async (id: string, args: object) => {
    const clock = { now: () => day(100) };
    const context = contextFor({ models: database.models, clock, log: undefined as never }, tenant, person(id, 'csm'));
    const outcome = await runTool(catalog, 'list_happenings', args, context);
    if (!outcome.ok) throw new Error(outcome.message);
    return outcome.card;
  };
  const labels = ({ parts }: Card) => parts.flatMap((part) => (part.type === 'buttons' ? part.buttons.map(({ label }) => label) : []));
  const carla = await shown('carla', { owner: 'mine' });
  expect(plain(carla.point)).toMatch(/^6 signals at your accounts since /);
  expect(labels(carla)[0]).toBe('Playbook for Northwind Trading');
  const otto = await shown('otto', { owner: 'mine' });
  expect(plain(otto.point)).toMatch(/^2 signals at your accounts since [^,]*\.$/);
  const one = await shown('carla', { account: 'Contoso Health' });
  expect(plain(one.point)).toMatch(/^1 signal at Contoso Health since /);
  const none = await shown('carla', { account: 'Contoso Health', since: day(100).toISOString() });
  expect(plain(none.point)).toMatch(/^Nothing happened at Contoso Health since /);
});
