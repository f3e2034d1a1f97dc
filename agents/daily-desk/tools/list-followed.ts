import { z } from 'zod';
import type { Account } from '../../../models/account.ts';
import type { Follow } from '../../../models/follow.ts';
import type { getAccountHealth } from '../../health-score/face.ts';
import { callButton, contextLine, type Listing, listShown, tableOf } from '../../kit/present/index.ts';
import { figuresOf, headOf, t } from '../../kit/say.ts';
import { type Context, readTool } from '../../kit/tool.ts';
import { ownerNames } from '../../kit/who.ts';
import { MOST_FOLLOWED } from '../followed.ts';
import { MODE_WORDS } from '../follows.ts';
import type { listFollowedChanges } from './list-followed-changes.ts';

type Output = Awaited<ReturnType<typeof followedBy>>;

const LINES = 10;

export const listFollowed = readTool({
  name: 'list_followed',
  title: 'Accounts a person follows',
  description:
    'Lists the accounts the asker follows, and how they hear of each. Not the accounts they own (list_accounts), not what changed there (list_followed_changes).',
  examples: ['What do I follow?', 'which accounts am I following', 'my followed accounts', 'what am I subscribed to'],
  status: 'Looking up what you follow',
  input: z.object({}),
  run: (_, context) => followedBy(context),
  ...listShown(listing),
});

/** An account that has left is followed by nobody. */
async function followedBy({ tenant, models, actor, asOf }: Context) {
  const follows = await models.follows.find({ tenant, userId: actor.id }).sort({ at: -1 }).limit(MOST_FOLLOWED).lean<Follow[]>();
  const current = { tenant, _id: { $in: follows.map(({ accountId }) => accountId) }, lifecycleStage: { $ne: 'churned' as const } };
  const accounts = await models.accounts.find(current, { name: 1, ownerId: 1 }).lean<Pick<Account, '_id' | 'name' | 'ownerId'>[]>();
  const known = new Map(accounts.map((each) => [each._id, each]));
  const owners = await ownerNames({ tenant, models }, accounts);
  return {
    person: { id: actor.id, name: actor.name },
    asOf: asOf.toISOString(),
    followed: follows.flatMap(({ accountId, mode }) => {
      const account = known.get(accountId);
      return account ? [{ account: headOf(account), owner: owners.get(account.ownerId ?? '') ?? null, mode }] : [];
    }),
  };
}

const ownerWords = (owner: string | null): string => (owner ? `owned by ${owner}` : 'owned by nobody');

function listing({ person, followed, asOf }: Output): Listing {
  const { count } = figuresOf({ kind: 'person', ...person }, asOf);
  return {
    point:
      followed.length === 0
        ? 'You follow no account. Say "follow" and its name.'
        : t`You follow ${count('accounts_followed', followed.length, 'account')}.`,
    header: 'What you follow',
    most: LINES,
    lines: followed.map(({ account, owner, mode }) => ({
      name: account.name,
      figure: MODE_WORDS[mode],
      more: [ownerWords(owner)],
      open: callButton<typeof getAccountHealth>(account.name, 'get_account_health', { account: account.id }),
    })),
    table: tableOf(null, followed, ({ account, owner, mode }) => ({
      Account: account.name,
      'You get': MODE_WORDS[mode],
      Owner: owner ?? 'nobody',
    })),
    next: [followed.length > 0 && callButton<typeof listFollowedChanges>('What changed', 'list_followed_changes', {})],
    context: contextLine({ asOf }),
  };
}
