import type { AccountStanding } from '../models/account-standing.ts';
import type { ChurnPrediction } from '../models/churn-prediction.ts';
import type { Alert } from './alert.ts';

/** Rounds to 70, where churn risk is called high. */
const HIGH = 69.5;
/** Alerts at once beyond this are left to the digest. */
const MOST = 5;

/** An account whose churn risk became high. Said once for each time it rises, whatever it does while it is up. */
export const churnAlert: Alert = {
  name: 'churn-alert',
  purpose: 'churn',
  tool: 'assess_churn_risk',
  async find({ tenant, models }) {
    const high = await models.accountStandings
      .find({ tenant, churnRisk: { $gte: HIGH }, lifecycleStage: { $ne: 'churned' } })
      .sort({ churnRisk: -1 })
      .limit(MOST)
      .lean<AccountStanding[]>();
    return Promise.all(
      high.map(async ({ accountId }) => {
        const calm = await models.churnPredictions
          .findOne({ tenant, accountId, riskScore: { $lt: HIGH } })
          .sort({ asOf: -1 })
          .lean<Pick<ChurnPrediction, 'asOf'>>();
        return { key: `${accountId} since ${calm?.asOf.toISOString().slice(0, 10) ?? 'the beginning'}`, arguments: { account: accountId } };
      }),
    );
  },
};
