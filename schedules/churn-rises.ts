import { HIGH_FROM } from '../agents/churn-predictor/face.ts';
import type { AccountStanding } from '../models/account-standing.ts';
import type { Models } from '../models/index.ts';
import type { ScheduledPost } from '../models/scheduled-post.ts';
import type { Due } from './alert.ts';

type Scope = { tenant: string; models: Models };

/** Accounts rising together are said in one message; of more than these there are several, so that each line is read. */
const MOST_A_MESSAGE = 15;

/** Whose churn risk is high now, the highest first; of some accounts only, where they are given. */
export async function highNow({ tenant, models }: Scope, accountIds?: readonly string[]): Promise<string[]> {
  const among = accountIds ? { accountId: { $in: [...accountIds] } } : {};
  const high = await models.accountStandings
    .find({ tenant, churnRisk: { $gte: HIGH_FROM }, lifecycleStage: { $ne: 'churned' }, ...among }, { accountId: 1 })
    .sort({ churnRisk: -1, accountId: 1 })
    .lean<Pick<AccountStanding, 'accountId'>[]>();
  return high.map(({ accountId }) => accountId);
}

export type Post = Pick<ScheduledPost, 'window' | 'tool' | 'state' | 'arguments' | 'at' | 'channel'>;

export const postsOf = ({ tenant, models }: Scope, of: { schedule: string; platform: string; workspace?: string }): Promise<Post[]> =>
  models.scheduledPosts
    .find({ tenant, ...of }, { window: 1, tool: 1, state: 1, arguments: 1, at: 1, channel: 1 })
    .sort({ at: 1 })
    .lean<Post[]>()
    .exec();

/**
 * What is to be said of accounts at high risk where these posts stand: each is said once for each time it rises, whatever it
 * does while it is up. `heard` is when a rise counted as known without being said.
 */
export async function risesDue(
  scope: Scope,
  high: readonly string[],
  posts: readonly Post[],
  heard: ReadonlyMap<string, Date> = new Map(),
): Promise<Due[]> {
  const said = lastSaid(posts, heard);
  const risen = await risenSince(scope, high, said);
  const due = Array.from({ length: Math.ceil(risen.length / MOST_A_MESSAGE) }, (_, index) =>
    dueOf(risen.slice(index * MOST_A_MESSAGE, (index + 1) * MOST_A_MESSAGE), said),
  );
  // What was planned and does not stand yet is due as it was planned: its process may have ended.
  const pending = posts.filter(({ state }) => state === 'planned' || state === 'frozen');
  return [...pending.map((post): Due => ({ key: post.window, tool: post.tool ?? undefined, arguments: argumentsOf(post) })), ...due];
}

const argumentsOf = (post: Post) => (post.arguments ?? {}) as { account?: string; accounts?: string[] };

/** When each account was last said, or known. */
function lastSaid(posts: readonly Post[], heard: ReadonlyMap<string, Date>): Map<string, Date> {
  const times = [
    ...posts.flatMap((post) => {
      const { account, accounts = account ? [account] : [] } = argumentsOf(post);
      return accounts.map((each): [string, Date] => [each, post.at]);
    }),
    ...heard,
  ];
  return new Map(times.toSorted(([, a], [, b]) => a.getTime() - b.getTime()));
}

/** Of accounts at high risk those never said, or below the threshold since. */
async function risenSince({ tenant, models }: Scope, high: readonly string[], said: ReadonlyMap<string, Date>): Promise<string[]> {
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
