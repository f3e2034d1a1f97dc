import { randomUUID } from 'node:crypto';
import { insertNew } from '../../models/kit/bulk.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import type { Opinions } from '../facts/metric.ts';
import { type AccountScorer, defineScorer, type RescoreScope, type StandingFields } from '../kit/scorer.ts';
import { segmentOf, termsOf } from '../metrics/terms.ts';
import { type Measure, measure } from './assess.ts';
import { changesBetween } from './changes.ts';
import { type HealthRow, healthRow } from './record.ts';
import { loadScorecards } from './scorecard.ts';

const REASONS = 3;
/** Points below which a move is not worth a line. */
const WORTH_SAYING = 0.5;

/** Health's part in rescoring: appends to `account_health_scores` and keeps the health fields of the standings. */
export async function healthScorer(scope: RescoreScope): Promise<AccountScorer> {
  const scorecardOf = await loadScorecards(scope);
  const memos = new WeakMap<AccountFacts, Map<number, number | null>>();
  return defineScorer<HealthRow>({
    agent: 'health-score',
    fields: ['health', 'band', 'trend', 'confidence', 'missing', 'health30', 'change30', 'reasons'],
    assess(facts, asOf) {
      const scorecard = scorecardOf(segmentOfFacts(facts));
      const memo = memos.get(facts) ?? new Map();
      memos.set(facts, memo);
      const found = measure(facts, asOf, scorecard, memo);
      return { standing: standingOf(found), opinions: opinionsOf(found), issued: healthRow(facts, found, scorecard) ?? undefined };
    },
    record: (rows) => record(scope, rows),
  });
}

function opinionsOf({ now, change30, band, trend }: Measure): Opinions {
  if (now.score === null || band === null || trend === null) return {};
  return {
    health: now.score,
    health_band: band,
    health_trend: trend,
    health_confidence: now.confidence * 100,
    ...(change30 === null ? {} : { health_change_30: change30 }),
  };
}

export const segmentOfFacts = ({ account, contracts, asOf }: AccountFacts) => segmentOf(account, termsOf(account, contracts, asOf).arr);

function standingOf({ now, before30, change30, band, trend }: Measure): StandingFields {
  const missing = now.dimensions.flatMap((dimension) => dimension.missing.map(({ label }) => label));
  if (now.score === null || band === null) return { missing, confidence: now.confidence };
  return {
    health: now.score,
    band,
    trend,
    confidence: now.confidence,
    ...(change30 === null ? {} : { change30, health30: now.score - change30 }),
    ...(missing.length > 0 ? { missing } : {}),
    reasons: reasonsOf(before30.score === null ? null : before30, now),
  };
}

/** What moved the score in 30 days, or what it lacks most where nothing moved; strongest first. */
function reasonsOf(before: Measure['before30'] | null, now: Measure['now']): string[] {
  const moved = before ? changesBetween(before, now).filter(({ contribution }) => Math.abs(contribution) >= WORTH_SAYING) : [];
  const direction = Math.sign(moved.reduce((total, { contribution }) => total + contribution, 0));
  const texts = moved
    .filter(({ contribution }) => Math.sign(contribution) === direction)
    .flatMap(({ after, before: was }) => (after ?? was)?.reading?.text() ?? []);
  if (texts.length > 0) return texts.slice(0, REASONS);
  return now.dimensions
    .flatMap(({ metrics }) => metrics)
    .sort((a, b) => b.weight * (100 - b.score) - a.weight * (100 - a.score))
    .slice(0, REASONS)
    .flatMap(({ reading }) => reading?.text() ?? []);
}

async function record({ tenant, models, now }: RescoreScope, rows: readonly HealthRow[]): Promise<void> {
  if (rows.length === 0) return;
  // What was issued stays as it was issued: a second run of the same instant inserts nothing.
  await insertNew(
    models.accountHealthScores,
    tenant,
    rows.map((row) => ({ ...row, _id: randomUUID(), tenant, source: 'greendoor', at: row.asOf, ingestedAt: now })),
  );
}
