import type { Logger } from 'pino';
import type { Clock } from '../../../agents/kit/context.ts';
import type { Models } from '../../../models/index.ts';
import type { OpenChat } from '../../chat-adapter.ts';
import type { Config } from '../../config.ts';
import type { Stopping } from '../../stopping.ts';
import type { BuildOptions, Greendoor } from '../build.ts';

type Stream<Kind> = Kind & { isTTY?: boolean };

/** What the process gives to a command. */
export interface CommandHost extends Pick<BuildOptions, 'log'> {
  stopping: Stopping;
  chats: readonly OpenChat[];
  env: Record<string, string | undefined>;
  stdin: Stream<NodeJS.ReadableStream>;
  /** Results. */
  stdout: Stream<NodeJS.WritableStream>;
  /** What went wrong, and what is told besides. */
  stderr: Stream<NodeJS.WritableStream>;
}

/** What is stored, without the agents: they take longer to load than most of these commands to do. */
export interface Stored {
  tenant: string;
  models: Models;
  clock: Clock;
  log: Logger;
}

/** One word after `npm run`. Gives its exit code. */
export type Command =
  /** Needs neither settings nor a database. */
  | { needs: 'nothing'; run(argv: string[], host: CommandHost): number }
  /** Does one thing with what is stored and ends. */
  | { needs: 'database'; run(stored: Stored, argv: string[], host: CommandHost): Promise<number> }
  /** Does one thing with the parts and ends. */
  | { needs: 'parts'; run(greendoor: Greendoor, argv: string[], host: CommandHost): Promise<number> }
  /** Puts the parts together by itself and runs until it is told to stop. */
  | { needs: 'settings'; run(config: Config, host: CommandHost): Promise<number> };
