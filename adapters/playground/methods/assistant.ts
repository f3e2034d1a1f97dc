import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../validate/problems.ts';
import type { Method } from './call.ts';
import { threadOf } from './chat.ts';

const { assistant } = LIMITS;
const promptList = z.array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) })).min(1);
const loadingList = z.array(z.string().min(1)).max(assistant.loadingMessages);

const setStatus: Method = (args, { store }) => {
  const { id: channel } = store.conversation(args.text('channel_id'));
  const thread = threadOf(store, channel, args.text('thread_ts')) ?? '';
  const loading = loadingList.safeParse(args.has('loading_messages') ? args.json('loading_messages') : []);
  if (!loading.success) {
    throw new Refusal('invalid_arguments', [`[ERROR] at most ${assistant.loadingMessages} loading_messages, none empty`]);
  }
  store.setStatus({ channel, thread, text: args.text('status'), loading: loading.data });
  return {};
};

const setSuggestedPrompts: Method = (args, { store }) => {
  const { id: channel } = store.conversation(args.text('channel_id'));
  const prompts = promptList.safeParse(args.json('prompts'));
  if (!prompts.success) throw new Refusal('invalid_arguments', ['[ERROR] each prompt needs a title and a message']);
  if (prompts.data.length > assistant.prompts) {
    throw new Refusal('invalid_arguments', [`[ERROR] at most ${assistant.prompts} prompts`]);
  }
  // With thread_ts Slack accepts the call of an agent app and shows nothing.
  if (!args.has('thread_ts')) store.setPrompts({ channel, title: args.text('title', ''), prompts: prompts.data });
  return {};
};

const setTitle: Method = (args, { store }) => {
  const { id: channel } = store.conversation(args.text('channel_id'));
  const thread = threadOf(store, channel, args.text('thread_ts')) ?? '';
  store.titles.set(`${channel}:${thread}`, args.text('title'));
  return {};
};

export const assistantMethods: Record<string, Method> = {
  'assistant.threads.setStatus': setStatus,
  'assistant.threads.setSuggestedPrompts': setSuggestedPrompts,
  'assistant.threads.setTitle': setTitle,
};
