import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { headOf } from '../../kit/present/figures.ts';
import { accountInput, actTool, type Offered, resolveAccount } from '../../kit/tool.ts';
import { type Following, followShown, followUndo, MODE_WORDS, modeOf, setMode } from '../follows.ts';

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
  async run({ account: named }, context): Promise<Following> {
    const account = headOf(await resolveAccount(context, named));
    await setMode(context, account.id, null);
    return { account, mode: null };
  },
  async offer({ account: named }, context): Promise<Offered | { shows: Following }> {
    const account = headOf(await resolveAccount(context, named));
    const mode = await modeOf(context, account.id);
    if (mode === null) return { shows: { account, mode } };
    return { account, title: 'Unfollow an account', fields: [{ label: 'You no longer get', value: MODE_WORDS[mode] }] };
  },
  undo: followUndo,
  ...followShown,
});
