import type { Card } from '../agents/kit/card.ts';
import type { User } from '../models/user.ts';
import type { Workspace } from '../models/workspace.ts';
import type { Assistant } from './assistant.ts';
import type { Platform } from './platform.ts';
import { saveReply } from './replies.ts';

/** Tells every admin of a workspace something in their own conversation, once for what it is about. */
export async function tellAdmins(
  { models, clock }: Pick<Assistant, 'models' | 'clock'>,
  platform: Platform,
  { tenant, workspace }: Workspace,
  { about, text, cards = [] }: { about: string; text: string; cards?: Card[] },
): Promise<void> {
  const admins = await models.users
    .find({ tenant, roles: 'admin', active: true }, { identities: 1 })
    .lean<Pick<User, '_id' | 'identities'>[]>();
  for (const { _id, identities } of admins) {
    const userId = (identities as Record<string, string> | undefined)?.[platform.name];
    const replyId = `admins/${about}/${_id}`;
    if (!userId || (await models.replies.exists({ tenant, _id: replyId }))) continue;
    const place = await platform.direct(workspace, userId);
    const message = { replyId, text, cards };
    await platform.post(place, message);
    await saveReply(models, tenant, `${place.channel}:${replyId}`, place, message, clock.now());
  }
}
