import { RefusedError, UserError } from '../../agents/kit/errors.ts';
import { audit } from '../../tools/audit.ts';
import { type Closed, closedTo, whyClosed } from '../channel-policy.ts';
import type { Answering } from './answer.ts';
import { answerMessage } from './message.ts';

const AUDIENCE = /^(allow|disallow)[- ]here$/i;

/** A question asked by a command, or an admin's word about the channel it is given in. */
export async function answerCommand(answering: Answering<'command'>): Promise<void> {
  const word = AUDIENCE.exec(answering.incoming.text)?.[1]?.toLowerCase();
  if (word) await setAudience(answering, word === 'allow');
  else await answerMessage(answering);
}

/** Lets customer data into a channel, or keeps it out. */
async function setAudience(
  { assistant, platform, workspace, actor, incoming, event }: Answering<'command'>,
  allowed: boolean,
): Promise<void> {
  const { models, clock } = assistant;
  const { tenant, platform: name, workspace: id } = workspace;
  const { channel } = incoming.place;
  if (!actor.roles.includes('admin'))
    throw new RefusedError(`Not ${allowed ? 'allowed' : 'forbidden'}: only an admin may say what a channel may see. Ask one of them.`);
  const audience = await platform.audience(incoming.place);
  if (audience.direct)
    throw new UserError('direct', 'This conversation is between the two of us; there is nothing to allow or forbid here.');
  const at = clock.now();
  const others = workspace.audiences.filter((each) => each.id !== channel);
  const audiences = [...others, { id: channel, allowed, by: actor.id, at }];
  const closed: Closed | undefined = allowed ? closedTo(audience, channel, { channels: workspace.channels, audiences }) : undefined;
  if (closed) throw new UserError('closed', `Not allowed, because ${whyClosed(closed)}`);
  await audit(models, { tenant, actorId: actor.id, at, event: 'audience', data: { platform: name, workspace: id, channel, allowed } });
  const where = { platform: name, workspace: id };
  await models.workspaces.updateOne(where, { $pull: { audiences: { id: channel } } });
  await models.workspaces.updateOne(where, { $push: { audiences: { id: channel, allowed, by: actor.id, at } } });
  const text = allowed
    ? 'Allowed: from now on I answer in this channel, as long as everybody in it belongs to this workspace. /greendoor disallow-here ends it.'
    : 'Forbidden: from now on I answer people from this channel in their direct conversation with me. /greendoor allow-here ends that.';
  await platform.whisper(incoming.place, incoming.sender.userId, { replyId: event.replyId, text, cards: [] });
}
