import type { ExpansionOpportunity } from '../models/expansion-opportunity.ts';
import type { Alert, AlertScope, Due } from './alert.ts';
import { type Post, postsOf } from './churn-rises.ts';

const NAME = 'expansion-alert';
/** Accounts growing together are said in one message; of more than these there are several, so that each line is read. */
const MOST_A_MESSAGE = 15;
const SEPARATOR = ' | ';
/** The first look says where the whole list is; what was found before it is no news. */
const FIRST = 'first look';

type Found = Pick<ExpansionOpportunity, 'accountId' | 'externalId' | 'at'>;

/** Growth found at an account, in the channel of those who sell: once for what it comes from. */
export const expansionAlert: Alert = {
  name: NAME,
  purpose: 'expansion',
  tool: 'detect_expansion_signals',
  reasons: true,
  async find(scope) {
    const { tenant, models, platform, workspace } = scope;
    const [found, posts] = await Promise.all([foundNow(scope), postsOf({ tenant, models }, { schedule: NAME, platform, workspace })]);
    return growthDue(found, posts);
  },
  async holds({ tenant, models }, { account, ids = [account] }) {
    const among = (ids as (string | undefined)[]).filter((each) => each !== undefined);
    const still = await models.expansionOpportunities.exists({
      tenant,
      ...STANDING,
      ...(among.length > 0 ? { accountId: { $in: among } } : {}),
    });
    return still !== null;
  },
};

/** Found by Greendoor, taken up by nobody, set aside by nobody, and still seen. */
const STANDING = { source: 'greendoor', salesStage: 'identified', mutedAt: null, lapsedAt: null, parentOpportunityId: null } as const;

const foundNow = ({ tenant, models }: AlertScope): Promise<Found[]> =>
  models.expansionOpportunities
    .find({ tenant, ...STANDING }, { accountId: 1, externalId: 1, at: 1 })
    .sort({ estimatedValue: -1, _id: 1 })
    .lean<Found[]>()
    .exec();

/** What is to be said where these posts stand. */
export function growthDue(found: readonly Found[], posts: readonly Post[]): Due[] {
  const [first] = posts;
  if (!first) return found.length > 0 ? [{ key: FIRST, tool: 'list_expansion_opportunities', arguments: {} }] : [];
  const said = new Set(posts.flatMap(({ window }) => window.split(SEPARATOR)));
  const news = found.filter(({ externalId, at }) => at > first.at && !said.has(externalId ?? ''));
  const byAccount = [...Map.groupBy(news, ({ accountId }) => accountId)];
  const due = Array.from({ length: Math.ceil(byAccount.length / MOST_A_MESSAGE) }, (_, index) =>
    dueOf(byAccount.slice(index * MOST_A_MESSAGE, (index + 1) * MOST_A_MESSAGE)),
  );
  // What was planned and does not stand yet is due as it was planned: its process may have ended.
  const pending = posts.filter(({ state }) => state === 'planned' || state === 'frozen');
  return [
    ...pending.map(
      (post): Due => ({ key: post.window, tool: post.tool ?? undefined, arguments: (post.arguments ?? {}) as object as Due['arguments'] }),
    ),
    ...due,
  ];
}

function dueOf(grown: readonly [account: string, found: readonly Found[]][]): Due {
  const key = grown.flatMap(([, found]) => found.map(({ externalId }) => externalId ?? '')).join(SEPARATOR);
  const [only] = grown;
  return only && grown.length === 1
    ? { key, arguments: { account: only[0] } }
    : { key, tool: 'list_expansion_opportunities', arguments: { ids: grown.map(([account]) => account) } };
}
