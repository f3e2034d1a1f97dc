/** What the workspace's server and its page tell each other. Types only. */
import type { KnownBlock, MessageMetadata, View } from '@slack/types';

export interface Person {
  /** Slack user id, `U…`. */
  id: string;
  name: string;
  email: string;
  title: string;
  /** IANA name. */
  timezone: string;
  /** Of this workspace, but invited to some channels only. */
  guest?: boolean;
  /** The workspace of somebody from another company, in channels shared with it. */
  teamId?: string;
}

export interface Conversation {
  /** `C…` for a channel, `D…` for a direct conversation with the bot. */
  id: string;
  name: string;
  kind: 'channel' | 'im';
  /** User ids. The bot is in every conversation. */
  members: string[];
  /** With another company; `pending` while it has not accepted. */
  shared?: 'now' | 'pending';
}

/** A step the bot shows while it streams. */
export interface Task {
  id: string;
  title: string;
  status: 'pending' | 'in_progress' | 'complete' | 'error';
  details?: string;
  output?: string;
}

export interface SharedFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  size: number;
  url: string;
}

export interface Message {
  channel: string;
  /** Slack's id of the message in its channel: seconds and microseconds. */
  ts: string;
  user: string;
  fromBot: boolean;
  /** mrkdwn; the fallback where there are blocks. */
  text: string;
  /** Standard Markdown of a `markdown_text` or streamed message. */
  markdown?: string;
  blocks?: KnownBlock[];
  tasks?: Task[];
  plan?: string;
  /** Root of the thread this replies to. */
  thread_ts?: string;
  /** A reply also shown in the channel. */
  broadcast?: boolean;
  metadata?: MessageMetadata;
  edited?: boolean;
  streaming?: boolean;
  /** Ephemeral: only this person sees it. */
  onlyFor?: string;
  files?: SharedFile[];
  reactions?: { name: string; users: string[] }[];
}

export interface OpenView {
  id: string;
  hash: string;
  user: string;
  view: View;
}

export interface Status {
  channel: string;
  thread: string;
  text: string;
  /** Shown in turn while the bot works. */
  loading: string[];
}

export interface Prompts {
  channel: string;
  title: string;
  prompts: { title: string; message: string }[];
}

/** What the page says of itself above the messages: one line, and more on demand. */
export interface Banner {
  line: string;
  more: string[];
}

/** What one person sees when the page opens. */
export interface Snapshot {
  type: 'snapshot';
  workspace: { name: string; banner?: Banner; command: string };
  bot: { id: string; name: string };
  you: Person;
  people: Person[];
  conversations: Conversation[];
  messages: Message[];
  statuses: Status[];
  prompts: Prompts[];
  views: OpenView[];
  /** What the bot shows the person on their home; nothing before it has. */
  home?: OpenView;
}

/** What changed since, for that person. */
export type Update =
  | Snapshot
  | { type: 'message'; message: Message }
  | { type: 'deleted'; channel: string; ts: string }
  | { type: 'status'; status: Status }
  | { type: 'prompts'; prompts: Prompts }
  | { type: 'views'; views: OpenView[] }
  | { type: 'home'; home: OpenView };

/** What an app shows a person, beside each other. */
export type Tab = 'home' | 'messages';

/** What a person does on the page. */
export type Act =
  | { do: 'say'; channel: string; text: string; thread?: string }
  | { do: 'open'; tab: Tab }
  | { do: 'command'; channel: string; text: string }
  | { do: 'press'; channel: string; ts: string; actionId: string; blockId?: string; value?: string }
  | { do: 'pressInForm'; viewId: string; actionId: string; blockId?: string; value?: string }
  | { do: 'submit'; viewId: string; values: FormValues }
  | { do: 'dismiss'; viewId: string };

/** By block id: what was typed or chosen; several for checkboxes. */
export type FormValues = Record<string, string | string[]>;

/** The answer to an act; `problem` is shown to the person. */
export interface Acted {
  ok: boolean;
  problem?: string;
  /** Of a form: what the bot found wrong, by block id. */
  errors?: Record<string, string>;
  ts?: string;
}
