import type { Context } from '../agents/kit/context.ts';
import { localMoment } from '../agents/kit/local-day.ts';
import type { Assistant } from '../bot/assistant.ts';
import type { ChannelPurpose, Workspace } from '../models/workspace.ts';

/** One person's own message of a schedule. */
export interface Personal {
  /** Of `users`. */
  userId: string;
  /** The person's id on the workspace's platform, where it is known. */
  platformId: string | undefined;
  arguments: Record<string, unknown>;
}

/** Something said in a team channel at a local time of day. */
export interface Schedule {
  /** kebab-case; part of the key that makes each post happen once. */
  name: string;
  /** The local hour (0–23) of the workspace from which it is due. */
  hour: number;
  /** Local days of the week it is due on, 0 = Sunday. */
  days: readonly number[];
  purpose: ChannelPurpose;
  /** The tool that computes the content, run as Greendoor itself. */
  tool: string;
  arguments: Record<string, unknown>;
  /**
   * Where it is said to people one by one instead of in the channel: prepares what is due and gives who has something.
   * Whoever the platform does not know yet is told in the channel.
   */
  people?(assistant: Assistant, workspace: Workspace): Promise<Personal[]>;
  /** Called once after the message stands in its channel. */
  posted?(context: Context): Promise<void>;
}

export const WEEKDAYS = [1, 2, 3, 4, 5] as const;

/**
 * The window a schedule is due in at this moment, as a local date; undefined while it is not due.
 * By local date, so that a clock change neither skips nor repeats a day. A missed window is
 * caught up as long as its day lasts; older ones are not.
 */
export function dueWindow(schedule: Pick<Schedule, 'hour' | 'days'>, timezone: string, now: Date): string | undefined {
  const { date, day, hour } = localMoment(timezone, now);
  return schedule.days.includes(day) && hour >= schedule.hour ? date : undefined;
}
