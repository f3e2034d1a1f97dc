import type { RequestListener } from 'node:http';
import type { Logger } from 'pino';
import type { ChartPart } from '../agents/kit/card.ts';
import type { Clock } from '../agents/kit/context.ts';
import type { User } from '../models/user.ts';
import type { ChannelPurpose } from '../models/workspace.ts';
import type { Config } from './config.ts';
import type { FormFor } from './incoming/form-for.ts';
import type { ViewFor } from './incoming/view-for.ts';
import type { Incoming, Platform, ReadFile } from './platform.ts';
import type { Suggest } from './suggestions.ts';

/** One chat platform as the process runs it. */
export interface ChatAdapter {
  platform: Platform;
  /** What takes its requests over HTTP, for every path under `path`; `events` is the address to give to the platform. */
  door?: { path: string; listen: RequestListener; events?: string | undefined };
  /** Connects. @throws OperatorError where the platform refuses us. */
  start(): Promise<readonly ConnectedTo[]>;
  stop(): Promise<void>;
}

/** A workspace an adapter's settings name; none where it serves whichever installs it. */
export interface ConnectedTo {
  /** The platform's id. */
  workspace: string;
  name: string;
  /** In words, after the name: "in Slack". */
  where: string;
  /** The channels the settings name. */
  channels: readonly { purpose: ChannelPurpose; id: string }[];
  /** Where a person opens it in a browser, of one for trying. */
  address?: string;
}

/** Given where Greendoor is only tried: the tenant's people, for a playground to act as. */
export interface Trial {
  /** Who one is at first comes first. */
  people(): Promise<Pick<User, '_id' | 'name' | 'email' | 'roles'>[]>;
  /** Where it may keep what it needs. */
  directory: string;
  /** Where the process's doors are. */
  url: string;
}

/**
 * A platform's own small facts that outlive the process: which conversations it may write to, which messages it sent. What
 * is kept is its own and opaque to everybody else.
 */
export interface ChatMemory {
  get(workspace: string, key: string): Promise<unknown>;
  /** `person` is the platform's id of whom it is about; with them it is forgotten. `passing` is purged with old messages. */
  set(workspace: string, key: string, value: unknown, about?: { person?: string; passing?: true }): Promise<void>;
  remove(workspace: string, key: string): Promise<void>;
}

/** What an adapter may use of the process it runs in. */
export interface ChatHost {
  config: Config;
  /** Stores what a person did durably. Throws when it cannot. */
  accept(incoming: Incoming): Promise<void>;
  formFor: FormFor;
  viewFor: ViewFor;
  memory(platform: string): ChatMemory;
  trial?: Trial | undefined;
  clock: Clock;
  log: Logger;
  /** Questions to offer where a person opens the bot. */
  suggest: Suggest;
  drawChart(chart: ChartPart<string>): Promise<Uint8Array | undefined>;
  readFile(platform: string): ReadFile;
}

/** Makes the adapter where its settings are there. */
export type OpenChat = (host: ChatHost) => Promise<ChatAdapter | undefined>;
