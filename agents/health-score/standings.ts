import { z } from 'zod';
import type { HealthBand } from '../../models/account-health-score.ts';
import type { AccountStanding } from '../../models/account-standing.ts';
import type { Context } from '../kit/context.ts';
import { namesOf } from '../kit/people.ts';
import { daysBetween, shortMoney, signed } from '../metrics/format.ts';

export const standingSchema = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string().nullable(),
  segment: z.string().nullable(),
  vertical: z.string().nullable(),
  arr: z.number().nullable(),
  currency: z.string(),
  renewalAt: z.string().nullable(),
  renewalInDays: z.number().nullable(),
  health: z.number().nullable().describe('Null while there is too little data'),
  band: z.enum(['green', 'yellow', 'orange', 'red']).nullable(),
  trend: z.string().nullable(),
  change30: z.number().nullable(),
  sinceDigest: z.number().nullable().describe('Points since the health last shown in a digest'),
  churnRisk: z.number().nullable(),
  churnProbability90: z.number().nullable(),
  confidence: z.number().nullable(),
  reasons: z.array(z.string()),
});
export type Standing = z.infer<typeof standingSchema>;

const whole = (value: number | null | undefined): number | null => (typeof value === 'number' ? Math.round(value) : null);

export function standingOf(stored: AccountStanding, asOf: Date): Standing {
  return {
    id: stored.accountId,
    name: stored.name,
    owner: stored.ownerId ?? null,
    segment: stored.segment ?? null,
    vertical: stored.vertical ?? null,
    arr: stored.arr ?? null,
    currency: stored.currency ?? 'USD',
    renewalAt: stored.renewalAt?.toISOString() ?? null,
    renewalInDays: stored.renewalAt ? daysBetween(asOf, stored.renewalAt) : null,
    health: whole(stored.health),
    band: (stored.band ?? null) as HealthBand | null,
    trend: stored.trend ?? null,
    change30: whole(stored.change30),
    sinceDigest: whole(stored.changeSinceDigest),
    churnRisk: whole(stored.churnRisk),
    churnProbability90: typeof stored.churnProbability90 === 'number' ? Math.round(stored.churnProbability90 * 100) / 100 : null,
    confidence: typeof stored.confidence === 'number' ? Math.round(stored.confidence * 100) / 100 : null,
    reasons: [...(stored.reasons ?? []), ...(stored.churnReasons ?? [])].slice(0, 4),
  };
}

export const withOwners = async (context: Context, standings: Standing[]): Promise<Standing[]> => {
  const names = await namesOf(
    context,
    standings.map(({ owner }) => owner),
  );
  return standings.map((each) => ({ ...each, owner: each.owner ? (names.get(each.owner) ?? each.owner) : null }));
};

/** One line about an account: "DataFlow: 50, orange, −25 in 30 days, churn risk 73, $180K, renewal in 127 days". */
export function standingLine(each: Standing): string {
  const parts = [each.health === null ? 'too little data' : `${each.health}, ${each.band}`];
  if (each.change30) parts.push(`${signed(each.change30)} in 30 days`);
  if (each.churnRisk !== null && each.churnRisk >= 40) parts.push(`churn risk ${each.churnRisk}`);
  if (each.arr !== null) parts.push(shortMoney(each.arr, each.currency));
  if (each.renewalInDays !== null && each.renewalInDays >= 0 && each.renewalInDays <= 180)
    parts.push(`renewal in ${each.renewalInDays} days`);
  return `${each.name}: ${parts.join(', ')}`;
}

/** An account that has left is in no list of customers. */
export const CURRENT = { lifecycleStage: { $ne: 'churned' } } as const;
