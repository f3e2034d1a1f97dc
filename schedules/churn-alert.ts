import type { Alert } from './alert.ts';
import { highNow, postsOf, risesDue } from './churn-rises.ts';

const NAME = 'churn-alert';

/** Accounts whose churn risk became high, in the channel of their owners. */
export const churnAlert: Alert = {
  name: NAME,
  purpose: 'churn',
  tool: 'assess_churn_risk',
  reasons: true,
  async find({ tenant, models, platform, workspace }) {
    const scope = { tenant, models };
    const [high, posts] = await Promise.all([highNow(scope), postsOf(scope, { schedule: NAME, platform, workspace })]);
    return risesDue(scope, high, posts);
  },
};
