import { z } from 'zod';
import { FOLLOW_MODES } from '../../../models/follow.ts';
import { ROLES } from '../../../models/user.ts';
import { actTool, type Offered } from '../../kit/define-agent.ts';
import { accountInput, optional } from '../../kit/inputs.ts';
import { headOf } from '../../kit/present/figures.ts';
import { resolveAccount } from '../../kit/resolve.ts';
import { type Following, followOf, followShown, MODE_WORDS, modeOf, restoreFollow, setMode } from '../follows.ts';

const input = z.object({
  account: accountInput,
  mode: optional(z.enum(FOLLOW_MODES)).describe(
    'daily: what changed, in one message a day; each: alerts when they happen besides. Null if not said: daily',
  ),
});

export const followAccount = actTool({
  name: 'follow_account',
  title: 'Follow an account',
  description:
    'Follows an account: the asker hears by direct message what its owner hears, in one message a day, or alerts at once as well. Changes how it is followed, too. Not for tasks or reminders.',
  examples: [
    'Follow TechCorp',
    'keep me posted about DataFlow',
    'follow Acme and tell me each time',
    'subscribe me to news of Northwind',
    'let me know when something happens at Globex',
  ],
  words: ['follow: folge, folgen, abonniere, suivre, seguir, sigue'],
  status: 'Looking up what you follow',
  input,
  roles: ROLES,
  async run({ account: named, mode }, context): Promise<Following> {
    const account = headOf(await resolveAccount(context, named));
    await setMode(context, account.id, mode ?? 'daily');
    return { account, mode: mode ?? 'daily' };
  },
  async offer({ account: named, mode: asked }, context): Promise<Offered | { shows: Following }> {
    const account = headOf(await resolveAccount(context, named));
    const [mode, before] = [asked ?? 'daily', await modeOf(context, account.id)];
    if (before === mode) return { shows: { account, mode } };
    return { account, title: 'Follow an account', fields: [{ label: 'You get', value: MODE_WORDS[mode] }] };
  },
  undo: {
    personal: true,
    before: async ({ account }, context) => followOf(context, (await resolveAccount(context, account))._id),
    run: ({ before, output }, context) => restoreFollow(context, before, output),
  },
  ...followShown,
});
