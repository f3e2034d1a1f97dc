import type { RequestListener } from 'node:http';
import type { Logger } from 'pino';
import type { ChartPart } from '../agents/kit/card.ts';
import type { Clock } from '../agents/kit/context.ts';
import type { Config } from './config.ts';
import type { FormFor } from './incoming/form-for.ts';
import type { Incoming, Platform, ReadFile } from './platform.ts';
import type { Suggest } from './suggestions.ts';

/** One chat platform as the process runs it. */
export interface ChatAdapter {
  platform: Platform;
  /** What takes its requests over HTTP, for every path under `path`; `events` is the address to give to the platform. */
  door?: { path: string; listen: RequestListener; events?: string | undefined };
  /** Connects. @throws OperatorError where the platform refuses us. */
  start(): Promise<ConnectedTo | undefined>;
  stop(): Promise<void>;
}

/** The workspace an adapter's credentials are for; undefined where it serves many. */
export interface ConnectedTo {
  /** The platform's id. */
  workspace: string;
  name: string;
  /** In words, after the name: "in Slack". */
  where: string;
}

/** What an adapter may use of the process it runs in. */
export interface ChatHost {
  config: Config;
  /** Stores what a person did durably. Throws when it cannot. */
  accept(incoming: Incoming): Promise<void>;
  formFor: FormFor;
  clock: Clock;
  log: Logger;
  /** Questions to offer where a person opens the bot. */
  suggest: Suggest;
  drawChart(chart: ChartPart<string>): Promise<Uint8Array | undefined>;
  readFile(platform: string): ReadFile;
}

/** Makes the adapter where its settings are there. */
export type OpenChat = (host: ChatHost) => Promise<ChatAdapter | undefined>;
