import { z } from 'zod';
import { Refusal } from '../validate/problems.ts';
import type { Method } from './call.ts';
import { threadOf } from './chat.ts';

const completed = z.array(z.looseObject({ id: z.string(), title: z.string().optional() })).min(1);

const getUploadURLExternal: Method = (args, { files, url }) => {
  const id = files.announce(args.text('filename'), args.number('length', Number.NaN));
  return { upload_url: `${url}/upload/${id}`, file_id: id };
};

const completeUploadExternal: Method = (args, { store, files }) => {
  const listed = completed.safeParse(args.json('files'));
  if (!listed.success) throw new Refusal('invalid_arguments', ['[ERROR] files: a list of ids']);
  // Unlike the chat methods it takes a conversation's id only, no name and no person.
  const channel = args.has('channel_id') ? store.conversations.get(args.text('channel_id'))?.id : undefined;
  if (args.has('channel_id') && !channel) throw new Refusal('channel_not_found');
  const thread = channel && args.has('thread_ts') ? threadOf(store, channel, args.text('thread_ts')) : undefined;
  const shared = listed.data.map(({ id, title }) => files.complete(id, title));
  if (channel) {
    store.add({
      channel,
      ts: store.nextTs(),
      user: store.botUserId,
      fromBot: true,
      text: args.text('initial_comment', ''),
      files: shared,
      ...(thread ? { thread_ts: thread } : {}),
    });
  }
  return { files: shared };
};

export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': getUploadURLExternal,
  'files.completeUploadExternal': completeUploadExternal,
};
