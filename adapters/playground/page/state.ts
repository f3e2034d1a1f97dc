import type { Message, Snapshot, Status, Update } from '../wire.ts';

/** What the page knows: the person's snapshot and what changed since. */
export type World = Omit<Snapshot, 'type'>;

export function changed(world: World | undefined, update: Update): World | undefined {
  if (update.type === 'snapshot') {
    const { type: _, ...fresh } = update;
    return fresh;
  }
  if (!world) return world;
  switch (update.type) {
    case 'message':
      return { ...world, messages: withMessage(world.messages, update.message) };
    case 'deleted':
      return { ...world, messages: world.messages.filter(({ channel, ts }) => channel !== update.channel || ts !== update.ts) };
    case 'status':
      return { ...world, statuses: withStatus(world.statuses, update.status) };
    case 'prompts':
      return { ...world, prompts: [...world.prompts.filter(({ channel }) => channel !== update.prompts.channel), update.prompts] };
    case 'views':
      return { ...world, views: update.views };
    case 'home':
      return { ...world, home: update.home };
  }
}

function withMessage(messages: Message[], message: Message): Message[] {
  const at = messages.findLastIndex(({ channel, ts }) => channel === message.channel && ts === message.ts);
  return at < 0 ? [...messages, message] : messages.with(at, message);
}

function withStatus(statuses: Status[], status: Status): Status[] {
  const others = statuses.filter(({ channel, thread }) => channel !== status.channel || thread !== status.thread);
  return status.text === '' ? others : [...others, status];
}

/** A top-level message with its replies; a reply whose root is gone stands alone. */
export interface Thread {
  root: Message;
  replies: Message[];
}

export function threadsOf(messages: Message[], channel: string): Thread[] {
  const here = messages.filter((message) => message.channel === channel).toSorted((a, b) => Number(a.ts) - Number(b.ts));
  const known = new Set(here.map(({ ts }) => ts));
  const isReply = (message: Message) => message.thread_ts !== undefined && known.has(message.thread_ts);
  return here
    .filter((message) => !isReply(message))
    .map((root) => ({ root, replies: here.filter((message) => isReply(message) && message.thread_ts === root.ts) }));
}

/** Messages of others a person has not seen. */
export function unread(world: World, channel: string, lastRead: string | undefined): number {
  return world.messages.filter(
    (message) => message.channel === channel && message.user !== world.you.id && Number(message.ts) > Number(lastRead ?? 0),
  ).length;
}
