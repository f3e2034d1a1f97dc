import { z } from 'zod';
import type { Account } from '../../../models/account.ts';
import type { Follow } from '../../../models/follow.ts';
import type { getAccountHealth } from '../../health-score/face.ts';
import type { Card } from '../../kit/card.ts';
import type { Context } from '../../kit/context.ts';
import { readTool, type Summary } from '../../kit/define-agent.ts';
import { namesOf } from '../../kit/people.ts';
import { callButton } from '../../kit/present/buttons.ts';
import { contextLine } from '../../kit/present/context-line.ts';
import { figuresOf } from '../../kit/present/figures.ts';
import { listCard } from '../../kit/present/list.ts';
import { t } from '../../kit/text.ts';
import { MODE_WORDS } from '../follows.ts';

type Output = Awaited<ReturnType<typeof followedBy>>;

const MOST = 100;

export const listFollowed = readTool({
  name: 'list_followed',
  title: 'Accounts a person follows',
  description: 'Lists the accounts the asker follows, since when, and how they hear of each. Not the accounts they own (list_accounts).',
  examples: ['What do I follow?', 'which accounts am I following', 'my followed accounts', 'list what I am subscribed to'],
  status: 'Looking up what you follow',
  input: z.object({}),
  run: (_, context) => followedBy(context),
  summary,
  card,
});

async function followedBy({ tenant, models, actor, asOf }: Context) {
  const follows = await models.follows.find({ tenant, userId: actor.id }).sort({ at: -1 }).limit(MOST).lean<Follow[]>();
  const ids = follows.map(({ accountId }) => accountId);
  const fields = { name: 1, ownerId: 1 };
  const accounts = await models.accounts.find({ tenant, _id: { $in: ids } }, fields).lean<Pick<Account, '_id' | 'name' | 'ownerId'>[]>();
  const known = new Map(accounts.map((each) => [each._id, each]));
  const owners = await namesOf(
    { tenant, models },
    accounts.map(({ ownerId }) => ownerId),
  );
  return {
    person: { id: actor.id, name: actor.name },
    asOf: asOf.toISOString(),
    followed: follows.flatMap(({ accountId, mode, at }) => {
      const account = known.get(accountId);
      if (!account) return [];
      const owner = owners.get(account.ownerId ?? '') ?? null;
      return [{ account: { id: account._id, name: account.name }, owner, mode, since: at.toISOString() }];
    }),
  };
}

function summary({ person, followed, asOf }: Output): Summary {
  if (followed.length === 0) return { point: 'You follow no account. Say "follow" and its name.', why: [] };
  const { count } = figuresOf({ kind: 'person', id: person.id, name: person.name }, asOf);
  return {
    point: t`You follow ${count('accounts_followed', followed.length, 'account')}.`,
    why: followed.slice(0, 5).map(({ account, mode }) => `${account.name}: ${MODE_WORDS[mode]}.`),
  };
}

function card(output: Output): Card {
  const { followed, asOf } = output;
  return listCard({
    point: summary(output).point,
    header: 'What you follow',
    lines: followed.slice(0, 10).map(({ account, owner, mode }) => ({
      name: account.name,
      figure: MODE_WORDS[mode],
      more: [owner ? `owned by ${owner}` : 'owned by nobody'],
      open: callButton<typeof getAccountHealth>(account.name, 'get_account_health', { account: account.id }),
    })),
    table: {
      labels: ['Account', 'You get', 'Owner'],
      rows: followed.map(({ account, owner, mode }) => [account.name, MODE_WORDS[mode], owner ?? 'nobody']),
    },
    context: contextLine({ asOf }),
  });
}
