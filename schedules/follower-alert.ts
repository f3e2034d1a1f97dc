import { HIGH_FROM } from '../agents/churn-predictor/face.ts';
import type { listFollowed, unfollowAccount } from '../agents/daily-desk/face.ts';
import { callButton } from '../agents/kit/present/buttons.ts';
import type { ChurnPrediction } from '../models/churn-prediction.ts';
import type { Follow } from '../models/follow.ts';
import type { Alert, AlertScope, Due } from './alert.ts';
import { highNow, postsOf, risesDue } from './churn-rises.ts';
import { type Follower, followersOf, stillFollows } from './followers.ts';

const NAME = 'follower-alert';

/** What the owners of an account are alerted of, to everybody who follows it and asked for that. */
export const followerAlert: Alert = {
  name: NAME,
  purpose: 'churn',
  tool: 'assess_churn_risk',
  reasons: true,
  async find(scope) {
    const { tenant, models, platform } = scope;
    const followers = await followersOf(scope, { mode: 'each' });
    const followed = followers.flatMap(({ follows }) => follows.map(({ accountId }) => accountId));
    const high = await highNow(scope, [...new Set(followed)]);
    // Whoever is in two workspaces is one person.
    const posts = Map.groupBy(await postsOf({ tenant, models }, { schedule: NAME, platform }), ({ channel }) => channel);
    const due = await Promise.all(followers.map((each) => dueTo(each, scope, high, posts.get(each.channel) ?? [])));
    return due.flat();
  },
  async holds(scope, { account, accounts = [account] }) {
    return stillFollows(scope, accounts as string[]);
  },
  next: ({ account }) => [
    ...(typeof account === 'string' ? [callButton<typeof unfollowAccount>('Unfollow', 'unfollow_account', { account })] : []),
    callButton<typeof listFollowed>('All I follow', 'list_followed', {}),
  ],
};

async function dueTo({ channel, follows }: Follower, scope: AlertScope, high: readonly string[], posts: Parameters<typeof risesDue>[2]) {
  const own = new Map(follows.map((each) => [each.accountId, each]));
  const risky = high.filter((account) => own.has(account));
  const known = await Promise.all(risky.map((account) => knownWhen(scope, own.get(account))));
  const heard = known.filter((each) => each !== null);
  return (await risesDue(scope, risky, posts, new Map(heard))).map((each): Due => ({ ...each, channel }));
}

/** What was high already when they asked to be alerted is no news. */
async function knownWhen({ tenant, models }: AlertScope, follow: Follow | undefined): Promise<[string, Date] | null> {
  if (!follow) return null;
  const { accountId, modeAt } = follow;
  const last = await models.churnPredictions
    .findOne({ tenant, accountId, asOf: { $lte: modeAt } }, { riskScore: 1 })
    .sort({ asOf: -1 })
    .lean<Pick<ChurnPrediction, 'riskScore'>>();
  return last && last.riskScore >= HIGH_FROM ? [accountId, modeAt] : null;
}
