import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { messageJson } from '../payloads.ts';
import type { Store } from '../store.ts';
import { checkedBlocks, checkText } from '../validate/message.ts';
import { checkPictures } from '../validate/pictures.ts';
import { Refusal } from '../validate/problems.ts';
import type { Message, Task } from '../wire.ts';
import { type Args, type Host, type Method, named } from './call.ts';
import { metadataOf, ownMessage, threadOf } from './chat.ts';

const chunk = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('markdown_text'), text: z.string() }),
  z.strictObject({
    type: z.literal('task_update'),
    id: z.string().min(1),
    title: z.string().min(1),
    status: z.enum(['pending', 'in_progress', 'complete', 'error']),
    details: z.string().optional(),
    output: z.string().optional(),
    sources: z.array(z.unknown()).optional(),
  }),
  z.strictObject({ type: z.literal('plan_update'), title: z.string().min(1) }),
  z.strictObject({ type: z.literal('blocks'), blocks: z.array(z.unknown()).max(LIMITS.message.blocks) }),
]);

type Chunk = z.infer<typeof chunk>;

function chunksOf(args: Args): Chunk[] {
  if (args.has('markdown_text') && args.has('chunks'))
    throw new Refusal('invalid_arguments', ['[ERROR] markdown_text or chunks, not both']);
  if (args.has('markdown_text')) return [{ type: 'markdown_text', text: args.text('markdown_text') }];
  if (!args.has('chunks')) return [];
  const parsed = z.array(chunk).safeParse(args.json('chunks', 'invalid_chunks'));
  if (!parsed.success) throw new Refusal('invalid_chunks');
  return parsed.data;
}

/** The message with the chunks added. @throws Refusal `msg_too_long` or `invalid_blocks`. */
function grown({ store, files }: Host, message: Message, chunks: Chunk[], closing: unknown): Partial<Message> {
  const markdown = (message.markdown ?? '') + chunks.map((each) => (each.type === 'markdown_text' ? each.text : '')).join('');
  checkText(markdown, LIMITS.message.markdown);
  const tasks = new Map((message.tasks ?? []).map((task) => [task.id, task]));
  let plan = message.plan;
  const added: unknown[] = [];
  for (const each of chunks) {
    if (each.type === 'task_update') tasks.set(each.id, taskOf(each));
    if (each.type === 'plan_update') plan = each.title;
    if (each.type === 'blocks') added.push(...each.blocks);
  }
  if (Array.isArray(closing)) added.push(...closing);
  const text: KnownBlock[] = markdown === '' ? [] : [{ type: 'markdown', text: markdown }];
  const kept = message.blocks ?? [];
  if (closing !== undefined && !Array.isArray(closing)) throw new Refusal('invalid_blocks_format');
  if (added.length > 0) checkPictures(checkedBlocks([...text, ...kept, ...added]), files);
  return {
    markdown,
    text: markdown,
    ...(added.length > 0 ? { blocks: [...kept, ...named(store, added as KnownBlock[])] } : {}),
    ...(tasks.size > 0 ? { tasks: [...tasks.values()] } : {}),
    ...(plan === undefined ? {} : { plan }),
  };
}

function taskOf({ id, title, status, details, output }: Extract<Chunk, { type: 'task_update' }>): Task {
  return { id, title, status, ...(details === undefined ? {} : { details }), ...(output === undefined ? {} : { output }) };
}

function streaming(store: Store, args: Args): Message {
  const message = ownMessage(store, args.text('channel'), args.text('ts'), 'message_not_owned_by_app');
  const quiet = store.now() - (store.lastAppend.get(message.ts) ?? store.now());
  if (message.streaming && quiet > LIMITS.time.stream) {
    store.change(message, { streaming: false });
    throw new Refusal('message_not_in_streaming_state');
  }
  if (!message.streaming) throw new Refusal('message_not_in_streaming_state');
  store.lastAppend.set(message.ts, store.now());
  return message;
}

const startStream: Method = (args, host) => {
  const { store } = host;
  const conversation = store.conversation(args.text('channel'));
  const thread = threadOf(store, conversation.id, args.text('thread_ts'));
  if (conversation.kind === 'channel') {
    if (!args.has('recipient_team_id')) throw new Refusal('missing_recipient_team_id');
    if (!args.has('recipient_user_id')) throw new Refusal('missing_recipient_user_id');
    store.person(args.text('recipient_user_id'));
  }
  const ts = store.nextTs();
  const empty: Message = {
    channel: conversation.id,
    ts,
    user: store.botUserId,
    fromBot: true,
    text: '',
    markdown: '',
    streaming: true,
    ...(thread ? { thread_ts: thread } : {}),
  };
  store.add({ ...empty, ...grown(host, empty, chunksOf(args), undefined) });
  store.lastAppend.set(ts, store.now());
  return { channel: conversation.id, ts };
};

const appendStream: Method = (args, host) => {
  const { store } = host;
  const message = streaming(store, args);
  const chunks = chunksOf(args);
  if (chunks.length === 0) throw new Refusal('invalid_arguments', ['[ERROR] markdown_text or chunks is required']);
  store.change(message, grown(host, message, chunks, undefined));
  return { channel: message.channel, ts: message.ts };
};

const stopStream: Method = (args, host) => {
  const { store } = host;
  const message = streaming(store, args);
  const metadata = metadataOf(args);
  const closing = args.has('blocks') ? args.json('blocks', 'invalid_blocks_format') : undefined;
  const grownBy = grown(host, message, chunksOf(args), closing);
  const stopped = store.change(message, { ...grownBy, streaming: false, ...(metadata ? { metadata } : {}) });
  store.setStatus({ channel: message.channel, thread: message.thread_ts ?? message.ts, text: '', loading: [] });
  return { channel: stopped.channel, ts: stopped.ts, message: messageJson(store, stopped, true) };
};

export const streamMethods: Record<string, Method> = {
  'chat.startStream': startStream,
  'chat.appendStream': appendStream,
  'chat.stopStream': stopStream,
};
