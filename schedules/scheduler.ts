import { createHash } from 'node:crypto';
import { describeError } from '../agents/kit/describe-error.ts';
import { localDay } from '../agents/kit/local-day.ts';
import type { Assistant } from '../bot/assistant.ts';
import { isDuplicate } from '../models/kit/duplicates.ts';
import type { ScheduledPost } from '../models/scheduled-post.ts';
import type { ChannelPurpose, Workspace } from '../models/workspace.ts';
import type { Alert } from './alert.ts';
import { deliver } from './deliver.ts';
import { dueWindow, type Schedule } from './schedule.ts';

const LANE = 'scheduled-post';

interface Planned {
  schedule: string;
  purpose: ChannelPurpose;
  window: string;
  tool?: string | undefined;
  arguments: Record<string, unknown>;
  /** Instead of the channel of that purpose. */
  channel?: string | undefined;
}

export interface Scheduler {
  /** Plans what is due to a tenant now and has the queue post it; called every minute, by any number of processes at once. */
  fire(tenant: string): Promise<void>;
  /** Posts what was never posted, due or not: a new workspace does not wait for Monday to see its first digest. */
  fireFirst(tenant: string): Promise<void>;
}

export function createScheduler(assistant: Assistant, schedules: readonly Schedule[], alerts: readonly Alert[]): Scheduler {
  const { models, queue, clock, log } = assistant;
  queue.define(LANE, ({ id, tenant }) => deliver(assistant, [...schedules, ...alerts], tenant, id), { concurrency: 5 });

  /** Writes the message down once, under an id that every process computes alike, and enqueues it until it stands. */
  async function plan(
    { schedule, purpose, window, tool, arguments: given, channel: own }: Planned,
    { tenant, platform, workspace, channels }: Workspace,
  ): Promise<void> {
    const channel = own ?? channels.find((each) => each.purpose === purpose)?.id;
    if (!channel) return;
    const now = clock.now();
    const _id = createHash('sha256').update([tenant, schedule, window, platform, channel].join('\n')).digest('hex').slice(0, 32);
    try {
      await models.scheduledPosts.create({
        _id,
        tenant,
        schedule,
        window,
        platform,
        workspace,
        channel,
        ...(tool ? { tool } : {}),
        arguments: given,
        at: now,
        ingestedAt: now,
      });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const known = await models.scheduledPosts.findOne({ tenant, _id }).lean<ScheduledPost>();
      if (known?.state !== 'planned' && known?.state !== 'frozen') return;
    }
    await queue.add(LANE, { id: _id, tenant });
  }

  async function eachWorkspace(tenant: string, act: (workspace: Workspace) => Promise<void>): Promise<void> {
    for (const workspace of await models.workspaces.find({ tenant }).lean<Workspace[]>()) {
      await act(workspace).catch((error: unknown) =>
        log.error({ workspace: workspace.workspace, error: describeError(error) }, 'planning failed'),
      );
    }
  }

  return {
    fire: (of) =>
      eachWorkspace(of, async (workspace) => {
        const now = clock.now();
        for (const each of schedules) {
          const { name: schedule, purpose, arguments: given } = each;
          const window = dueWindow(each, workspace.timezone, now);
          if (!window) continue;
          if (!each.people) await plan({ schedule, purpose, window, arguments: given }, workspace);
          // What goes wrong here must not keep the alerts below from being said.
          const people = await each.people?.(assistant, workspace).catch((error: unknown) => {
            log.error({ schedule, workspace: workspace.workspace, error: describeError(error) }, 'a schedule could not be prepared');
            return [];
          });
          for (const { userId, platformId, arguments: own } of people ?? [])
            await plan({ schedule, purpose, window: `${window} ${userId}`, arguments: own, channel: platformId }, workspace);
        }
        for (const { name: schedule, purpose, find } of alerts) {
          for (const { key: window, tool, arguments: given, channel } of await find({ ...workspace, models, now }))
            await plan({ schedule, purpose, window, tool, arguments: given, channel }, workspace);
        }
      }),
    fireFirst: (of) =>
      eachWorkspace(of, async (workspace) => {
        const { tenant, platform, timezone } = workspace;
        for (const { name: schedule, purpose, arguments: given, people } of schedules) {
          if (people || (await models.scheduledPosts.exists({ tenant, schedule, platform }))) continue;
          await plan({ schedule, purpose, window: localDay(timezone, clock.now()), arguments: given }, workspace);
        }
      }),
  };
}
