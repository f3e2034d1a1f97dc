import type { OpenChat } from '../../chat-adapter.ts';
import type { Config } from '../../config.ts';
import type { Stopping } from '../../stopping.ts';
import type { Greendoor } from '../build.ts';

/** What the process gives to a command. */
export interface CommandHost {
  stopping: Stopping;
  chats: readonly OpenChat[];
}

/** One word after `npm run`. Gives its exit code. */
export type Command =
  /** Needs neither settings nor a database. */
  | { needs: 'nothing'; run(argv: string[]): number }
  /** Does one thing with the parts and ends. */
  | { needs: 'parts'; run(greendoor: Greendoor, argv: string[]): Promise<number> }
  /** Puts the parts together by itself and runs until it is told to stop. */
  | { needs: 'settings'; run(config: Config, host: CommandHost): Promise<number> };

/** Where commands write: results, and what went wrong. */
export const out = {
  write: (text: string) => void process.stdout.write(text),
  error: (text: string) => void process.stderr.write(text),
};
