import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sealDigest } from '../../../agents/health-score/digest.ts';
import { healthScore } from '../../../agents/health-score/face.ts';
import { healthScorer } from '../../../agents/health-score/scorer.ts';
import type { Context } from '../../../agents/kit/context.ts';
import { onDayAsked } from '../../../agents/kit/inputs.ts';
import { rescore, rescoreHistory } from '../../../agents/kit/rescore.ts';
import { figuresIn } from '../../../agents/kit/worded.ts';
import type { Database } from '../../../models/connection.ts';
import { type Book, type Listed, NOW, openBook, pressed, TENANT } from './book.ts';

/** One account's health: how it is scored, told and explained. */

let database: Database;
let context: Context;
let scope: Book['scope'];
let use: Book['use'];
beforeAll(async () => {
  ({ database, context, scope, use } = await openBook());
});
afterAll(() => database.close());

describe('rescoring', () => {
  test('again for the same instant issues nothing new, for an earlier one adds history and leaves standings', async () => {
    const { accountHealthScores, accountStandings } = database.models;
    const issued = await accountHealthScores.countDocuments({ tenant: TENANT });
    const standing = await accountStandings.findOne({ tenant: TENANT, accountId: 'account-dataflow' }).lean();
    await rescore(scope(), [healthScorer]);
    expect(await accountHealthScores.countDocuments({ tenant: TENANT })).toBe(issued);
    await rescore(scope(new Date('2026-11-20T09:00:00Z')), [healthScorer], ['account-dataflow']);
    expect(await accountHealthScores.countDocuments({ tenant: TENANT })).toBe(issued + 1);
    expect(await accountStandings.findOne({ tenant: TENANT, accountId: 'account-dataflow' }).lean()).toEqual(standing);
  });

  test('history by weeks is what a rescore of that week would have issued', async () => {
    const { accountHealthScores } = database.models;
    await rescoreHistory(scope(), [healthScorer], { weeks: 8, accountIds: ['account-dataflow'] });
    const asOf = new Date(NOW.getTime() - 7 * 7 * 86_400_000);
    const of = { tenant: TENANT, accountId: 'account-dataflow', asOf };
    const first = await accountHealthScores.findOne(of).lean();
    await accountHealthScores.deleteOne(of);
    await rescore(scope(asOf), [healthScorer], ['account-dataflow']);
    const second = await accountHealthScores.findOne(of).lean();
    expect(second?.overallHealthScore).toBe(first?.overallHealthScore);
    expect(second?.dimensions).toEqual(first?.dimensions);
  });

  test('stored rows fit the schema', async () => {
    const { accountHealthScores, accountStandings } = database.models;
    for (const row of await accountHealthScores.find({ tenant: TENANT }).limit(20)) await row.validate();
    for (const row of await accountStandings.find({ tenant: TENANT })) await row.validate();
  });
});

test('an account’s health says the point first and offers next steps', async () => {
  const { summary, card, output } = await use('get_account_health', { account: 'dataflow' });
  expect(summary.point).toMatch(/^DataFlow Analytics: \d+, orange, down \d+ /);
  expect(summary.why.length).toBeGreaterThan(0);
  expect(summary.why.length).toBeLessThanOrEqual(5);
  expect(card.sections.map(({ label }) => label)).toEqual(['Why', 'Every metric', 'History']);
  const tools = pressed(card).flatMap(({ effect }) => (effect.type === 'call' ? [effect.tool] : []));
  expect(tools).toEqual(['draft_outreach', 'assess_churn_risk', 'simulate_health']);
  expect((output.history as unknown[]).length).toBeGreaterThanOrEqual(9);
  for (const line of summary.why) expect(summary.point).not.toContain(line.replace(/^.*? points: /, ''));
});

test('the score, its dimensions and every metric are figures, as lists show them', async () => {
  const { card, output } = await use('get_account_health', { account: 'dataflow' });
  const figures = new Map(figuresIn(card).map((each) => [each.metric, each]));
  const { dimensions } = output.assessment as { dimensions: { key: string; metrics: { key: string }[] }[] };
  const keys = ['health', ...dimensions.flatMap(({ key, metrics }) => [`health_${key}`, ...metrics.map((each) => each.key)])];
  expect(keys.length).toBeGreaterThan(20);
  for (const key of keys) expect(figures.get(key)?.value).not.toBeUndefined();
  const listed = await use('list_accounts', {
    conditions: [{ metric: 'health', comparator: 'at least', value: 0 }],
    sort: 'health',
    show: ['health_usage', 'health_relationship', 'meeting_attendance', 'active_share'],
  });
  const row = (listed.output.accounts as Listed[]).find(({ id }) => id === 'account-dataflow');
  for (const { metric, value } of row?.figures ?? []) expect(figures.get(metric)?.value).toBeCloseTo(value as number, 8);
  expect(row?.figures).toHaveLength(5);
});

interface Told {
  key: string;
  kind: 'moved' | 'new' | 'gone';
  points: { value: number };
  level: { value: number; from: number | null };
}

test('the reasons of a fall fell, from one value to another; what is known at one date only is told apart', async () => {
  const { accountStandings } = database.models;
  const accounts = await accountStandings.find({ tenant: TENANT, change30: { $ne: null } }).lean();
  let falls = 0;
  let apart = 0;
  let leading = 0;
  for (const { accountId, change30 } of accounts) {
    const { output, summary } = await use('explain_health_change', { account: accountId });
    const [moved, drivers] = [output.moved as Told[], output.drivers as Told[]];
    expect(moved.reduce((sum, { points }) => sum + points.value, 0)).toBeCloseTo(output.change as number, 6);
    if ((change30 ?? 0) < -1) falls += 1;
    for (const { kind, points, level } of drivers) {
      expect(kind).toBe('moved');
      expect(level.from).not.toBe(level.value);
      if (Math.abs(change30 ?? 0) > 1) expect(Math.sign(points.value)).toBe(Math.sign(change30 ?? 0));
    }
    for (const line of summary.why.filter((each) => !each.startsWith('Not a move'))) expect(line).toMatch(/^[+−][\d.]+ points: .+ → /);
    const once = moved.filter(({ kind, points }) => kind !== 'moved' && Math.abs(points.value) >= 0.5);
    apart += once.length;
    const theirs = moved.reduce((sum, { kind, points }) => sum + (kind === 'moved' ? 0 : points.value), 0);
    const mostly = once.length > 0 && theirs * Math.sign(output.change as number) > Math.abs(output.change as number) / 2;
    expect(summary.why.some((each) => each.startsWith('Not a move'))).toBe(once.length > 0 && !mostly);
    expect(/\. Mostly (?:newly measured|no longer known): /.test(summary.point)).toBe(mostly);
    if (mostly) leading += 1;
  }
  expect(falls).toBeGreaterThan(2);
  expect(apart).toBeGreaterThan(0);
  expect(leading).toBeGreaterThan(0);
});

test('a day is known by its end, in whichever tool it is named', async () => {
  const accounts = await database.models.accountStandings
    .find({ tenant: TENANT, change30: { $ne: null } })
    .limit(20)
    .lean();
  for (const { accountId } of accounts)
    for (const days of [20, 45]) {
      const day = new Date(NOW.getTime() - days * 86_400_000).toISOString().slice(0, 10);
      const { output: then } = await use('get_account_health', { account: accountId }, onDayAsked(context, { asOf: day }));
      const { output: since } = await use('explain_health_change', { account: accountId, since: day });
      expect((since.before as { score: number }).score).toBe((then.assessment as { score: number }).score);
    }
});

test('a change between two dates is explained by parts that add up to it', async () => {
  const { output, summary } = await use('explain_health_change', { account: 'DataFlow', since: 'July' });
  const moved = output.moved as Told[];
  const total = moved.reduce((sum, { points }) => sum + points.value, 0);
  expect(total).toBeCloseTo(output.change as number, 1);
  expect(output.change).toBeLessThan(-30);
  expect(summary.point).toContain('since 1 Jul');
  await expect(use('explain_health_change', { account: 'DataFlow', since: 'the other day' })).rejects.toThrow('I cannot read');
  await expect(use('explain_health_change', { account: 'DataFlow', since: '2015-01-01' })).rejects.toThrow(
    'was not known yet on 1 January 2015',
  );
});

test('the way back to a target is named, and reaches it', async () => {
  const { output } = await use('simulate_health', { account: 'DataFlow', target: 75 });
  expect(output).toMatchObject({ reachable: true, target: 75 });
  expect(Math.round(output.simulated as number)).toBeGreaterThanOrEqual(75);
  const changes = output.changes as { key: string; to: number }[];
  const again = await use('simulate_health', { account: 'DataFlow', changes: changes.map(({ key, to }) => ({ metric: key, value: to })) });
  expect(again.output.simulated).toBeCloseTo(output.simulated as number, 6);
});

test('the digest names each account once, every line opens one, and after sealing nothing has changed', async () => {
  const { output, card } = await use('get_health_digest', { owner: null });
  const shown = ['needsYou', 'changed', 'comingUp', 'goodNews'].flatMap((part) => output[part] as { id: string }[]).map(({ id }) => id);
  expect(new Set(shown).size).toBe(shown.length);
  expect(shown).toContain('account-dataflow');
  const opened = pressed(card).flatMap(({ effect }) => (effect.type === 'call' ? [effect.arguments.account] : []));
  expect(opened).toEqual(shown);
  await sealDigest(context, NOW);
  const after = await use('get_health_digest', { owner: null });
  expect(after.output.changed).toEqual([]);
  expect(after.output.lastAt).toBe(NOW.toISOString());
});

test('an account with too little data gets no score, and says what is missing', async () => {
  await database.models.accounts.create({
    _id: 'account-bare',
    tenant: TENANT,
    name: 'Bare Rock',
    at: new Date('2026-10-01'),
    ingestedAt: new Date('2026-10-01'),
    nameTokens: ['bare', 'rock'],
  });
  const { summary, card } = await use('get_account_health', { account: 'account-bare' });
  expect(summary.point).toContain('too little data');
  expect(summary.why).toContain('Missing: everything on usage');
  expect(card.sections).toEqual([]);

  await rescore(scope(), [healthScorer], ['account-bare']);
  const first = await use('list_accounts', {});
  const last = await use('list_accounts', { page: first.output.pages as number });
  expect((last.output.accounts as { id: string }[]).map(({ id }) => id)).toContain('account-bare');
  expect(JSON.stringify(last.card)).toContain('too little data for health, listed last');
});

test('every tool has five examples or more and a description', () => {
  for (const { examples, description } of healthScore.tools) {
    expect(new Set(examples).size).toBeGreaterThanOrEqual(5);
    expect(description.length).toBeGreaterThan(80);
  }
});
