import type { Card, Part } from '../agents/kit/card.ts';
import { describeError, failureOf } from '../agents/kit/describe-error.ts';
import { UpstreamError } from '../agents/kit/errors.ts';
import { buttonRow } from '../agents/kit/present/buttons.ts';
import { linesPart } from '../agents/kit/present/card.ts';
import { findWorkspace, SYSTEM } from '../bot/actors.ts';
import { type Assistant, contextFor } from '../bot/assistant.ts';
import { whyClosed } from '../bot/channel-policy.ts';
import { closedNow } from '../bot/incoming/place.ts';
import type { MessageRef, Place, Platform } from '../bot/platform.ts';
import { ATTEMPTS } from '../bot/queue.ts';
import { saveReply } from '../bot/replies.ts';
import { tellAdmins } from '../bot/tell-admins.ts';
import { createRecorder, endOf, type Recorder, saveTrace } from '../bot/turn/trace.ts';
import { over } from '../models/kit/over.ts';
import type { ScheduledPost } from '../models/scheduled-post.ts';
import type { User } from '../models/user.ts';
import type { Workspace } from '../models/workspace.ts';
import { runTool } from '../tools/run-tool.ts';
import type { Alert } from './alert.ts';
import type { Schedule } from './schedule.ts';

/** What a message is computed by. */
type Source = Pick<Schedule, 'name' | 'tool' | 'posted'> & Pick<Alert, 'holds' | 'next' | 'reasons'>;

/** How long one attempt may take before another process may try. */
const LEASE_MS = 60_000;

/** Posts one planned message. Safe to run again after a crash: what stands in the channel already is found by its id. */
export async function deliver(assistant: Assistant, sources: readonly Source[], tenant: string, id: string): Promise<void> {
  const { models, clock, log } = assistant;
  const now = clock.now();
  const post = await models.scheduledPosts
    .findOneAndUpdate(
      { tenant, _id: id, state: { $in: ['planned', 'frozen'] }, ...over('leaseUntil', now, LEASE_MS) },
      { $inc: { attempts: 1 }, $set: { leaseUntil: new Date(now.getTime() + LEASE_MS) } },
      { returnDocument: 'after' },
    )
    .lean<ScheduledPost>();
  const source = sources.find((each) => each.name === post?.schedule);
  const platform = assistant.platforms.find((each) => each.name === post?.platform);
  if (!post || !source || !platform) return;
  const place: Place = { platform: post.platform, workspace: post.workspace, channel: post.channel };
  try {
    const workspace = await findWorkspace(models, post.platform, post.workspace);
    const closed = workspace && (await closedNow(assistant, platform, workspace, place));
    if (closed) {
      await models.scheduledPosts.updateOne(
        { tenant, _id: id },
        { $set: { state: 'skipped', failure: `channel ${closed}` }, $unset: { leaseUntil: 1 } },
      );
      log.error({ schedule: post.schedule, channel: post.channel, closed }, 'a scheduled message is not posted');
      return await tellAdmins(assistant, platform, workspace, {
        about: `${post.schedule}/${post.channel}/${closed}`,
        text: `I do not post "${post.schedule}" in the channel ${post.channel}, because ${whyClosed(closed)}`,
      });
    }
    if (source.holds && !(await source.holds({ ...post, models }, argumentsOf(post)))) {
      await models.scheduledPosts.updateOne({ tenant, _id: id }, { $set: { state: 'skipped' }, $unset: { leaseUntil: 1 } });
      return;
    }
    const made = createRecorder(clock, now);
    const cards = post.state === 'frozen' ? ((post.cards ?? []) as Card[]) : await freeze(assistant, source, post, made);
    const message = { replyId: id, text: '', cards };
    await saveReply(models, tenant, `${post.channel}:${id}`, place, message, now);
    const posted = (post.attempts > 1 ? await platform.find(place, id) : undefined) ?? (await platform.post(place, message));
    await keepTrace(assistant, source, post, { platform, posted, made });
    await source.posted?.(await contextOf(assistant, post));
    await models.scheduledPosts.updateOne(
      { tenant, _id: id },
      { $set: { state: 'posted', postedAt: clock.now(), messageId: posted.id }, $unset: { leaseUntil: 1 } },
    );
  } catch (error) {
    const failure = failureOf(error);
    if (error instanceof UpstreamError && error.failure === 'closed') return await giveUp(assistant, platform, post, failure);
    await models.scheduledPosts.updateOne(
      { tenant, _id: id },
      { $set: { failure, ...(post.attempts >= ATTEMPTS ? { state: 'failed' as const } : {}) }, $unset: { leaseUntil: 1 } },
    );
    throw error;
  }
}

/** Who is gone, or has taken Greendoor away, is not written to again for this; admins hear of it once. */
async function giveUp(assistant: Assistant, platform: Platform, post: ScheduledPost, failure: string): Promise<void> {
  const { models, log } = assistant;
  const { tenant, schedule, channel } = post;
  await models.scheduledPosts.updateOne({ tenant, _id: post._id }, { $set: { state: 'skipped', failure }, $unset: { leaseUntil: 1 } });
  log.error({ schedule, channel }, 'a scheduled message is not posted');
  const workspace = await findWorkspace(models, post.platform, post.workspace);
  if (!workspace) return;
  const person = await models.users.findOne({ tenant, [`identities.${post.platform}`]: channel }, { name: 1 }).lean<Pick<User, 'name'>>();
  const where = person ? `to ${person.name} there: they never added me, or` : `in the channel ${channel}: it is gone, or its members`;
  await tellAdmins(assistant, platform, workspace, {
    about: `${post.platform}/${channel}/closed`,
    text: `I cannot write ${where} have taken me away. Nothing is lost; whoever misses it adds me again.`,
  });
}

const argumentsOf = (post: ScheduledPost) => (post.arguments ?? {}) as Record<string, unknown>;

/** The call that makes the content. */
function callOf({ catalog }: Assistant, source: Source, post: ScheduledPost) {
  const name = post.tool ?? source.tool;
  const title = catalog.get(name)?.title;
  return { kind: 'tool' as const, name, ...(title ? { title } : {}), arguments: JSON.stringify(argumentsOf(post)) };
}

/** How the message came about, for whoever asks that in its thread: where an earlier attempt computed it, by which call. */
async function keepTrace(
  assistant: Assistant,
  source: Source,
  post: ScheduledPost,
  { platform, posted, made }: { platform: Platform; posted: MessageRef; made: Recorder },
): Promise<void> {
  const { models, clock, log } = assistant;
  try {
    if (made.steps.length === 0) made.begin(callOf(assistant, source, post))({ outcome: 'ok' });
    const { channel, thread } = platform.threadOn(posted);
    await saveTrace(models, post.tenant, {
      replyId: post._id,
      conversation: `${channel}:${thread}`,
      actorId: SYSTEM.id,
      at: clock.now(),
      origin: 'scheduled',
      schedule: post.schedule,
      steps: made.steps,
      ms: made.steps.reduce((sum, { ms }) => sum + (ms ?? 0), 0),
    });
  } catch (error) {
    log.error({ error: describeError(error) }, 'how a scheduled message came about was not kept');
  }
}

/** Computes the content once; every later attempt posts the same. */
async function freeze(assistant: Assistant, source: Source, post: ScheduledPost, made: Recorder): Promise<Card[]> {
  const { models } = assistant;
  const context = await contextOf(assistant, post);
  const tool = post.tool ?? source.tool;
  const ended = made.begin(callOf(assistant, source, post));
  const outcome = await runTool(assistant.catalog, tool, argumentsOf(post), context);
  ended(endOf(outcome));
  if (!outcome.ok) throw new Error(`${tool}: ${outcome.message}`);
  const next = source.next?.(argumentsOf(post)) ?? [];
  const reasons = source.reasons && post.tool === undefined ? linesPart(null, outcome.summary.why) : [];
  const [heads, others] = [outcome.card.parts.filter(isHeader), outcome.card.parts.filter((part) => !isHeader(part))];
  const card: Card = { ...outcome.card, parts: [...heads, ...reasons, ...others, ...buttonRow(next)] };
  const frozen = await models.scheduledPosts
    .findOneAndUpdate(
      { tenant: post.tenant, _id: post._id, state: 'planned' },
      { $set: { state: 'frozen', cards: [card] } },
      { returnDocument: 'after' },
    )
    .lean<ScheduledPost>();
  if (frozen) return [card];
  const other = await models.scheduledPosts.findOne({ tenant: post.tenant, _id: post._id }).lean<ScheduledPost>();
  return (other?.cards ?? [card]) as Card[];
}

const isHeader = ({ type }: Part): boolean => type === 'header';

/** Greendoor itself in the workspace's time zone, as of the moment the post was planned. */
async function contextOf(assistant: Assistant, { tenant, platform, workspace: id, at }: ScheduledPost) {
  const workspace = await assistant.models.workspaces.findOne({ platform, workspace: id }).lean<Workspace>();
  return contextFor(assistant, tenant, { ...SYSTEM, timezone: workspace?.timezone ?? 'UTC' }, { asOf: at });
}
