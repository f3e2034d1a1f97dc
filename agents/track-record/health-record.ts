import type { AccountHealthScore } from '../../models/account-health-score.ts';
import { addDays, DAY, WEEK } from '../facts/index.ts';
import type { Context } from '../kit/tool.ts';
import { LEAST_TESTS, testsOf, type Valued, valuesHeld } from './accuracy.ts';
import { earliest } from './claims.ts';
import type { Fates } from './fates.ts';
import { firstOfWeek } from './frozen.ts';
import { GRACE_DAYS, tally } from './outcomes.ts';

export const HEALTH_DAYS = [30, 90] as const;
export type HealthDays = (typeof HEALTH_DAYS)[number];

const MOST_MISSES = 10;

type Row = Pick<AccountHealthScore, 'accountId' | 'asOf' | 'overallHealthScore' | 'scorecardVersion' | 'forecast30' | 'forecast90'>;
interface Forecast extends Valued {
  account: { id: string; name: string };
  asOf: Date;
}

/** What health was forecast to be in so many days, and what it was: the score issued in the week after that day. */
export async function healthRecord(context: Context, accountIds: readonly string[], fates: Fates, since: Date) {
  const fields = ['overallHealthScore', 'scorecardVersion', 'forecast30', 'forecast90'] as const;
  const { rows, filledIn } = await firstOfWeek<Row>(context.models.accountHealthScores, context, accountIds, { since, fields });
  const issued = Map.groupBy(rows, ({ accountId }) => accountId);
  const in30 = heldIn(30, rows, issued, fates, context.asOf);
  const in90 = heldIn(90, rows, issued, fates, context.asOf);
  return { kind: 'health' as const, filledIn, in30, in90 };
}
export type HealthRecord = Awaited<ReturnType<typeof healthRecord>>;

function heldIn(days: HealthDays, rows: readonly Row[], issued: ReadonlyMap<string, readonly Row[]>, fates: Fates, now: Date) {
  const found: Forecast[] = [];
  const outcomes: { state: 'due' | 'open' | 'unknown' }[] = [];
  const open: Date[] = [];
  for (const row of rows) {
    const told = row[`forecast${days}`];
    if (told?.value == null || told.low == null || told.high == null) continue;
    const due = addDays(row.asOf, days);
    const came = issued.get(row.accountId)?.find(({ asOf }) => asOf >= due && asOf.getTime() < due.getTime() + WEEK);
    if (now < due) open.push(due);
    if (!came || came.scorecardVersion !== row.scorecardVersion) {
      // By other rules, or after the account has left, nothing that is comparable comes.
      outcomes.push({ state: came || now >= addDays(due, GRACE_DAYS) ? 'unknown' : 'open' });
      continue;
    }
    outcomes.push({ state: 'due' });
    found.push({
      account: { id: row.accountId, name: fates.of.get(row.accountId)?.name ?? row.accountId },
      asOf: row.asOf,
      told: told.value,
      low: told.low,
      high: told.high,
      before: row.overallHealthScore,
      came: came.overallHealthScore,
      test: `${row.accountId} ${Math.floor(row.asOf.getTime() / (days * DAY))}`,
    });
  }
  const enough = testsOf(found) >= LEAST_TESTS;
  return {
    days,
    counts: tally(outcomes),
    accounts: new Set(found.map(({ account }) => account.id)).size,
    since: earliest(found.map(({ asOf }) => asOf)),
    nextDue: earliest(open),
    held: enough ? valuesHeld(found) : null,
    misses: enough ? missesOf(found) : [],
  };
}
export type HealthHeld = ReturnType<typeof heldIn>;

/** Farthest outside its interval first, one an account. */
function missesOf(found: readonly Forecast[]) {
  const outside = ({ came, low, high }: Forecast) => Math.max(low - came, came - high, 0);
  const worst = [...found].sort((a, b) => outside(b) - outside(a)).filter((each) => outside(each) > 0);
  return [...new Map(worst.toReversed().map((each) => [each.account.id, each])).values()]
    .sort((a, b) => outside(b) - outside(a))
    .slice(0, MOST_MISSES)
    .map(({ account, asOf, told, low, high, came }) => ({ account, toldAt: asOf.toISOString(), told, low, high, came }));
}
