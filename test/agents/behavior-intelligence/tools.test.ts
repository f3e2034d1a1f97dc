import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { DATAFLOW_HEALTHY_DAYS_AGO } from '../../../adapters/sample/dataflow.ts';
import { loadSample } from '../../../adapters/sample/load.ts';
import { sessionsOf } from '../../../adapters/segment/sessions.ts';
import { behaviorIntelligence } from '../../../agents/behavior-intelligence/face.ts';
import { average } from '../../../agents/behavior-intelligence/peers.ts';
import type { TriggersOutput } from '../../../agents/behavior-intelligence/portfolio.ts';
import { behaviorScorer } from '../../../agents/behavior-intelligence/scorer.ts';
import type { BehaviorOutput } from '../../../agents/behavior-intelligence/tools/analyze-behavior.ts';
import type { Button, Card } from '../../../agents/kit/card.ts';
import type { Context } from '../../../agents/kit/context.ts';
import { rescore, rescoreHistory } from '../../../agents/kit/rescore.ts';
import { worded, wordedSummary } from '../../../agents/kit/worded.ts';
import type { Database } from '../../../models/connection.ts';
import type { CustomerUsageAnalytics } from '../../../models/customer-usage-analytics.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const DAY = 86_400_000;
const TENANT = 'demo';
const ago = (days: number) => new Date(NOW.getTime() - days * DAY);
const HEALTHY = ago(DATAFLOW_HEALTHY_DAYS_AGO);
const catalog = createCatalog([behaviorIntelligence]);
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant: TENANT, now: NOW, accounts: 80 });
  await rescore(scope(), [behaviorScorer]);
});
afterAll(() => database.close());

const scope = (asOf = NOW, now = NOW) => ({ tenant: TENANT, models: database.models, asOf, now });
const context = (asOf = NOW): Context => ({
  tenant: TENANT,
  actor: { id: 'user-sarah-williams', name: 'Sarah Williams', email: 's@greendoor.example', title: 'CSM', roles: ['csm'], timezone: 'UTC' },
  clock: { now: () => NOW },
  asOf,
  models: database.models,
  log: pino({ level: 'silent' }),
  signal: new AbortController().signal,
});

async function run<Output>(name: string, args: object, as = context()) {
  const outcome = await runTool(catalog, name, args, as);
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  const { summary, card } = outcome;
  return { summary: wordedSummary(summary), card: worded(card), output: outcome.tool.output.parse(outcome.output) as Output };
}
const buttons = ({ parts }: Card<string>): Button[] => parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : []));
const labels = (card: Card<string>) => buttons(card).map(({ label }) => label);

describe('analyze_behavior', () => {
  test('says the point first, then at most five lines, and keeps the rest behind buttons', async () => {
    const { summary, card, output } = await run<BehaviorOutput>('analyze_behavior', { account: 'DataFlow' }, context(HEALTHY));
    expect(summary.point).toBe('DataFlow Analytics: behaviour 81 of 100, green, steady. 12 of 13 users active, 28 minutes a session.');
    expect(summary.why.length).toBeLessThanOrEqual(5);
    expect(summary.why[0]).toBe('Workflow builder: 34 % of 50 runs abandoned, mostly at condition rules (12 people)');
    expect(summary.why).toContainEqual('Adoption by weeks since first use: basic 96 %, intermediate 79 %, advanced 67 %, power 44 %');
    expect(labels(card)).toEqual([
      'Draft an offer of help with workflow builder',
      'Why',
      'Adoption',
      'Barriers',
      'People and teams',
      'Outlook',
    ]);
    for (const [index, { effect }] of buttons(card).slice(1).entries()) expect(effect).toEqual({ type: 'show', section: index });
    const adoption = card.sections.find(({ label }) => label === 'Adoption');
    expect(adoption?.parts.find(({ type }) => type === 'chart')).toMatchObject({
      title: 'Basic features reach 96 %, power features 44 %',
      series: [{ points: [{ y: 96 }, { y: 79 }, { y: 67 }, { y: 44 }] }],
    });
    const people = JSON.stringify(card.sections.find(({ label }) => label === 'People and teams'));
    expect(people).toContain('Jennifer Walsh**, Data Director: 20 sessions, 45 minutes each, 100 % of the advanced features');
    expect(people).toContain('mentoring the new Finance team');
    expect(output.segment.accounts).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify(card.parts)).toMatch(/28 min, 31 before \(segment \d+\)/);
  });

  test('in decline the churn risk is the next step, and power users are not asked for anything', async () => {
    const { summary, card } = await run('analyze_behavior', { account: 'DataFlow' });
    expect(summary.point).toMatch(/^DataFlow Analytics: behaviour \d+ of 100, (orange|red), falling\. 2 of 8 users active/);
    expect(summary.why[0]).toMatch(/^Session time −\d+ %/);
    expect(labels(card)[0]).toBe('Churn risk');
    expect(JSON.stringify(card.sections)).not.toContain('Offer ');
  });

  test('the segment’s average is withheld under five accounts', () => {
    const peer = { averageSessionDuration: 20, totalLogins: 40, activeUsersCount: 10, workflowCompletionRate: 0.8 };
    const peers = (count: number) => Array.from({ length: count }, () => [peer as CustomerUsageAnalytics]);
    expect(average('smb', null, peers(4))).toMatchObject({ accounts: 4, minutes: null, perWeek: null, completionRate: null });
    expect(average('smb', null, peers(5))).toMatchObject({ accounts: 5, minutes: 20, perWeek: 4, completionRate: 0.8 });
  });

  test('another window is looked at when asked for', async () => {
    const { output } = await run<BehaviorOutput>('analyze_behavior', { account: 'DataFlow', days: 60 }, context(HEALTHY));
    expect(output.behavior.days).toBe(60);
    expect(output.behavior.engagement.sessions).toBeGreaterThan(380);
  });
});

describe('accounts of which little is known', () => {
  const insert = async (id: string, rows: object[], collection = 'behavior_intelligence_tracking') => {
    const { connection } = database;
    const base = { tenant: TENANT, source: 'test', at: ago(200), ingestedAt: ago(200) };
    const names = { nameTokens: [id], nameGrams: [], aliases: [], tags: [] };
    await connection
      .collection<{ _id: string; [field: string]: unknown }>('accounts')
      .insertOne({ _id: id, ...base, name: id, currency: 'USD', lifecycleStage: 'adopting', ...names });
    if (rows.length > 0)
      await connection
        .collection<{ _id: string }>(collection)
        .insertMany(rows.map((row, index) => ({ _id: `${id}-${index}`, tenant: TENANT, source: 'test', accountId: id, ...row })));
  };

  test('without any session there is nothing to analyse, and it is said', async () => {
    await insert('quietco', []);
    const { summary, card, output } = await run<BehaviorOutput>('analyze_behavior', { account: 'quietco' });
    expect(summary.point).toBe('quietco: no session is on record, so there is no behaviour to analyse.');
    expect(output.behavior).toMatchObject({ score: null, band: null, confidence: 0, triggers: [], forecasts: [] });
    expect(card.sections).toEqual([]);
    const { summary: none } = await run('detect_behavior_triggers', { account: 'quietco' });
    expect(none.point).toBe('quietco: no session is on record, so no behaviour trigger can be seen.');
  });

  test('without any session what the product reports of its use is told', async () => {
    const week = { usagePeriodStart: ago(10), usagePeriodEnd: ago(3), measurementFrequency: 'weekly', at: ago(3), ingestedAt: ago(3) };
    await insert(
      'reportingco',
      [{ ...week, activeUsersCount: 40, provisionedUsersCount: 80, totalLogins: 120 }],
      'customer_usage_analytics',
    );
    const { summary } = await run<BehaviorOutput>('analyze_behavior', { account: 'reportingco' });
    expect(summary.point).toMatch(/^reportingco: 40 users active, .*\. No session is on record/);
  });

  test('sessions from the Segment door work: what they lack is named and lowers the confidence', async () => {
    const events = Array.from({ length: 30 }, (_, day) =>
      ['ann', 'bob', 'cleo', 'dan'].flatMap((userId, person) =>
        [0, 5, 11].map((minute) => ({
          _id: `${userId}-${day}-${minute}`,
          accountId: 'doorco',
          userId,
          at: new Date(ago(day).getTime() - minute * 60_000),
          kind: 'track' as const,
          name: minute === 0 ? 'export' : minute === 5 ? 'dashboard' : 'search',
          ...(minute === 0 && person === 0 ? { tier: 'advanced' as const } : {}),
          ...(minute === 5 ? { workflow: 'report', step: (day + person) % 5 === 0 ? ('started' as const) : ('completed' as const) } : {}),
        })),
      ),
    ).flat();
    const sorted = events.sort((a, b) => (a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : a.at.getTime() - b.at.getTime()));
    const rows: object[] = [];
    for await (const session of sessionsOf(sorted)) rows.push({ ...session, ingestedAt: session.at });
    await insert('doorco', rows);
    const { output, card } = await run<BehaviorOutput>('analyze_behavior', { account: 'doorco' });
    const { behavior } = output;
    expect(behavior.engagement).toMatchObject({ people: 4, sessions: rows.length, interactionRate: 1 });
    expect(behavior.engagement.completionRate).toBeCloseTo(0.8, 1);
    expect(behavior.score).not.toBeNull();
    expect(behavior.missing).toEqual(
      expect.arrayContaining(['help pages read', 'sharing between people', 'departments', 'integration calls', 'provisioned people']),
    );
    expect(behavior.confidence).toBeLessThan(0.6);
    expect(card.point).toContain('Low confidence');
    expect(JSON.stringify(card.parts)).toContain('Missing: ');
  });

  test('feature uses without sessions still give adoption and return use', async () => {
    const rows = Array.from({ length: 60 }, (_, day) =>
      ['u1', 'u2', 'u3', 'u4'].flatMap((userId) => [
        { userId, feature: 'search', uses: 2, at: ago(day), ingestedAt: ago(day) },
        ...(day < 40 ? [{ userId, feature: 'models', tier: 'advanced', uses: 1, at: ago(day), ingestedAt: ago(day) }] : []),
      ]),
    ).flat();
    await insert(
      'useco',
      rows.map((row, index) => ({ ...row, _id: `useco-use-${index}` })),
      'feature_usage',
    );
    const { output } = await run<BehaviorOutput>('analyze_behavior', { account: 'useco' });
    const { behavior } = output;
    expect(behavior.engagement).toMatchObject({ people: 4, sessions: 0, minutes: null });
    expect(behavior.stickiness).toMatchObject([
      { feature: 'models', share: 1 },
      { feature: 'search', share: 1 },
    ]);
    expect(behavior.journey.find(({ tier }) => tier === 'advanced')).toMatchObject({ people: 4, share: 1 });
    expect(behavior.missing).toEqual(expect.arrayContaining(['sessions', 'session lengths', 'workflow runs']));
    expect(behavior.confidence).toBeLessThan(0.5);
  });
});

describe('detect_behavior_triggers', () => {
  test('the portfolio: warnings first, with owner and worth, each account openable', async () => {
    const { summary, card, output } = await run<TriggersOutput>('detect_behavior_triggers', {});
    expect(summary.point).toMatch(/^\d+ accounts of \d+ with sessions show a behaviour trigger \(all accounts\): session decline \d+/);
    const kinds = output.accounts.map(({ triggers }) => triggers[0]?.kind);
    expect(kinds[0]).toBe('session_decline');
    expect(output.accounts.find(({ account }) => account.id === 'account-dataflow')?.triggers[0]).toMatchObject({
      kind: 'session_decline',
    });
    expect(buttons(card)[0]?.effect).toMatchObject({ type: 'call', tool: 'analyze_behavior' });
    expect(card.sections.map(({ label }) => label)).toEqual(['Show all', 'Why', 'Limits']);
    expect(output.checked + output.without).toBeGreaterThan(60);
  });

  test('mine are the asker’s own', async () => {
    const { output } = await run<TriggersOutput>('detect_behavior_triggers', { owner: 'mine' });
    const own = await database.models.accounts.find({ tenant: TENANT, ownerId: 'user-sarah-williams' }).lean();
    expect(output.accounts.length).toBeGreaterThan(0);
    for (const { account } of output.accounts) expect(own.map(({ _id }) => _id)).toContain(account.id);
    expect(output.accounts.map(({ owner }) => owner)).toEqual(output.accounts.map(() => 'Sarah Williams'));
  });

  test('the list and the single account agree', async () => {
    const { output: all } = await run<TriggersOutput>('detect_behavior_triggers', {});
    for (const { account, triggers } of all.accounts) {
      const { output: one } = await run<TriggersOutput>('detect_behavior_triggers', { account: account.id });
      expect(one.accounts[0]?.triggers.map(({ kind, subject, person }) => ({ kind, subject, person }))).toEqual(
        triggers.map(({ kind, subject, person }) => ({ kind, subject, person })),
      );
    }
  });

  test('one account at an earlier date: friction and power users, each with its next step', async () => {
    const { summary, card } = await run('detect_behavior_triggers', { account: 'DataFlow' }, context(HEALTHY));
    expect(summary.point).toBe(
      'DataFlow Analytics: 3 behaviour triggers. Workflow builder: 34 % of 50 runs abandoned, mostly at condition rules (12 people).',
    );
    expect(summary.why[0]).toContain('Jennifer Walsh works like a power user');
    expect(labels(card).slice(0, 3)).toEqual([
      'Draft an offer of help with workflow builder',
      'Draft a note to Jennifer Walsh',
      'Behaviour',
    ]);
  });

  test('the portfolio of another day is refused, and says what can be asked', async () => {
    const outcome = await runTool(catalog, 'detect_behavior_triggers', {}, context(HEALTHY));
    expect(outcome).toMatchObject({ ok: false, code: 'look_back' });
  });

  test('a trigger keeps the day it was first seen; going back over past weeks changes nothing', async () => {
    const stored = () => database.models.behaviorTriggers.findOne({ tenant: TENANT, accountId: 'account-dataflow' }).lean();
    const before = await stored();
    expect(before).toMatchObject({ asOf: NOW, triggers: [{ kind: 'session_decline', since: NOW }] });
    await rescoreHistory(scope(), [behaviorScorer], { weeks: 2, accountIds: ['account-dataflow'] });
    const hour = new Date(NOW.getTime() + 3_600_000);
    await rescore(scope(hour, hour), [behaviorScorer], ['account-dataflow']);
    expect(await stored()).toEqual(before);
    const later = new Date(NOW.getTime() + DAY);
    await rescore(scope(later, later), [behaviorScorer], ['account-dataflow']);
    expect(await stored()).toMatchObject({ _id: before?._id, asOf: later, triggers: [{ kind: 'session_decline', since: NOW }] });
  });
});
