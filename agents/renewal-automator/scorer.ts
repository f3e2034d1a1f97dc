import { tenantWeights } from '../churn-predictor/face.ts';
import { loadPrices } from '../facts/prices.ts';
import { isToday } from '../facts/time.ts';
import { type AccountScorer, defineScorer, type RescoreScope } from '../kit/scorer.ts';
import { churnSaid, expectedOf, outlookOf } from './outlook.ts';
import { type KeptOutlook, recordOutlooks } from './outlooks.ts';

/** Renewal's part in rescoring: keeps each account's outlook, and says how likely its next contract is renewed. Past weeks are none of its concern. */
export async function renewalScorer(scope: RescoreScope): Promise<AccountScorer> {
  const [prices, { weights }] = await Promise.all([loadPrices(scope), tenantWeights(scope)]);
  return defineScorer<KeptOutlook>({
    agent: 'renewal-automator',
    fields: [],
    assess(facts, asOf, { churn_probability_90: churn }) {
      if (!isToday(asOf, scope.now)) return {};
      const outlook = outlookOf({ ...facts, prices });
      const [next] = expectedOf(outlook, typeof churn === 'number' ? churnSaid(churn / 100, weights.base) : null, asOf);
      const probability = next?.contract.probability ?? null;
      return {
        issued: { accountId: facts.account._id, outlook },
        ...(probability === null ? {} : { opinions: { renewal_probability: 100 * probability } }),
      };
    },
    record: (kept, asOf) => recordOutlooks({ ...scope, asOf }, kept),
  });
}
