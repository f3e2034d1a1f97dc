import { z } from 'zod';
import type { ChatMemory } from '../../bot/chat-adapter.ts';
import { placeOf, senderOf, typeOf } from './events.ts';
import type { TeamsActivity } from './payloads.ts';

/** A conversation Greendoor was told of, and how it is written to. */
export const conversationSchema = z.object({
  id: z.string(),
  type: z.enum(['personal', 'groupChat', 'channel']),
  /** Of the service that takes what is written there; a signed request vouched for it. */
  serviceUrl: z.string(),
  bot: z.object({ id: z.string(), name: z.string().optional() }),
  /** A channel that other teams or companies share. */
  shared: z.boolean().default(false),
  /** Whose it is, where it is personal. */
  person: z.string().optional(),
});
export type Conversation = z.output<typeof conversationSchema>;

/** A person as Teams knows them in conversations, and where they spoke last. */
const personSchema = conversationSchema.pick({ id: true, serviceUrl: true, bot: true }).extend({ channel: z.string() });

const sentSchema = z.object({
  replyId: z.string(),
  channel: z.string(),
  thread: z.string().optional(),
  ids: z.array(z.string()),
  /** Not all of it is there yet. */
  begun: z.boolean().default(false),
});
/** A message of ours as it stands in Teams: one activity or several. */
export type Sent = z.output<typeof sentSchema>;

const offeredSchema = z.object({ userId: z.string(), fileId: z.string(), channel: z.string(), id: z.string() });
/** A document somebody was asked to accept, and the message that asks. */
export type Offered = z.output<typeof offeredSchema>;

/** What the adapter knows of the conversations of its tenants, and of what it wrote there. */
export interface Conversations {
  /** Keeps where an activity came from, and who spoke. */
  seen(workspace: string, activity: TeamsActivity): Promise<void>;
  of(workspace: string, channel: string): Promise<Conversation | undefined>;
  personal(workspace: string, userId: string): Promise<Conversation | undefined>;
  keepPersonal(workspace: string, userId: string, conversation: Conversation): Promise<void>;
  person(workspace: string, userId: string): Promise<z.output<typeof personSchema> | undefined>;
  keepSent(workspace: string, sent: z.input<typeof sentSchema>): Promise<void>;
  /** By our id of it. */
  sent(workspace: string, replyId: string): Promise<Sent | undefined>;
  /** By the id of one of its activities. */
  sentAs(workspace: string, channel: string, activityId: string): Promise<Sent | undefined>;
  keepOffered(workspace: string, offered: Offered): Promise<void>;
  /** What was offered to that person there, which is answered now. */
  takeOffered(workspace: string, asked: Omit<Offered, 'id'>): Promise<Offered | undefined>;
}

const KNOWN = 5_000;

export function createConversations(memory: ChatMemory): Conversations {
  /** As last written, so that what has not changed is not written at every message. */
  const written = new Map<string, string>();

  async function keep(workspace: string, key: string, value: object, person?: string): Promise<void> {
    const text = JSON.stringify(value);
    const name = `${workspace}/${key}`;
    if (written.get(name) === text) return;
    await memory.set(workspace, key, value, person ? { person } : {});
    written.delete(name);
    written.set(name, text);
    const oldest = written.keys().next();
    if (written.size > KNOWN && !oldest.done) written.delete(oldest.value);
  }
  const read = async <T>(schema: z.ZodType<T>, workspace: string, key: string) => schema.safeParse(await memory.get(workspace, key)).data;

  async function of(workspace: string, channel: string) {
    return read(conversationSchema, workspace, `conversation/${channel}`);
  }
  async function keepPersonal(workspace: string, userId: string, conversation: Conversation): Promise<void> {
    await keep(workspace, `conversation/${conversation.id}`, { ...conversation, person: userId }, userId);
    await keep(workspace, `personal/${userId}`, { channel: conversation.id }, userId);
  }

  return {
    of,
    keepPersonal,
    async seen(workspace, activity) {
      const { serviceUrl, recipient, channelData, from } = activity;
      const { channel } = placeOf(activity, workspace);
      const sender = senderOf(activity, workspace);
      const bot = { id: recipient.id, ...(recipient.name ? { name: recipient.name } : {}) };
      const type = typeOf(activity);
      const kind = channelData?.channel?.type;
      // Not everything that comes from a shared channel says so; what is known of it holds.
      const shared = kind ? kind === 'shared' : type === 'channel' && ((await of(workspace, channel))?.shared ?? false);
      const conversation: Conversation = { id: channel, type, serviceUrl, bot, shared };
      if (sender && from) await keep(workspace, `person/${sender.userId}`, { id: from.id, serviceUrl, bot, channel }, sender.userId);
      if (sender && type === 'personal') await keepPersonal(workspace, sender.userId, conversation);
      else await keep(workspace, `conversation/${channel}`, conversation);
    },
    async personal(workspace, userId) {
      const known = await read(z.object({ channel: z.string() }), workspace, `personal/${userId}`);
      return known && of(workspace, known.channel);
    },
    person: (workspace, userId) => read(personSchema, workspace, `person/${userId}`),
    async keepSent(workspace, sent) {
      const passing = { passing: true } as const;
      await memory.set(workspace, `reply/${sent.replyId}`, sent, passing);
      for (const id of sent.ids) await memory.set(workspace, `activity/${sent.channel}/${id}`, sent, passing);
    },
    sent: (workspace, replyId) => read(sentSchema, workspace, `reply/${replyId}`),
    keepOffered: (workspace, offered) => memory.set(workspace, offeredKey(offered), offered, { person: offered.userId, passing: true }),
    async takeOffered(workspace, asked) {
      const offered = await read(offeredSchema, workspace, offeredKey(asked));
      if (offered) await memory.remove(workspace, offeredKey(asked));
      return offered;
    },
    sentAs: (workspace, channel, activityId) => read(sentSchema, workspace, `activity/${channel}/${activityId}`),
  };
}

const offeredKey = ({ userId, fileId, channel }: Omit<Offered, 'id'>): string => `offered/${channel}/${userId}/${fileId}`;
