import type { Button } from '../agents/kit/card.ts';
import type { Models } from '../models/index.ts';
import type { ScheduledPost } from '../models/scheduled-post.ts';
import type { ChannelPurpose } from '../models/workspace.ts';

/** One thing worth interrupting a team for. */
export interface Due {
  /** What it is about and what caused it: the same key is said once. */
  key: string;
  /** Where another tool than the alert's computes it. */
  tool?: string | undefined;
  arguments: Record<string, unknown>;
  /** The platform's id of the one person it is said to, instead of the channel. */
  channel?: string;
}

/** Something said in a team channel when it happens. */
export interface Alert {
  /** kebab-case; part of the key that makes each post happen once. */
  name: string;
  purpose: ChannelPurpose;
  /** The tool that computes the content, run as Greendoor itself. */
  tool: string;
  find(scope: AlertScope): Promise<Due[]>;
  /** Whether what was planned is still worth saying there. */
  holds?(scope: HoldScope, given: Record<string, unknown>): Promise<boolean>;
  /** Whether the reasons stand in the message: the card of its own tool leaves them to an answer's text. */
  reasons?: true;
  /** Buttons under what the tool shows. */
  next?(given: Record<string, unknown>): Button[];
}

/** Where and as of when it was planned. */
export type HoldScope = { models: Models } & Pick<ScheduledPost, 'tenant' | 'platform' | 'channel' | 'at'>;

/** The workspace it is said in, where what was said before is known by its `scheduled_posts`. */
export interface AlertScope {
  tenant: string;
  platform: string;
  workspace: string;
  models: Models;
  now: Date;
}
