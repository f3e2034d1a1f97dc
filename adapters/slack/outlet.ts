import type { Logger } from 'pino';
import type { Attachments } from './attachments.ts';
import type { SlackClient } from './client.ts';
import type { Pictures } from './pictures.ts';

/** What everything that writes to Slack shares. */
export interface Outlet {
  slack: SlackClient;
  pictures: Pictures;
  attachments: Attachments;
  /** The posts this process is writing answers into, by their ids. */
  writing: Set<string>;
  log: Logger;
}
