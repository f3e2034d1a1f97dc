import { RefusedError, UserError } from '../../agents/kit/errors.ts';
import { CHANNEL_PURPOSES, type ChannelPurpose } from '../../models/workspace.ts';
import { audit } from '../../tools/audit.ts';
import { type Audience, type Closed, closedTo, whyClosed } from '../channel-policy.ts';
import type { Answering } from './answer.ts';

type Given = Answering<'command'>;

/** What is posted for a purpose, in words. */
const POSTED: Record<ChannelPurpose, string> = {
  health: 'the daily health digest',
  churn: 'churn alerts',
  approvals: 'drafts that wait for approval',
  expansion: 'expansion opportunities',
};

/** Lets customer data into a channel, or keeps it out. */
export async function setAudience({ assistant, platform, workspace, actor, incoming, event }: Given, allowed: boolean): Promise<void> {
  const { models, clock } = assistant;
  const { tenant, platform: name, workspace: id } = workspace;
  const { channel } = incoming.place;
  const audience = await channelOf({ platform, actor, incoming }, `Not ${allowed ? 'allowed' : 'forbidden'}`);
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

/** Says what is posted in the channel the command is given in; without a purpose, nothing any more. */
export async function setPurpose(
  { assistant, platform, workspace, actor, incoming, event }: Given,
  said: string | undefined,
): Promise<void> {
  const purpose = said === undefined ? undefined : purposeOf(said);
  const { models, clock } = assistant;
  const { tenant, platform: name, workspace: id } = workspace;
  const { channel } = incoming.place;
  const audience = await channelOf({ platform, actor, incoming }, 'Not changed');
  const was = workspace.channels.filter((each) => each.id === channel).map((each) => POSTED[each.purpose]);
  const others = workspace.channels.filter((each) => (purpose ? each.purpose !== purpose : each.id !== channel));
  const channels = purpose ? [...others, { purpose, id: channel, by: actor.id }] : others;
  const closed = purpose ? closedTo(audience, channel, { channels, audiences: workspace.audiences }) : undefined;
  if (closed) throw new UserError('closed', `Not changed, because ${whyClosed(closed)}`);
  const at = clock.now();
  const data = { platform: name, workspace: id, channel, purpose: purpose ?? null };
  await audit(models, { tenant, actorId: actor.id, at, event: 'audience', data });
  await models.workspaces.updateOne({ platform: name, workspace: id }, { $set: { channels } });
  const text = purpose
    ? `From now on I post ${POSTED[purpose]} in this channel. /greendoor stop-here ends that.`
    : was.length > 0
      ? `From now on I do not post ${was.join(' or ')} in this channel any more.`
      : 'I post nothing in this channel on my own.';
  await platform.whisper(incoming.place, incoming.sender.userId, { replyId: event.replyId, text, cards: [] });
}

/** @throws UserError that names what there is. */
function purposeOf(said: string): ChannelPurpose {
  const purpose = CHANNEL_PURPOSES.find((each) => each === said.toLowerCase());
  if (purpose) return purpose;
  throw new UserError('usage', `Say what to post here: /greendoor post-here ${CHANNEL_PURPOSES.join(', or ')}.`);
}

/** Who reads the channel a command is about. @throws RefusedError for all but admins, UserError in a direct conversation */
async function channelOf({ platform, actor, incoming }: Pick<Given, 'platform' | 'actor' | 'incoming'>, not: string): Promise<Audience> {
  if (!actor.roles.includes('admin'))
    throw new RefusedError(`${not}: only an admin may say what a channel may see and gets. Ask one of them.`);
  const audience = await platform.audience(incoming.place);
  if (audience.direct) throw new UserError('direct', 'This conversation is between the two of us; give that command in a channel.');
  return audience;
}
