import type { HealthBand } from '../../models/account-health-score.ts';
import type { AccountStanding } from '../../models/account-standing.ts';
import type { Figure, Text } from '../facts/index.ts';
import { callButton } from '../kit/present/index.ts';
import { listed, t } from '../kit/say.ts';
import { heldFigure } from '../kit/standings/values.ts';
import { metricNamed } from '../metrics/index.ts';
import type { getAccountHealth } from './tools/get-account-health.ts';

/** One account of a list, with its figures as they were last issued. */
export interface Row {
  id: string;
  name: string;
  band: HealthBand | null;
  /** "51, orange". */
  health: Text;
  /** Points since 30 days before, or since the last digest. */
  change: Text | null;
  /** Churn risk, yearly value and renewal where they say something. */
  more: Text[];
  /** What moved it most, or what puts it at risk. */
  reason: string | null;
}

/** From here on a churn risk is worth a word in a line. */
const RISKY = 40;
const RENEWS_SOON_DAYS = 180;
/** Points of health that count as a fall. */
export const MOVED = 3;

/** @param sinceDigest tells the change since the last digest instead of since 30 days before */
export function rowOf(standing: AccountStanding, asOf: Date, sinceDigest = false): Row {
  const of = (key: string): Figure => heldFigure(standing, metricNamed(key), asOf);
  const [health, risk, arr, renewal] = [of('health'), of('churn_risk'), of('arr'), of('days_to_renewal')];
  const change: Figure = sinceDigest
    ? {
        ...of('health_change_30'),
        metric: 'health_change_since_digest',
        label: 'Health, change since the last digest',
        value: standing.changeSinceDigest ?? null,
      }
    : of('health_change_30');
  const days = renewal.value === null ? Number.NaN : Number(renewal.value);
  const fell = (standing.change30 ?? 0) <= -MOVED || Number(change.value ?? 0) <= -MOVED;
  const risky = Math.round(Number(risk.value ?? 0)) >= RISKY;
  // Good news never stands as the reason to worry.
  const reasons = fell || !risky ? [...(standing.reasons ?? []), ...(standing.churnReasons ?? [])] : (standing.churnReasons ?? []);
  return {
    id: standing.accountId,
    name: standing.name,
    band: (standing.band ?? null) as HealthBand | null,
    health: health.value === null ? 'too little data' : t`${health}, ${standing.band ?? ''}`,
    change: Math.round(Number(change.value ?? 0)) === 0 ? null : t`${change} ${sinceDigest ? 'since the last digest' : 'in 30 days'}`,
    more: [
      ...(risky ? [t`churn risk ${risk}`] : []),
      ...(arr.value === null ? [] : [t`${arr}`]),
      ...(days >= 0 && days <= RENEWS_SOON_DAYS ? [t`renewal ${{ ...renewal, relative: true }}`] : []),
    ],
    reason: reasons[0] ?? null,
  };
}

/** "DataFlow: 50, orange, −25 in 30 days, churn risk 73, $180K, renewal in 127 days". */
export const rowLine = ({ name, health, change, more }: Row): Text =>
  t`${name}: ${listed([health, ...(change === null ? [] : [change]), ...more])}`;

export const withReason = (row: Row): Text => (row.reason ? t`${rowLine(row)}. ${row.reason}` : rowLine(row));

export const openAccount = ({ id, name }: { id: string; name: string }) =>
  callButton<typeof getAccountHealth>(name, 'get_account_health', { account: id });

/** An account that has left is in no list of customers. */
export const CURRENT = { lifecycleStage: { $ne: 'churned' } } as const;
