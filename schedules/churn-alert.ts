import { HIGH_FROM } from '../agents/churn-predictor/face.ts';
import type { AccountStanding } from '../models/account-standing.ts';
import type { Models } from '../models/index.ts';
import type { ScheduledPost } from '../models/scheduled-post.ts';
import type { Alert, AlertScope, Due } from './alert.ts';

const NAME = 'churn-alert';
/** Accounts rising together are said in one message; of more than these there are several, so that each line is read. */
const MOST_A_MESSAGE = 15;

/** Accounts whose churn risk became high: each is said once for each time it rises, whatever it does while it is up. */
export const churnAlert: Alert = {
  name: NAME,
  purpose: 'churn',
  tool: 'assess_churn_risk',
  async find(scope) {
    const { tenant, models } = scope;
    const [high, posts] = await Promise.all([
      models.accountStandings
        .find({ tenant, churnRisk: { $gte: HIGH_FROM }, lifecycleStage: { $ne: 'churned' } }, { accountId: 1 })
        .sort({ churnRisk: -1, accountId: 1 })
        .lean<Pick<AccountStanding, 'accountId'>[]>(),
      postsOf(scope),
    ]);
    const said = lastSaid(posts);
    const risen = await risenSince(
      { tenant, models },
      high.map(({ accountId }) => accountId),
      said,
    );
    const due = Array.from({ length: Math.ceil(risen.length / MOST_A_MESSAGE) }, (_, index) =>
      dueOf(risen.slice(index * MOST_A_MESSAGE, (index + 1) * MOST_A_MESSAGE), said),
    );
    // What was planned and does not stand yet is due as it was planned: its process may have ended.
    const pending = posts.filter(({ state }) => state === 'planned' || state === 'frozen');
    return [...pending.map((post): Due => ({ key: post.window, tool: post.tool ?? undefined, arguments: argumentsOf(post) })), ...due];
  },
};

type Post = Pick<ScheduledPost, 'window' | 'tool' | 'state' | 'arguments' | 'at'>;

const postsOf = ({ tenant, models, platform, workspace }: AlertScope): Promise<Post[]> =>
  models.scheduledPosts
    .find({ tenant, schedule: NAME, platform, workspace }, { window: 1, tool: 1, state: 1, arguments: 1, at: 1 })
    .sort({ at: 1 })
    .lean<Post[]>();

const argumentsOf = (post: Post) => (post.arguments ?? {}) as { account?: string; accounts?: string[] };

/** When each account was last said in the workspace. */
const lastSaid = (posts: readonly Post[]): Map<string, Date> =>
  new Map(
    posts.flatMap((post) => {
      const { account, accounts = account ? [account] : [] } = argumentsOf(post);
      return accounts.map((each): [string, Date] => [each, post.at]);
    }),
  );

/** Of accounts at high risk those never said, or below the threshold since. */
async function risenSince(
  { tenant, models }: { tenant: string; models: Models },
  high: readonly string[],
  said: ReadonlyMap<string, Date>,
): Promise<string[]> {
  const calmed = await Promise.all(
    high.map((accountId) => {
      const since = said.get(accountId);
      return since ? models.churnPredictions.exists({ tenant, accountId, asOf: { $gt: since }, riskScore: { $lt: HIGH_FROM } }) : true;
    }),
  );
  return high.filter((_, index) => calmed[index]);
}

function dueOf(accounts: string[], said: ReadonlyMap<string, Date>): Due {
  const key = accounts.map((account) => `${account} after ${said.get(account)?.toISOString() ?? 'nothing'}`).join(', ');
  const [only] = accounts;
  return only && accounts.length === 1 ? { key, arguments: { account: only } } : { key, tool: 'list_churn_risks', arguments: { accounts } };
}
