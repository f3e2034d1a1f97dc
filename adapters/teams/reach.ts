import type { Place } from '../../bot/platform.ts';
import type { Conversation } from './conversations.ts';
import { conversationOf, PLATFORM } from './events.ts';
import type { Outlet } from './outlet.ts';
import { TeamsRefusal } from './refusals.ts';

/** As the ids of channels begin; everything else is a person's. */
const CHANNEL = /^19:/;

export type Reaching = Pick<Outlet, 'appId' | 'client' | 'conversations' | 'serviceUrl'>;

export interface Where {
  conversation: Conversation;
  /** The conversation's id, or that of a thread in it. */
  id: string;
  /** The same as the bot names it. */
  place: Place;
}

/**
 * Where a place's messages are written; a person's id stands for their personal chat.
 * @throws TeamsRefusal `closed` where there is no way to that person.
 */
export async function whereOf(outlet: Reaching, given: Place): Promise<Where> {
  const { workspace } = given;
  const conversation = await conversationAt(outlet, workspace, given.channel);
  const place = { ...given, channel: conversation.id };
  return { conversation, id: conversationOf(place, conversation.type), place };
}

async function conversationAt(outlet: Reaching, workspace: string, channel: string): Promise<Conversation> {
  const known = await outlet.conversations.of(workspace, channel);
  if (known) return known;
  if (!CHANNEL.test(channel)) return personalWith(outlet, workspace, channel);
  // The settings may name a channel before it has told of itself.
  return { id: channel, type: 'channel', serviceUrl: outlet.serviceUrl, bot: { id: `28:${outlet.appId}` }, shared: false };
}

/** The personal chat with somebody, opened where there is none yet. */
async function personalWith({ client, conversations }: Reaching, workspace: string, userId: string): Promise<Conversation> {
  const known = await conversations.personal(workspace, userId);
  if (known) return known;
  const person = await conversations.person(workspace, userId);
  if (!person) throw new TeamsRefusal('teams', 'closed', { asked: 'write to somebody who has not met Greendoor in Teams' });
  const { serviceUrl, bot } = person;
  const id = await client.open(serviceUrl, { bot: { name: '', ...bot }, members: [{ id: person.id, name: '' }], tenantId: workspace });
  const conversation: Conversation = { id, type: 'personal', serviceUrl, bot, shared: false };
  await conversations.keepPersonal(workspace, userId, conversation);
  return conversation;
}

/** The personal chat with somebody, as a place. */
export async function openDirect(outlet: Reaching, workspace: string, userId: string): Promise<Place> {
  const { id: channel } = await personalWith(outlet, workspace, userId);
  return { platform: PLATFORM, workspace, channel };
}
