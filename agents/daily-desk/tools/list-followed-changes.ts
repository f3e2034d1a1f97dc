import { z } from 'zod';
import type { getAccountHealth } from '../../health-score/face.ts';
import { callButton, contextLine, type Listing, listShown, tableOf } from '../../kit/present/index.ts';
import { figuresOf, listed, t } from '../../kit/say.ts';
import { type Context, optional, readTool, sinceSaid } from '../../kit/tool.ts';
import { whichColleague } from '../../kit/who.ts';
import { followedChanges } from '../followed.ts';
import type { listFollowed } from './list-followed.ts';
import type { unfollowAccount } from './unfollow-account.ts';

const input = z.object({
  owner: optional(z.string().max(120)).describe('Who follows: a colleague’s name; null or "mine" for the asker'),
  since: optional(z.string().max(40)).describe('Since which day, as YYYY-MM-DD, or which instant; null for a week'),
});
type Output = Awaited<ReturnType<typeof run>>;

const USUAL_MS = 7 * 86_400_000;
const LINES = 10;
const NAMED = 3;

/** Also what a follower is told in the morning. */
export const listFollowedChanges = readTool({
  name: 'list_followed_changes',
  title: 'What changed at followed accounts',
  description:
    'Lists what changed at the accounts a person follows: health, churn risk, renewal, contract, stage, owner. Not the list of what they follow (list_followed), not one account (explain_health_change).',
  examples: [
    'what changed at the accounts I follow',
    'what is new at what I follow',
    'any news of the accounts I am following',
    'updates on my followed accounts since 1 March',
  ],
  status: 'Looking at what you follow',
  input,
  run,
  ...listShown(listing),
});

async function run({ owner, since }: z.output<typeof input>, context: Context) {
  const { asOf } = context;
  const person = await whichColleague(context, owner);
  const from = sinceSaid(since, asOf);
  const found = await followedChanges(context, person.id, from ?? new Date(asOf.getTime() - USUAL_MS));
  return { person, ...found, asOf: asOf.toISOString() };
}

function pointOf({ person, followed, changed, since, asOf }: Output) {
  const { count, date } = figuresOf({ kind: 'person', ...person }, asOf);
  const when = date('followed_since', 'since', since);
  if (followed === 0) return 'No account is followed. Say "follow" and its name.';
  if (changed.length === 0) return t`Nothing changed since ${when} at ${count('accounts_followed', followed, 'followed account')}.`;
  const names = changed.slice(0, NAMED).map(({ account }) => account.name);
  const more = changed.length > NAMED ? ' and more' : '';
  return t`${count('followed_changed', changed.length, 'followed account')} changed since ${when}: ${listed(names)}${more}.`;
}

function listing(output: Output): Listing {
  const { changed, asOf } = output;
  const [only, ...others] = changed;
  return {
    point: pointOf(output),
    header: 'What you follow',
    most: LINES,
    lines: changed.map(({ account, texts }) => ({
      name: account.name,
      figure: texts[0] ?? '',
      more: texts.slice(1),
      open: callButton<typeof getAccountHealth>(account.name, 'get_account_health', { account: account.id }),
    })),
    table: tableOf(null, changed.length > LINES ? changed : [], ({ account, texts }) => ({
      Account: account.name,
      'What changed': listed(texts),
    })),
    next: [
      only && others.length === 0
        ? callButton<typeof unfollowAccount>('Unfollow', 'unfollow_account', { account: only.account.id })
        : output.followed > 0 && callButton<typeof listFollowed>('All I follow', 'list_followed', {}),
    ],
    context: contextLine({ asOf }),
  };
}
