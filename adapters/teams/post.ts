import type { Activity } from 'botbuilder';
import type { Card } from '../../agents/kit/card.ts';
import type { MessageRef, Outgoing, Place } from '../../bot/platform.ts';
import { type AdaptiveCard, type Drawing, type Rendered, renderMessage } from './cards.ts';
import { membersOf } from './members.ts';
import type { Outlet } from './outlet.ts';
import { whereOf } from './reach.ts';
import { TeamsRefusal } from './refusals.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';
const JOINT = ',';

/** A message of Teams as an activity. */
export function activityOf(
  { wide }: Pick<Outlet, 'wide'>,
  { text, card, summary, entities }: Rendered,
  cards: readonly Card<string>[] = [],
): Partial<Activity> {
  const rated = cards.some(({ parts }) => parts.some(({ type }) => type === 'feedback'));
  return {
    type: 'message',
    text,
    textFormat: 'markdown',
    summary,
    ...(card ? { attachments: [{ contentType: CARD, content: wide ? card : narrow(card) }] } : {}),
    ...(entities ? { entities } : {}),
    ...(rated ? { channelData: { feedbackLoop: { type: 'default' } } } : {}),
  };
}

const narrow = ({ msteams: _, ...card }: AdaptiveCard): AdaptiveCard => card;

/**
 * A message as it is drawn for a place: where roles differ, each of its readers fetches their own view; who reads alone is
 * shown theirs at once.
 */
export async function draw(outlet: Outlet, place: Place, message: Outgoing<string>, drawing: Drawing = {}): Promise<Rendered[]> {
  const decided = message.cards.some(({ parts }) =>
    parts.some((part) => part.type === 'buttons' && part.buttons.some(({ effect }) => effect.type === 'decide')),
  );
  const { conversation } = await whereOf(outlet, place);
  if (!decided) return renderMessage(message, drawing);
  if (conversation.type === 'personal') {
    const { person: userId } = conversation;
    const { platform, workspace } = place;
    const look = userId === undefined ? undefined : { sender: { platform, workspace, userId }, place, replyId: message.replyId };
    const theirs = look && (await outlet.viewFor(look).catch(() => undefined));
    return renderMessage(theirs ?? message, drawing);
  }
  const members = await membersOf(outlet, place).catch(() => []);
  return renderMessage(message, { ...drawing, refreshFor: members.map(({ id }) => id) });
}

interface Sending extends Pick<Outgoing<string>, 'replyId' | 'cards'> {
  messages: readonly Rendered[];
  /** What stands of it already. */
  before?: readonly string[];
  /** Whether that was the whole message until now. */
  further?: boolean;
}

/**
 * Writes messages one after the other; in a channel what follows the first goes into its thread. Each is remembered as soon as
 * it is there, so that a press on it is known. Where one is refused, those before it are taken away. Gives the ids of all.
 */
export async function send(outlet: Outlet, place: Place, sending: Sending): Promise<MessageRef> {
  const { replyId, cards, messages, before = [], further = false } = sending;
  const { client, conversations, presses } = outlet;
  const { workspace, channel, thread } = place;
  const ids = [...before];
  const remember = (whole: boolean) =>
    conversations.keepSent(workspace, { replyId, channel, ...(thread ? { thread } : {}), ids, ...(whole ? {} : { begun: true }) });
  if (messages.length === 0) await remember(true);
  for (const [index, each] of messages.entries()) {
    const [root] = ids;
    const at = await whereOf(outlet, { ...place, ...(thread || !root ? {} : { thread: root }) });
    const last = index === messages.length - 1;
    const activity = activityOf(outlet, each, last ? cards : []);
    const sent = await client
      .call({ what: 'post a message', repeatable: false }, at, (context) => context.sendActivity(activity))
      .catch(async (error: unknown) => {
        for (const id of ids.slice(before.length)) await takeAway(outlet, place, id).catch(() => {});
        throw error;
      });
    if (sent?.id) ids.push(sent.id);
    await remember(last || further);
  }
  presses.said(channel);
  return refOf(place, ids);
}

/** Deletes a message, or what is left of one that was being written; one that is gone already is fine. */
export async function takeAway(outlet: Outlet, place: Place, activityId: string): Promise<void> {
  const at = await whereOf(outlet, place);
  await outlet.client
    .call({ what: 'delete a message', repeatable: true }, at, (context) => context.deleteActivity(activityId))
    .catch((error: unknown) => {
      if (!(error instanceof TeamsRefusal)) throw error;
    });
}

export const refOf = (place: Place, ids: readonly string[]): MessageRef => ({ ...place, id: ids.join(JOINT) });

/** @throws TeamsRefusal where the conversation is closed. */
export async function post(outlet: Outlet, wanted: Place, message: Outgoing<string>, drawing?: Drawing): Promise<MessageRef> {
  const { place } = await whereOf(outlet, wanted);
  return send(outlet, place, { ...message, messages: await draw(outlet, place, message, drawing) });
}

/** Replaces a message for everybody: as many activities as it has now, further ones after it, surplus ones deleted. */
export async function update(outlet: Outlet, ref: MessageRef, message: Outgoing<string>): Promise<void> {
  const { client, conversations, presses } = outlet;
  const { id, ...place } = ref;
  const known = id.split(JOINT);
  // A press knows the one it was on.
  const ids = known.length > 1 ? known : ((await conversations.sentAs(ref.workspace, ref.channel, id))?.ids ?? known);
  const rendered = await draw(outlet, place, message);
  const at = await whereOf(outlet, place);
  for (const [index, each] of ids.entries()) {
    const now = rendered[index];
    if (now) presses.changed(ref.channel, each, now);
    const call = { what: now ? 'update a message' : 'delete a message', repeatable: true };
    await client
      .call(call, at, async (context) => {
        if (now) await context.updateActivity({ ...activityOf(outlet, now, index === rendered.length - 1 ? message.cards : []), id: each });
        else await context.deleteActivity(each);
      })
      .catch((error: unknown) => {
        if (now || !(error instanceof TeamsRefusal)) throw error;
      });
  }
  await send(outlet, place, {
    ...message,
    messages: rendered.slice(ids.length),
    before: ids.slice(0, rendered.length),
    further: true,
  });
}
