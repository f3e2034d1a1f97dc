import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { DATAFLOW_HEALTHY_DAYS_AGO } from '../../../adapters/sample/dataflow.ts';
import { loadSample } from '../../../adapters/sample/load.ts';
import { customerSegmentation } from '../../../agents/customer-segmentation/face.ts';
import { segmentScorer } from '../../../agents/customer-segmentation/scorer.ts';
import type { SegmentOutput } from '../../../agents/customer-segmentation/tools/classify-account.ts';
import type { PeersOutput } from '../../../agents/customer-segmentation/tools/compare-to-segment.ts';
import type { SegmentListOutput } from '../../../agents/customer-segmentation/tools/list-segments.ts';
import { healthScorer } from '../../../agents/health-score/scorer.ts';
import type { Context } from '../../../agents/kit/context.ts';
import { rescore, rescoreHistory } from '../../../agents/kit/rescore.ts';
import { wordedSummary } from '../../../agents/kit/worded.ts';
import type { Database } from '../../../models/connection.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const DAY = 86_400_000;
const TENANT = 'demo';
const ago = (days: number) => new Date(NOW.getTime() - days * DAY);
const HEALTHY = ago(DATAFLOW_HEALTHY_DAYS_AGO);
const catalog = createCatalog([customerSegmentation]);
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant: TENANT, now: NOW, accounts: 80 });
  await rescore(scope(), [healthScorer, segmentScorer]);
  await rescore(scope(HEALTHY), [healthScorer]);
});
afterAll(() => database.close());

const scope = (asOf = NOW) => ({ tenant: TENANT, models: database.models, asOf, now: NOW });
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
  return { ...outcome, summary: wordedSummary(outcome.summary), output: outcome.tool.output.parse(outcome.output) as Output };
}
const labels = (outcome: { card: { parts: { type: string }[] } }) =>
  outcome.card.parts.flatMap((part) =>
    part.type === 'buttons' ? (part as unknown as { buttons: { label: string }[] }).buttons.map(({ label }) => label) : [],
  );

describe('classify_account', () => {
  test('says the point first, shows every dimension with its confidence, and why', async () => {
    const { summary, card, output } = await run<SegmentOutput>('classify_account', { account: 'DataFlow' }, context(HEALTHY));
    expect(summary.point).toMatch(
      /^DataFlow Analytics: mid-market fintech, data analytics, professional tier, fast adopter, guided, early adopter\. Confidence 9\d %/,
    );
    expect(summary.why.length).toBeGreaterThan(2);
    expect(summary.why.length).toBeLessThanOrEqual(5);
    expect(card.parts.find(({ type }) => type === 'table')).toMatchObject({ rows: { length: 12 } });
    expect(card.sections.map(({ label }) => label)).toEqual(['Why', 'What follows', 'History']);
    expect(labels({ card })).toEqual(['Compare with peers', 'Health', 'Why', 'What follows', 'History']);
    expect(output.follow).toMatchObject({ source: 'default', cadenceDays: 14 });
    expect(output.next).toMatchObject({ to: 'enterprise' });
  });

  test('shows how it came to be what it is', async () => {
    const { output } = await run<SegmentOutput>('classify_account', { account: 'DataFlow' });
    const adoption = output.history.find(({ dimension }) => dimension === 'adoptionPattern');
    expect(adoption).toMatchObject({ to: 'struggling', source: 'reconstructed' });
    const dates = output.history.map(({ at }) => at);
    expect(dates).toEqual([...dates].sort().reverse());
    for (const { at } of output.history) expect(at <= NOW.toISOString()).toBe(true);
  });

  test('follows the tenant’s own playbook for the segment, not one written later', async () => {
    const row = {
      tenant: TENANT,
      segmentType: 'vertical' as const,
      segmentIdentifier: 'fintech',
      playbookName: 'Fintech, accelerated',
      playbookType: 'onboarding' as const,
      communicationStyle: { tone: 'regulation first', cadenceDays: 10, channels: ['video'] },
      timelineOptimization: [{ week: 2, milestone: 'Regulator’s questions answered' }],
      escalationTriggers: [{ when: 'NPS falls below 7', metric: 'nps', below: 7, to: 'manager', withinHours: 24 }],
      ingestedAt: ago(200),
    };
    await database.models.segmentSuccessPlaybooks.create([
      { ...row, _id: 'own', at: ago(200) },
      {
        ...row,
        _id: 'later',
        at: NOW,
        ingestedAt: NOW,
        playbookName: 'Later',
        segmentIdentifier: 'data_analytics',
        segmentType: 'use_case' as const,
      },
    ]);
    const { output } = await run<SegmentOutput>('classify_account', { account: 'DataFlow' }, context(HEALTHY));
    expect(output.follow).toMatchObject({
      source: 'own',
      cadenceDays: 10,
      tone: 'regulation first',
      playbooks: [{ name: 'Fintech, accelerated', source: 'own' }],
      milestones: [{ week: 2 }],
      thresholds: [{ when: 'NPS falls below 7' }],
    });
    expect(output.follow.focus).toEqual(['time to insight and use of advanced analytics', 'regulation and competitive advantage']);
  });

  test('every account of the sample gets an answer, with little data too, and never a guess', async () => {
    const accounts = await database.models.accounts.find({ tenant: TENANT }, { _id: 1 }).lean<{ _id: string }[]>();
    let unsure = 0;
    for (const { _id } of accounts) {
      const { output, summary } = await run<SegmentOutput>('classify_account', { account: _id });
      if (output.confidence < 0.6 && output.dimensions.some(({ value }) => value)) {
        unsure++;
        expect(summary.point).toContain('Low confidence');
      }
      expect(JSON.stringify([summary, output])).not.toMatch(/NaN|undefined/);
    }
    expect(unsure).toBeGreaterThan(0);
    const tenant = 'bare';
    await database.models.accounts.create({ _id: 'name-only', tenant, name: 'Name Only', at: ago(30), ingestedAt: ago(30) });
    const { summary, output } = await run<SegmentOutput>('classify_account', { account: 'name-only' }, { ...context(), tenant });
    expect(summary.point).toContain('cannot be placed in a segment yet');
    expect(output).toMatchObject({ confidence: 0, next: null });
  });
});

describe('compare_to_segment', () => {
  test('DataFlow at the earlier date stands above the middle of its peers, today below', async () => {
    const then = await run<PeersOutput>('compare_to_segment', { account: 'DataFlow' }, context(HEALTHY));
    const today = await run<PeersOutput>('compare_to_segment', { account: 'DataFlow' });
    const health = ({ output }: { output: PeersOutput }) => output.comparisons.find(({ metric }) => metric === 'health');
    expect(health(then)?.percentile).toBeGreaterThan(50);
    expect(health(today)?.percentile).toBeLessThan(50);
    expect(today.summary.point).toMatch(
      /^DataFlow Analytics: Health \d+, (?:above \d+ % of|below all) \d+ mid-market.* peers \(median \d+\)\.$/,
    );
    expect(labels(today)).toEqual(['Segment', 'Health', 'All segments']);
  });

  test('counts exactly the scored customers of its size and industry, itself apart', async () => {
    const { output } = await run<PeersOutput>('compare_to_segment', { account: 'DataFlow' });
    const peers = await database.models.accountStandings.countDocuments({
      tenant: TENANT,
      segment: 'mid_market',
      ...(output.vertical ? { vertical: output.vertical } : {}),
      health: { $gte: 0 },
      lifecycleStage: { $ne: 'churned' },
      accountId: { $ne: 'account-dataflow' },
    } as { tenant: string });
    expect(output.comparisons[0]).toMatchObject({ metric: 'health', peers });
  });

  test('an earlier date sees no later scores', async () => {
    const one = await run<PeersOutput>('compare_to_segment', { account: 'DataFlow' }, context(HEALTHY));
    await rescore(scope(ago(DATAFLOW_HEALTHY_DAYS_AGO - 2)), [healthScorer]);
    const two = await run<PeersOutput>('compare_to_segment', { account: 'DataFlow' }, context(HEALTHY));
    expect(two.output).toEqual(one.output);
  });

  test('under five peers none of their figures is shown', async () => {
    const tenant = 'small';
    await database.models.accounts.create({
      _id: 'lonely',
      tenant,
      name: 'Lonely',
      employees: 300,
      vertical: 'retail',
      at: ago(30),
      ingestedAt: ago(30),
    });
    const { output, summary, card } = await run<PeersOutput>('compare_to_segment', { account: 'lonely' }, { ...context(), tenant });
    for (const each of output.comparisons) expect(each).toMatchObject({ median: null, percentile: null, rank: null });
    expect(summary.point).toContain('too few to compare with');
    expect(JSON.stringify(card)).toContain('too few');
  });
});

describe('list_segments', () => {
  test('counts every customer once, by size, industry or both, and keeps currencies apart', async () => {
    const all = await database.models.accountStandings.countDocuments({ tenant: TENANT, lifecycleStage: { $ne: 'churned' } });
    for (const by of ['size', 'industry', 'size_and_industry']) {
      const { output } = await run<SegmentListOutput>('list_segments', { owner: null, by });
      expect(output.accounts).toBe(all);
      expect(output.groups.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(all);
      for (const { arr } of output.groups) expect(new Set(arr.map(({ currency }) => currency)).size).toBe(arr.length);
    }
    const { output, summary, card } = await run<SegmentListOutput>('list_segments', { owner: null, by: null });
    expect(output.groups.some(({ arr }) => arr.length > 1)).toBe(true);
    expect(summary.point).toMatch(/^\d+ accounts in \d segments; most are /);
    expect(labels({ card })).toEqual(['By industry', 'By both']);
    const mine = await run<SegmentListOutput>('list_segments', { owner: 'mine', by: null });
    expect(mine.output.accounts).toBeLessThan(all);
    expect(await runTool(catalog, 'list_segments', { owner: 'Nobody Known', by: null }, context())).toMatchObject({
      ok: false,
      code: 'unknown_owner',
    });
  });
});

describe('history', () => {
  test('a profile is appended only when something changed, with the reason; the past adds nothing', async () => {
    const { customerSegmentationProfiles: stored, accounts } = database.models;
    const of = { tenant: TENANT, accountId: 'account-dataflow' };
    const known = await accounts.countDocuments({ tenant: TENANT });
    expect(await stored.countDocuments(of)).toBe(1);
    const total = await stored.countDocuments({ tenant: TENANT });
    expect(total).toBeGreaterThan(known * 0.9);
    expect(total).toBeLessThanOrEqual(known);
    await rescore(scope(new Date(NOW.getTime() + DAY)), [segmentScorer], ['account-techcorp']);
    await rescoreHistory(scope(), [segmentScorer], { weeks: 3 });
    expect(await stored.countDocuments({ tenant: TENANT })).toBe(total);

    await accounts.updateOne({ tenant: TENANT, _id: of.accountId }, { $set: { employees: 1_200 } });
    const later = new Date(NOW.getTime() + DAY);
    await rescore(scope(later), [segmentScorer], [of.accountId]);
    await rescore(scope(later), [segmentScorer], [of.accountId]);
    expect(await stored.countDocuments(of)).toBe(2);
    const newest = await stored.findOne(of).sort({ asOf: -1 });
    await newest?.validate();
    expect(newest?.segmentEvolutionHistory).toContainEqual(
      expect.objectContaining({
        dimension: 'primarySegment',
        from: 'mid_market',
        to: 'enterprise',
        reason: expect.stringContaining('1200 employees'),
      }),
    );
    const { output } = await run<SegmentOutput>('classify_account', { account: 'DataFlow' }, context(new Date(later.getTime() + DAY)));
    expect(output.history[0]).toMatchObject({ dimension: 'primarySegment', to: 'enterprise', source: 'issued' });
  });

  test('stored rows fit the schema', async () => {
    for (const row of await database.models.customerSegmentationProfiles.find({ tenant: TENANT }).limit(30)) await row.validate();
  });
});
