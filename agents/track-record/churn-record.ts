import type { ChurnPrediction } from '../../models/churn-prediction.ts';
import { addDays, DAY } from '../facts/index.ts';
import type { Context } from '../kit/tool.ts';
import { type Claim, recordOf } from './claims.ts';
import { endsWithin, type Fates } from './fates.ts';
import { firstOfWeek } from './frozen.ts';
import { leaving } from './outcomes.ts';

export const CHURN_DAYS = [30, 90, 180] as const;
export type ChurnDays = (typeof CHURN_DAYS)[number];

export const CHURN_EDGES = [0.05, 0.1, 0.2, 0.5] as const;
/** Told under a quarter and left, told over a half and stayed. */
export const CHURN_SURPRISE = { low: 0.25, high: 0.5 } as const;

type Row = Pick<ChurnPrediction, 'accountId' | 'asOf' | 'probability30' | 'probability90' | 'probability180'>;

const TOLD = {
  30: ({ probability30 }: Row) => probability30,
  90: ({ probability90 }: Row) => probability90,
  180: ({ probability180 }: Row) => probability180,
} as const;

/** What was told of leaving within so many days, and who left. */
export async function churnRecord(context: Context, accountIds: readonly string[], fates: Fates, since: Date, days: ChurnDays) {
  const { models, asOf: now } = context;
  const fields = [`probability${days}` as const];
  const { rows, filledIn } = await firstOfWeek<Row>(models.churnPredictions, context, accountIds, { since, fields });
  const claims = rows.map((row): Claim => {
    const due = addDays(row.asOf, days);
    const fate = fates.of.get(row.accountId);
    return {
      account: { id: row.accountId, name: fate?.name ?? row.accountId },
      told: TOLD[days](row),
      asOf: row.asOf,
      due,
      outcome: leaving(fate, row.asOf, due, now),
      test: `${row.accountId} ${Math.floor(row.asOf.getTime() / (days * DAY))}`,
      rule: endsWithin(fates.terms.get(row.accountId), row.asOf, due) ? 'ends' : 'runs on',
    };
  });
  return { kind: 'churn' as const, days, filledIn, ...recordOf(claims, CHURN_EDGES, CHURN_SURPRISE, now) };
}
