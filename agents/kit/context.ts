import type { Logger } from 'pino';
import type { CopyState } from '../../models/activity-copy.ts';
import type { Models } from '../../models/index.ts';
import type { Role } from '../../models/user.ts';
import type { Spans } from './spans.ts';

/** The person on whose behalf something runs; schedules run as `SYSTEM` of the tenant. */
export interface Actor {
  id: string;
  name: string;
  email: string;
  title: string;
  roles: Role[];
  /** IANA name. */
  timezone: string;
}

export interface Clock {
  now(): Date;
}

/** Whether the other system has an activity. */
export type CopyStands = 'there' | 'perhaps' | 'not_there';

/** Another system that keeps what was said with customers, too. */
export interface ActivityCopies {
  /** What it is called. */
  to: string;
  /** Notes that an activity goes there, before it is stored here. */
  intend(activity: { id: string; accountId: string; userId: string }): Promise<void>;
  /** Writes it there where it is not yet; gives how it stands. Never throws because of the other system. */
  write(id: string): Promise<CopyState>;
  /** An activity that is taken back: it is not written any more. Gives whether it has been. */
  withdraw(id: string): Promise<CopyStands>;
}

/** Everything an agent may use. There is no other way to reach the database, the time or the log. */
export interface Context {
  tenant: string;
  actor: Actor;
  clock: Clock;
  /** Assessments use only rows whose event and ingestion time are not later than this. */
  asOf: Date;
  models: Models;
  log: Logger;
  signal: AbortSignal;
  /** The conversation it is asked in, where it is asked in one, and the one that follows on. */
  thread?: { conversation: string; follows?: string };
  /** Who watches the operation, where somebody does. */
  spans?: Spans | undefined;
  /** Where activities are written to, too, if anywhere. */
  copies?: ActivityCopies;
  /** Takes what has to be said beside the answer: that an account was read in part only. */
  notes?: Set<string>;
}

export const systemClock: Clock = { now: () => new Date() };
