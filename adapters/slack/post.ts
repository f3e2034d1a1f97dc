import type { MessageRef, Outgoing, Place } from '../../bot/platform.ts';
import { type Rendered, renderMessage } from './cards.ts';
import { siblings } from './find.ts';
import { publishHome } from './home.ts';
import { filesOf, metadataOf } from './metadata.ts';
import type { Outlet } from './outlet.ts';
import { sendDrawn } from './pictures.ts';
import { NO_PREVIEW } from './previews.ts';
import { readRef, refOf } from './refs.ts';

/** Posts messages one after the other; what follows the first goes into its thread. */
export async function postRendered(
  outlet: Outlet,
  place: Place,
  message: Outgoing<string>,
  messages: Rendered[],
  from = 0,
  root?: string,
): Promise<string[]> {
  const { slack } = outlet;
  const ids: string[] = [];
  for (const [index, each] of messages.entries()) {
    const thread = place.thread ?? root ?? ids[0];
    await slack.turn(place.workspace, place.channel);
    const posted = await sendDrawn(outlet, each, ({ text, blocks }) =>
      slack.call({ what: 'post a message', workspace: place.workspace, repeatable: false }, (client) =>
        client.chat.postMessage({
          channel: place.channel,
          text,
          blocks,
          ...(thread ? { thread_ts: thread } : {}),
          metadata: metadataOf(message, from + index, from + messages.length),
          ...NO_PREVIEW,
        }),
      ),
    );
    if (posted.ts) ids.push(posted.ts);
  }
  return ids;
}

/** @throws SlackRefusal where the channel or thread is closed. */
export async function post(outlet: Outlet, place: Place, message: Outgoing<string>): Promise<MessageRef> {
  const drawn = await outlet.pictures.of(place.workspace, message.cards);
  const ref = refOf(place, await postRendered(outlet, place, message, renderMessage(message, undefined, drawn)));
  await attach(outlet, ref, message);
  return ref;
}

/** What a message offers goes into its thread. */
export async function attach({ attachments }: Outlet, ref: MessageRef, { cards }: Outgoing<string>): Promise<void> {
  const target = readRef(ref.id);
  const root = ref.thread ?? (target.type === 'posts' ? target.ids[0] : target.type === 'one-of-several' ? target.id : undefined);
  if (root) await attachments.share(ref, root, filesOf(cards));
}

/** Replaces a message: as many posts as it has now, further ones in the thread, surplus ones deleted. */
export async function update(outlet: Outlet, ref: MessageRef, message: Outgoing<string>): Promise<MessageRef> {
  const { slack, pictures } = outlet;
  const { workspace, channel } = ref;
  const target = readRef(ref.id);
  if (target.type === 'ephemeral') {
    await slack.respond(target.responseUrl, renderMessage(message));
    return ref;
  }
  if (target.type === 'home') {
    await publishHome(slack, ref, target.userId, message);
    return ref;
  }
  const rendered = renderMessage(message, undefined, await pictures.of(workspace, message.cards));
  const ids = target.type === 'posts' ? target.ids : await siblings(slack, ref, target.id, message.replyId);
  for (const [index, id] of ids.entries()) {
    const now = rendered[index];
    const call = { what: 'update a message', workspace, repeatable: true };
    if (!now) await slack.call(call, (client) => client.chat.delete({ channel, ts: id }));
    else
      await sendDrawn(outlet, now, (content) =>
        slack.call(call, (client) =>
          client.chat.update({ channel, ts: id, ...content, metadata: metadataOf(message, index, rendered.length), ...NO_PREVIEW }),
        ),
      );
  }
  const further = await postRendered(outlet, ref, message, rendered.slice(ids.length), ids.length, ids[0]);
  const updated = refOf(ref, [...ids.slice(0, rendered.length), ...further]);
  await attach(outlet, updated, message);
  return updated;
}
