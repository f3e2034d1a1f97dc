import type { KnownBlock } from '@slack/types';
import { LIMITS } from './limits.ts';
import { Refusal } from './validate/problems.ts';
import type { Conversation, Message, OpenView, Person, Prompts, Status, Update } from './wire.ts';

export interface Clock {
  now(): Date;
}

export interface ChannelSpec {
  id: string;
  /** Without `#`. */
  name: string;
  /** User ids; the bot is always a member. */
  members: string[];
  shared?: Conversation['shared'];
}

/** Everything the workspace knows. Every change is announced once. */
export class Store {
  readonly teamId: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly clock: Clock;
  readonly people: ReadonlyMap<string, Person>;
  readonly conversations: Map<string, Conversation>;
  readonly statuses = new Map<string, Status>();
  readonly prompts = new Map<string, Prompts>();
  readonly titles = new Map<string, string>();
  readonly views = new Map<string, OpenView[]>();
  readonly homes = new Map<string, OpenView>();
  /** When a stream was last written to, by its message. */
  readonly lastAppend = new Map<string, number>();
  #messages = new Map<string, Message[]>();
  #clientIds = new Map<string, string>();
  #earlier = new Map<string, KnownBlock[][]>();
  #listeners = new Set<(update: Update, forUser: string | undefined) => void>();
  #lastMicros = 0;
  #lastId = 0;

  constructor(spec: { teamId: string; botUserId: string; clock: Clock; people: Person[]; channels: ChannelSpec[] }) {
    this.teamId = spec.teamId;
    this.botUserId = spec.botUserId;
    this.botId = `B${spec.botUserId.slice(1)}`;
    this.clock = spec.clock;
    this.people = new Map(spec.people.map((person) => [person.id, person]));
    const channels = spec.channels.map((channel): Conversation => ({ ...channel, kind: 'channel' }));
    const direct = spec.people.map(
      (person): Conversation => ({ id: `D${person.id.slice(1)}`, name: person.name, kind: 'im', members: [person.id] }),
    );
    this.conversations = new Map([...channels, ...direct].map((conversation) => [conversation.id, conversation]));
  }

  /** Calls back after every change; `forUser` names the only person it concerns. Returns how to stop. */
  listen(listener: (update: Update, forUser: string | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(update: Update, forUser?: string): void {
    for (const listener of [...this.#listeners]) listener(update, forUser);
  }

  now(): number {
    return this.clock.now().getTime();
  }

  /** Slack's message ids rise in time and are unique, also within one millisecond. */
  nextTs(): string {
    this.#lastMicros = Math.max(this.now() * 1000, this.#lastMicros + 1);
    return `${Math.floor(this.#lastMicros / 1e6)}.${String(this.#lastMicros % 1e6).padStart(6, '0')}`;
  }

  /** The id a person's own client gave a message. */
  clientId({ channel, ts }: Pick<Message, 'channel' | 'ts'>): string {
    const key = `${channel}:${ts}`;
    const id = this.#clientIds.get(key) ?? crypto.randomUUID();
    this.#clientIds.set(key, id);
    return id;
  }

  nextId(prefix: string): string {
    this.#lastId += 1;
    return `${prefix}${String(this.#lastId).padStart(9, '0')}`;
  }

  /** @throws Refusal `user_not_found`. */
  person(id: string): Person {
    const person = this.people.get(id);
    if (!person) throw new Refusal('user_not_found');
    return person;
  }

  /** Takes a channel's id, a person's id (their direct conversation) or a channel's name. @throws Refusal `channel_not_found`. */
  conversation(id: string): Conversation {
    const bare = id.startsWith('#') ? id.slice(1) : id;
    const found =
      this.conversations.get(id) ??
      (this.people.has(id) ? this.conversations.get(`D${id.slice(1)}`) : undefined) ??
      [...this.conversations.values()].find((conversation) => conversation.kind === 'channel' && conversation.name === bare);
    if (!found) throw new Refusal('channel_not_found');
    return found;
  }

  directOf(user: string): Conversation {
    return this.conversation(this.person(user).id);
  }

  messages(channel: string): Message[] {
    return this.#messages.get(channel) ?? [];
  }

  all(): Message[] {
    return [...this.#messages.values()].flat();
  }

  find(channel: string, ts: string): Message | undefined {
    return this.messages(channel).find((message) => message.ts === ts);
  }

  add(message: Message): Message {
    const list = this.#messages.get(message.channel) ?? [];
    this.#messages.set(message.channel, [...list, message]);
    if (message.fromBot) this.setStatus({ channel: message.channel, thread: message.thread_ts ?? message.ts, text: '', loading: [] });
    this.announce({ type: 'message', message }, message.onlyFor);
    return message;
  }

  /** Replaces what changed; the message's earlier blocks stay known, as a person may still press a button they saw. */
  change(message: Message, changes: Partial<Message>): Message {
    const key = `${message.channel}:${message.ts}`;
    if (message.blocks && changes.blocks) this.#earlier.set(key, [...(this.#earlier.get(key) ?? []), message.blocks]);
    const changed: Message = { ...message, ...changes };
    const list = this.messages(message.channel);
    this.#messages.set(
      message.channel,
      list.map((each) => (each.ts === message.ts ? changed : each)),
    );
    this.announce({ type: 'message', message: changed }, changed.onlyFor);
    return changed;
  }

  remove(message: Message): void {
    this.#messages.set(
      message.channel,
      this.messages(message.channel).filter((each) => each.ts !== message.ts),
    );
    this.announce({ type: 'deleted', channel: message.channel, ts: message.ts }, message.onlyFor);
  }

  /** The blocks of a message now and as they were before, newest first. */
  blocksEver(message: Message): KnownBlock[][] {
    const earlier = this.#earlier.get(`${message.channel}:${message.ts}`) ?? [];
    return [message.blocks ?? [], ...earlier.toReversed()];
  }

  setStatus(status: Status): void {
    const key = `${status.channel}:${status.thread}`;
    if (status.text === '' && !this.statuses.has(key)) return;
    if (status.text === '') this.statuses.delete(key);
    else this.statuses.set(key, status);
    this.announce({ type: 'status', status });
  }

  setPrompts(prompts: Prompts): void {
    this.prompts.set(prompts.channel, prompts);
    this.announce({ type: 'prompts', prompts });
  }

  setViews(user: string, views: OpenView[]): void {
    if (views.length > LIMITS.view.stack) throw new Refusal('push_limit_reached');
    this.views.set(user, views);
    this.announce({ type: 'views', views }, user);
  }

  setHome(home: OpenView): void {
    this.homes.set(home.user, home);
    this.announce({ type: 'home', home }, home.user);
  }

  findView(id: string): OpenView | undefined {
    return [...this.views.values(), [...this.homes.values()]].flat().find((view) => view.id === id || view.view.external_id === id);
  }
}
