import { heldAgainst, LEAST_TESTS, type Told, testsOf } from './accuracy.ts';
import { type Outcome, tally } from './outcomes.ts';

/** A probability that was told of an account, and what came of it. */
export interface Claim {
  account: { id: string; name: string };
  /** 0 to 1. */
  told: number;
  asOf: Date;
  due: Date;
  outcome: Outcome;
  /** The test it is part of: forecasts of the same that overlap in time. */
  test: string;
  /** What a rule without a model goes by. */
  rule?: string;
}

export interface Miss {
  account: { id: string; name: string };
  told: number;
  toldAt: string;
  came: boolean;
  /** Null where no day is known. */
  at: string | null;
}

const MOST_MISSES = 10;

/** Told less than `low` and came, or told more than `high` and did not. */
export interface Surprise {
  low: number;
  high: number;
}

/** How forecasts of one kind stand, as plain data. Pure. */
export function recordOf(claims: readonly Claim[], edges: readonly number[], surprise: Surprise, now: Date) {
  const due = claims.filter(({ outcome }) => outcome.state === 'due');
  const rows = due.map((claim) => ({ ...claim, came: cameOf(claim) }));
  const enough = testsOf(rows) >= LEAST_TESTS;
  const open = claims.filter(({ outcome, due: at }) => outcome.state === 'open' && at > now);
  return {
    counts: tally(claims.map(({ outcome }) => outcome)),
    accounts: new Set(due.map(({ account }) => account.id)).size,
    came: rows.filter(({ came }) => came).length,
    /** The first forecast that was due, and the day the next is. */
    since: earliest(due.map(({ asOf }) => asOf)),
    nextDue: earliest(open.map((claim) => claim.due)),
    /** Null of too few. */
    held: enough ? heldAgainst<Told & Claim>(rows, edges, rows.every(({ rule }) => rule) ? ({ rule }) => rule ?? '' : undefined) : null,
    misses: enough ? missesOf(due, surprise) : [],
  };
}
export type ProbabilityRecord = ReturnType<typeof recordOf>;

const cameOf = ({ outcome }: Claim): boolean => outcome.state === 'due' && outcome.came;

export function earliest(dates: readonly Date[]): string | null {
  if (dates.length === 0) return null;
  return new Date(Math.min(...dates.map((date) => date.getTime()))).toISOString();
}

/** One an account, with what was told of it last; the largest first. */
function missesOf(due: readonly Claim[], { low, high }: Surprise): Miss[] {
  const last = new Map([...due].sort((a, b) => a.asOf.getTime() - b.asOf.getTime()).map((claim) => [claim.account.id, claim]));
  const decisive = [...Map.groupBy(due, ({ account }) => account.id).values()].flatMap((claims) => claims.findLast(cameOf) ?? []);
  for (const claim of decisive) last.set(claim.account.id, claim);
  return [...last.values()]
    .filter((claim) => (cameOf(claim) ? claim.told < low : claim.told > high))
    .sort((a, b) => Math.abs(Number(cameOf(b)) - b.told) - Math.abs(Number(cameOf(a)) - a.told))
    .slice(0, MOST_MISSES)
    .map((claim) => ({
      account: claim.account,
      told: claim.told,
      toldAt: claim.asOf.toISOString(),
      came: cameOf(claim),
      at: claim.outcome.state === 'due' ? (claim.outcome.at?.toISOString() ?? null) : null,
    }));
}
