import { createHash } from 'node:crypto';
import type { Card } from '../agents/kit/card.ts';
import { SYSTEM } from '../bot/actors.ts';
import { type Assistant, contextFor } from '../bot/assistant.ts';
import type { Place } from '../bot/platform.ts';
import { ATTEMPTS } from '../bot/queue.ts';
import { saveReply } from '../bot/replies.ts';
import type { ScheduledPost } from '../models/scheduled-post.ts';
import type { Workspace } from '../models/workspace.ts';
import { runTool } from '../tools/run-tool.ts';
import { dueWindow, localDay, type Schedule } from './schedule.ts';

const JOB = 'scheduled-post';
const DUPLICATE_KEY = 11_000;
/** How long one attempt may take before another process may try. */
const LEASE_MS = 60_000;

/** Plans what is due now and makes the queue post it. Any number of processes may call `fire` at once. */
export function createScheduler(assistant: Assistant, schedules: readonly Schedule[]) {
  const { models, queue, clock, log } = assistant;
  queue.define(JOB, ({ id, tenant }) => deliver(assistant, schedules, tenant, id));

  async function plan(schedule: Schedule, workspace: Workspace, window: string): Promise<void> {
    const channel = workspace.channels.find((each) => each.purpose === schedule.purpose)?.id;
    if (!channel) return;
    const { tenant, platform } = workspace;
    const now = clock.now();
    // The id is the key: a second process computes the same one, and the channel's history can be searched for it.
    const id = createHash('sha256').update([tenant, schedule.name, window, platform, channel].join('\n')).digest('hex').slice(0, 32);
    try {
      await models.scheduledPosts.create({
        _id: id,
        tenant,
        schedule: schedule.name,
        window,
        platform,
        workspace: workspace.workspace,
        channel,
        at: now,
        ingestedAt: now,
      });
    } catch (error) {
      if ((error as { code?: number }).code !== DUPLICATE_KEY) throw error;
      const { state } = (await models.scheduledPosts.findOne({ tenant, _id: id }).lean<ScheduledPost>()) ?? { state: 'posted' };
      if (state !== 'planned' && state !== 'frozen') return;
    }
    await queue.add(JOB, { id, tenant });
  }

  return {
    /** Called by the clock every minute, and once at start. */
    async fire(): Promise<void> {
      for (const workspace of await models.workspaces.find({}).lean<Workspace[]>()) {
        for (const schedule of schedules) {
          const window = dueWindow(schedule, workspace.timezone, clock.now());
          if (window)
            await plan(schedule, workspace, window).catch((error: Error) =>
              log.error({ schedule: schedule.name, error: error.message }, 'planning'),
            );
        }
      }
    },
    /** Posts what was never posted, due or not: a new workspace does not wait for Monday to see its first digest. */
    async fireFirst(): Promise<void> {
      for (const workspace of await models.workspaces.find({}).lean<Workspace[]>()) {
        for (const schedule of schedules) {
          const { tenant, platform } = workspace;
          const known = await models.scheduledPosts.exists({ tenant, schedule: schedule.name, platform });
          if (!known) await plan(schedule, workspace, localDay(workspace.timezone, clock.now()).date);
        }
      }
    },
  };
}

async function deliver(assistant: Assistant, schedules: readonly Schedule[], tenant: string, id: string): Promise<void> {
  const { models, clock } = assistant;
  const now = clock.now();
  const post = await models.scheduledPosts
    .findOneAndUpdate(
      { tenant, _id: id, state: { $in: ['planned', 'frozen'] }, $or: [{ leaseUntil: null }, { leaseUntil: { $lte: now } }] },
      { $inc: { attempts: 1 }, $set: { leaseUntil: new Date(now.getTime() + LEASE_MS) } },
      { returnDocument: 'after' },
    )
    .lean<ScheduledPost>();
  const schedule = schedules.find((each) => each.name === post?.schedule);
  const platform = assistant.platforms.find((each) => each.name === post?.platform);
  if (!post || !schedule || !platform) return;
  const place: Place = { platform: post.platform, workspace: post.workspace, channel: post.channel };
  try {
    const cards = post.state === 'frozen' ? ((post.cards ?? []) as Card[]) : await freeze(assistant, schedule, post);
    const message = { replyId: id, text: '', cards };
    await saveReply(models, tenant, `${post.channel}:${id}`, place, message, now);
    const posted = (post.attempts > 1 ? await platform.find(place, id) : undefined) ?? (await platform.post(place, message));
    await schedule.posted?.(await contextOf(assistant, post));
    await models.scheduledPosts.updateOne(
      { tenant, _id: id },
      { $set: { state: 'posted', postedAt: clock.now(), messageId: posted.id }, $unset: { leaseUntil: 1 } },
    );
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    await models.scheduledPosts.updateOne(
      { tenant, _id: id },
      { $set: { failure, ...(post.attempts >= ATTEMPTS ? { state: 'failed' as const } : {}) }, $unset: { leaseUntil: 1 } },
    );
    throw error;
  }
}

/** Computes the content once; every later attempt posts the same. */
async function freeze(assistant: Assistant, schedule: Schedule, post: ScheduledPost): Promise<Card[]> {
  const { models } = assistant;
  const context = await contextOf(assistant, post);
  const outcome = await runTool(assistant.catalog, schedule.tool, schedule.arguments, context);
  if (!outcome.ok) throw new Error(`${schedule.tool}: ${outcome.message}`);
  const frozen = await models.scheduledPosts
    .findOneAndUpdate(
      { tenant: post.tenant, _id: post._id, state: 'planned' },
      { $set: { state: 'frozen', cards: [outcome.card] } },
      { returnDocument: 'after' },
    )
    .lean<ScheduledPost>();
  if (frozen) return [outcome.card];
  const other = await models.scheduledPosts.findOne({ tenant: post.tenant, _id: post._id }).lean<ScheduledPost>();
  return (other?.cards ?? [outcome.card]) as Card[];
}

/** Greendoor itself in the workspace's time zone, as of the moment the post was planned. */
async function contextOf(assistant: Assistant, { tenant, platform, workspace: id, at }: ScheduledPost) {
  const workspace = await assistant.models.workspaces.findOne({ platform, workspace: id }).lean<Workspace>();
  return contextFor(assistant, tenant, { ...SYSTEM, timezone: workspace?.timezone ?? 'UTC' }, { asOf: at });
}
