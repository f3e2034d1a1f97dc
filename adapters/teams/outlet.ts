import type { Logger } from 'pino';
import type { ViewFor } from '../../bot/incoming/view-for.ts';
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
  viewFor: ViewFor;
  /** Where what is written to a channel that nobody has spoken in yet is taken. */
  serviceUrl: string;
  log: Logger;
}
