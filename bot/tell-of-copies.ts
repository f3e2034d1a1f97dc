import { describeError } from '../agents/kit/describe-error.ts';
import type { Account } from '../models/account.ts';
import type { ActivityCopy } from '../models/activity-copy.ts';
import type { Interaction } from '../models/interaction.ts';
import type { User } from '../models/user.ts';
import type { Workspace } from '../models/workspace.ts';
import type { Assistant } from './assistant.ts';
import { saveReply } from './replies.ts';

const NAMES: Record<Interaction['kind'], string> = { email: 'e-mail', meeting: 'meeting', call: 'call', chat: 'chat' };
const A_BATCH = 20;

/** Tells whoever logged or sent something that the other system does not have it, or may not, once. */
export async function tellOfCopies(assistant: Pick<Assistant, 'models' | 'clock' | 'log' | 'platforms' | 'copying'>): Promise<void> {
  const { models, clock, log, platforms, copying } = assistant;
  if (!copying) return;
  const { tenant, to } = copying;
  const failed = await models.activityCopies
    .find({ tenant, state: { $in: ['failed', 'unknown'] }, toldAt: null })
    .limit(A_BATCH)
    .lean<ActivityCopy[]>();
  for (const copy of failed) {
    const { _id, userId, accountId, state, reason } = copy;
    const [activity, account, user] = await Promise.all([
      models.interactions.findOne({ tenant, _id }, { kind: 1, at: 1 }).lean<Pick<Interaction, 'kind' | 'at'>>(),
      models.accounts.findOne({ tenant, _id: accountId }, { name: 1 }).lean<Pick<Account, 'name'>>(),
      models.users.findOne({ tenant, _id: userId, active: true }, { identities: 1 }).lean<Pick<User, 'identities'>>(),
    ]);
    const what = `The ${activity ? NAMES[activity.kind] : 'activity'} with ${account?.name ?? 'a customer'}${activity ? ` of ${activity.at.toISOString().slice(0, 10)}` : ''}`;
    const stands = state === 'failed' ? `but not in ${to}` : `and perhaps in ${to}`;
    const next = state === 'failed' ? 'write it there yourself if it is needed' : 'look there, and write it yourself if it is missing';
    const text = `**${what} is kept here, ${stands}.** ${reason ?? ''} I do not try again; ${next}.`;
    const reached = (await models.workspaces.find({ tenant }).lean<Workspace[]>()).flatMap(({ platform: name, workspace }) => {
      const platform = platforms.find((each) => each.name === name);
      const id = (user?.identities as Record<string, string> | undefined)?.[name];
      return platform && id ? [{ platform, workspace, id }] : [];
    });
    for (const { platform, workspace, id } of reached.slice(0, 1)) {
      try {
        const place = await platform.direct(workspace, id);
        const message = { replyId: `copy/${_id}`, text, cards: [] };
        if (!(await platform.find(place, message.replyId))) await platform.post(place, message);
        await saveReply(models, tenant, `${place.channel}:${message.replyId}`, place, message, clock.now());
      } catch (error) {
        log.error({ error: describeError(error) }, 'nobody could be told of an activity that another system does not have');
        return;
      }
    }
    await models.activityCopies.updateOne({ tenant, _id }, { $set: { toldAt: clock.now() } });
  }
}
