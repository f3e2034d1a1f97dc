import type { Logger } from 'pino';
import type { ReadFile } from '../../bot/platform.ts';
import type { TeamsClient } from './client.ts';
import type { Conversations } from './conversations.ts';
import type { Presses } from './presses.ts';

/** What everything that writes to Teams needs. */
export interface Outlet {
  appId: string;
  /** Whether cards may be as wide as the chat; the playground warns of each. */
  wide: boolean;
  client: TeamsClient;
  conversations: Conversations;
  presses: Presses;
  readFile: ReadFile;
  log: Logger;
}
