import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { headOf } from '../../kit/say.ts';
import { accountInput, actTool } from '../../kit/tool.ts';
import { resolveAccount } from '../../kit/who.ts';
import { type Following, followOf, followShown, MODE_WORDS, restore, setMode } from '../follows.ts';

export const unfollowAccount = actTool({
  name: 'unfollow_account',
  title: 'Unfollow an account',
  description: 'Stops following an account: the asker no longer hears what its owner hears.',
  examples: [
    'Unfollow TechCorp',
    'stop following DataFlow',
    'mute the news of Acme',
    'unsubscribe me from Northwind',
    'no more news of Acme',
    'do not send me updates on Globex any more',
    'stop the alerts about Initech',
  ],
  words: ['unfollow: unsubscribe, entfolge, entfolgen, abbestellen'],
  status: 'Looking up what you follow',
  input: z.object({ account: accountInput }),
  roles: ROLES,
  async plan({ account: named }, context) {
    const account = headOf(await resolveAccount(context, named));
    return { account, was: await followOf(context, account.id) };
  },
  told: ({ account, was }) =>
    was ? { account, fields: [['You no longer get', MODE_WORDS[was.mode]]] } : { shows: { account, mode: null } },
  async write({ account }, context): Promise<Following> {
    await setMode(context, account.id, null);
    return { account, mode: null };
  },
  undo: { personal: true, before: ({ was }) => was, run: restore },
  ...followShown,
});
