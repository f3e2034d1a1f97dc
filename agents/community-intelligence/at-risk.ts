import { riskBandOf } from '../churn-predictor/face.ts';
import type { Text } from '../facts/figure.ts';
import type { Context } from '../kit/context.ts';
import { churnOpinions, healthOpinions } from '../kit/opinions.ts';
import { ofAccount } from '../kit/present/figures.ts';
import { t } from '../kit/text.ts';
import { metricNamed } from '../metrics/index.ts';

/** Why nobody asks a customer for a favour in public now; empty where nothing speaks against it. */
export type Against = readonly Text[];

/** Of many accounts, by what health and churn last said: at risk is who is orange or red, or whose churn risk is medium or high. One read an agent. */
export async function againstAsking(
  scope: Pick<Context, 'tenant' | 'models'>,
  accounts: readonly { id: string; name: string }[],
  at: Date,
): Promise<Map<string, Against>> {
  const ids = accounts.map(({ id }) => id);
  const [health, churn] = await Promise.all([healthOpinions(scope, ids, at), churnOpinions(scope, ids, at)]);
  return new Map(
    accounts.map((account) => {
      const [healthy, risky] = [health.get(account.id), churn.get(account.id)];
      const told = (key: string, value: number, issued: Date) => {
        const { label, unit, digits } = metricNamed(key);
        return ofAccount(account, issued).of(key, label, value, unit, { digits });
      };
      const band = healthy?.healthBand;
      const against: Text[] = [
        ...(healthy && (band === 'orange' || band === 'red')
          ? [t`health is ${told('health', healthy.overallHealthScore, healthy.asOf)}, ${band}`]
          : []),
        ...(risky && riskBandOf(risky.riskScore) !== 'low'
          ? [t`churn risk is ${told('churn_risk', risky.riskScore, risky.asOf)}, ${riskBandOf(risky.riskScore)}`]
          : []),
        ...(healthy || risky ? [] : ['neither health nor churn risk has been assessed yet']),
      ];
      return [account.id, against];
    }),
  );
}
