import { z } from 'zod';
import type { FollowMode } from '../../../models/follow.ts';
import { ROLES } from '../../../models/user.ts';
import { headOf } from '../../kit/say.ts';
import { accountInput, actTool, type Context, optional } from '../../kit/tool.ts';
import { resolveAccount } from '../../kit/who.ts';
import { type Following, followOf, followShown, MODE_WORDS, restore, setMode } from '../follows.ts';

const input = z.object({
  account: accountInput,
  alerts: optional(z.boolean()).describe(
    'Whether alerts are told when they happen, besides one message a day of what changed. Null if not said: as before, at first no',
  ),
});

/** The account, how the asker follows it, and how they would. */
async function plan({ account: named, alerts }: z.output<typeof input>, context: Context) {
  const account = headOf(await resolveAccount(context, named));
  const was = await followOf(context, account.id);
  const mode: FollowMode = alerts === null ? (was?.mode ?? 'daily') : alerts ? 'each' : 'daily';
  return { account, was, mode };
}

export const followAccount = actTool({
  name: 'follow_account',
  title: 'Follow an account',
  description:
    'Follows an account: the asker hears by direct message what its owner hears, in one message a day, or alerts at once as well. Changes how it is followed, too. Not for tasks or reminders.',
  examples: [
    'Follow TechCorp',
    'keep me posted about DataFlow',
    'notify me of what happens at Globex',
    'follow Acme with alerts',
    'alert me about Initech',
    'subscribe me to news of Northwind',
    'let me know whenever something changes at Globex',
    'keep an eye on Northwind for me',
    'watch Acme',
    'put Acme on my watchlist',
  ],
  words: [
    'follow: subscribe, subscribed, subscription, folge, folgen, abonniere, suivre, seguir, sigue, watch, watchlist',
    'posted: informed, updated, loop',
  ],
  status: 'Looking up what you follow',
  input,
  roles: ROLES,
  plan,
  told: ({ account, was, mode }) =>
    was?.mode === mode ? { shows: { account, mode } } : { account, fields: [['You get', MODE_WORDS[mode]]] },
  async write({ account, mode }, context): Promise<Following> {
    await setMode(context, account.id, mode);
    return { account, mode };
  },
  undo: { personal: true, before: ({ was }) => was, run: restore },
  ...followShown,
});
