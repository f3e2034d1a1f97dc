import type { KnownBlock, MessageMetadata } from '@slack/types';
import { LIMITS } from '../limits.ts';
import { messageJson } from '../payloads.ts';
import type { Store } from '../store.ts';
import { checkedBlocks, checkMetadata, checkText } from '../validate/message.ts';
import { checkPictures } from '../validate/pictures.ts';
import { Refusal } from '../validate/problems.ts';
import type { Message } from '../wire.ts';
import { type Args, type Host, type Method, named } from './call.ts';

type Content = Pick<Message, 'text' | 'markdown' | 'blocks'>;

/** The checked content of a message. @throws Refusal as the limits say; `no_text` where there is none. */
export function contentOf(args: Args, { store, files }: Host, maxText: number = LIMITS.message.text): Content {
  const text = args.text('text', '');
  const blocks = args.has('blocks') ? args.json('blocks', 'invalid_blocks_format') : undefined;
  if (args.has('markdown_text')) {
    if (text !== '' || blocks !== undefined) throw new Refusal('markdown_text_conflict');
    const markdown = args.text('markdown_text');
    checkText(markdown, LIMITS.message.markdown);
    return { text: markdown, markdown };
  }
  checkText(text, maxText);
  const checked = blocks === undefined ? undefined : checkedBlocks(blocks);
  if (checked) checkPictures(checked, files);
  if (text.trim() === '' && (checked === undefined || checked.length === 0)) throw new Refusal('no_text');
  return { text, ...(checked && checked.length > 0 ? { blocks: named(store, checked) } : {}) };
}

export function metadataOf(args: Args): MessageMetadata | undefined {
  if (!args.has('metadata')) return undefined;
  const metadata = args.json('metadata', 'invalid_metadata_format');
  checkMetadata(metadata);
  return metadata as MessageMetadata;
}

/** The thread's root in this channel. @throws Refusal `thread_not_found`; a reply's own id leads to its root. */
export function threadOf(store: Store, channel: string, ts: string | undefined): string | undefined {
  if (ts === undefined) return undefined;
  const root = store.find(channel, ts);
  if (!root) throw new Refusal('thread_not_found');
  return root.thread_ts ?? root.ts;
}

/** @throws Refusal `message_not_found`. */
export function ownMessage(store: Store, channel: string, ts: string, refusal: string): Message {
  const message = store.find(store.conversation(channel).id, ts);
  if (!message || message.onlyFor) throw new Refusal('message_not_found');
  if (!message.fromBot) throw new Refusal(refusal);
  return message;
}

const optional = (args: Args, name: string) => (args.has(name) ? args.text(name) : undefined);

const postMessage: Method = (args, host) => {
  const { store } = host;
  const { id: channel } = store.conversation(args.text('channel'));
  const thread = threadOf(store, channel, optional(args, 'thread_ts'));
  const metadata = metadataOf(args);
  const message = store.add({
    channel,
    ts: store.nextTs(),
    user: store.botUserId,
    fromBot: true,
    ...contentOf(args, host),
    ...(thread ? { thread_ts: thread } : {}),
    ...(args.flag('reply_broadcast') ? { broadcast: true } : {}),
    ...(metadata ? { metadata } : {}),
  });
  return { channel, ts: message.ts, message: messageJson(store, message, true) };
};

const update: Method = (args, host) => {
  const { store } = host;
  const message = ownMessage(store, args.text('channel'), args.text('ts'), 'cant_update_message');
  if (message.streaming) throw new Refusal('streaming_state_conflict');
  const metadata = metadataOf(args);
  const says = ['text', 'blocks', 'markdown_text'].some((name) => args.has(name)) || !metadata;
  const content = says ? contentOf(args, host, LIMITS.message.updatedText) : undefined;
  // Text alone removes the blocks; only a message updated by text is marked as edited.
  const changes: Partial<Message> = {
    ...(content ? { markdown: '', blocks: [], edited: content.blocks === undefined, ...content } : {}),
    ...(metadata ? { metadata } : {}),
  };
  const changed = store.change(message, changes);
  return { channel: changed.channel, ts: changed.ts, text: changed.text, message: messageJson(store, changed, true) };
};

const remove: Method = (args, { store }) => {
  const message = ownMessage(store, args.text('channel'), args.text('ts'), 'cant_delete_message');
  store.remove(message);
  return { channel: message.channel, ts: message.ts };
};

const postEphemeral: Method = (args, host) => {
  const { store } = host;
  const conversation = store.conversation(args.text('channel'));
  const { id: onlyFor } = store.person(args.text('user'));
  if (!conversation.members.includes(onlyFor)) throw new Refusal('user_not_in_channel');
  const thread = threadOf(store, conversation.id, optional(args, 'thread_ts'));
  const message = store.add({
    channel: conversation.id,
    ts: store.nextTs(),
    user: store.botUserId,
    fromBot: true,
    onlyFor,
    ...contentOf(args, host),
    ...(thread ? { thread_ts: thread } : {}),
  });
  return { message_ts: message.ts };
};

const getPermalink: Method = (args, { store, url }) => {
  const { id } = store.conversation(args.text('channel'));
  const ts = args.text('message_ts');
  if (!store.find(id, ts)) throw new Refusal('message_not_found');
  return { channel: id, permalink: `${url}/?channel=${id}&message=${ts}` };
};

/** What a response_url takes. Never throws for a deleted original: Slack ignores it. */
export function respond(host: Host, args: Args, place: { user: string; channel: string; ts?: string; thread?: string }): void {
  const { store } = host;
  const original = place.ts ? store.find(place.channel, place.ts) : undefined;
  if (args.flag('delete_original')) {
    if (original) store.remove(original);
    return;
  }
  const content = contentOf(args, host);
  if (args.flag('replace_original') && original) {
    store.change(original, { ...content, blocks: content.blocks ?? ([] as KnownBlock[]), edited: !original.onlyFor });
    return;
  }
  const thread = args.has('thread_ts') ? args.text('thread_ts') : place.thread;
  store.add({
    channel: place.channel,
    ts: store.nextTs(),
    user: store.botUserId,
    fromBot: true,
    ...content,
    ...(thread ? { thread_ts: thread } : {}),
    ...(args.text('response_type', 'ephemeral') === 'in_channel' ? {} : { onlyFor: place.user }),
  });
}

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': getPermalink,
};
