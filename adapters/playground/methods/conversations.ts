import { messageJson } from '../payloads.ts';
import type { Store } from '../store.ts';
import { Refusal } from '../validate/problems.ts';
import type { Conversation, Message } from '../wire.ts';
import type { Args, Method } from './call.ts';

const json = (store: Store, conversation: Conversation) =>
  conversation.kind === 'im'
    ? { id: conversation.id, is_im: true, is_open: true, user: conversation.members[0] }
    : {
        id: conversation.id,
        name: conversation.name,
        is_channel: true,
        is_im: false,
        is_private: false,
        is_archived: false,
        is_member: true,
        is_shared: conversation.shared === 'now',
        is_ext_shared: conversation.shared === 'now',
        is_org_shared: false,
        is_pending_ext_shared: conversation.shared === 'pending',
        num_members: conversation.members.length + 1,
        context_team_id: store.teamId,
      };

const open: Method = (args, { store }) => {
  if (args.has('channel')) return { channel: json(store, store.conversation(args.text('channel'))) };
  const users = args.text('users').split(',');
  const [user] = users;
  if (users.length !== 1 || !user) throw new Refusal('not_enough_users');
  return { channel: json(store, store.directOf(user)) };
};

/** Slack's cursor: where the next page starts. */
function page<T>(items: T[], args: Args, fallback: number): { items: T[]; more: boolean; next: string } {
  const limit = Math.min(Math.max(args.number('limit', fallback), 1), 999);
  const start = args.has('cursor') ? Number(Buffer.from(args.text('cursor'), 'base64').toString()) : 0;
  if (!Number.isInteger(start)) throw new Refusal('invalid_cursor');
  const more = items.length > start + limit;
  return {
    items: items.slice(start, start + limit),
    more,
    next: more ? Buffer.from(String(start + limit)).toString('base64') : '',
  };
}

function between(messages: Message[], args: Args): Message[] {
  const oldest = args.text('oldest', '');
  const latest = args.text('latest', '');
  const inclusive = args.flag('inclusive');
  return messages.filter(({ ts }) => {
    const after = oldest === '' || Number(ts) > Number(oldest) || (inclusive && ts === oldest);
    const before = latest === '' || Number(ts) < Number(latest) || (inclusive && ts === latest);
    return after && before;
  });
}

const history: Method = (args, { store }) => {
  const { id } = store.conversation(args.text('channel'));
  const visible = store.messages(id).filter((message) => !message.onlyFor && (!message.thread_ts || message.broadcast));
  const found = page(between(visible, args).toReversed(), args, 100);
  return {
    messages: found.items.map((message) => messageJson(store, message, args.flag('include_all_metadata'))),
    has_more: found.more,
    response_metadata: { next_cursor: found.next },
  };
};

const replies: Method = (args, { store }) => {
  const { id } = store.conversation(args.text('channel'));
  const asked = store.find(id, args.text('ts'));
  if (!asked || asked.onlyFor) throw new Refusal('thread_not_found');
  const root = asked.thread_ts ?? asked.ts;
  const thread = store.messages(id).filter((message) => !message.onlyFor && (message.ts === root || message.thread_ts === root));
  const found = page(
    thread.filter((message) => message.ts === root || between([message], args).length > 0),
    args,
    1000,
  );
  return {
    messages: found.items.map((message) => messageJson(store, message, args.flag('include_all_metadata'))),
    has_more: found.more,
    response_metadata: { next_cursor: found.next },
  };
};

const info: Method = (args, { store }) => ({ channel: json(store, store.conversation(args.text('channel'))) });

const list: Method = (args, { store }) => {
  const kinds = args.text('types', 'public_channel').split(',');
  const wanted = [...store.conversations.values()].filter(({ kind }) =>
    kind === 'im' ? kinds.includes('im') : kinds.includes('public_channel'),
  );
  const found = page(wanted, args, 100);
  return { channels: found.items.map((each) => json(store, each)), response_metadata: { next_cursor: found.next } };
};

const members: Method = (args, { store }) => {
  const found = page([...store.conversation(args.text('channel')).members, store.botUserId], args, 100);
  return { members: found.items, response_metadata: { next_cursor: found.next } };
};

export const conversationMethods: Record<string, Method> = {
  'conversations.open': open,
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.info': info,
  'conversations.list': list,
  'conversations.members': members,
};
