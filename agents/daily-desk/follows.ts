import { z } from 'zod';
import { FOLLOW_MODES, type Follow, type FollowMode } from '../../models/follow.ts';
import { isDuplicate } from '../../models/kit/duplicates.ts';
import { callButton, receipt } from '../kit/present/index.ts';
import { type Context, changedSince } from '../kit/tool.ts';
import type { listFollowed } from './tools/list-followed.ts';

/** How one person stands to one account. */
export interface Following {
  account: { id: string; name: string };
  /** How they hear of it; null where they do not follow. */
  mode: FollowMode | null;
}

export const MODE_WORDS: Record<FollowMode, string> = {
  daily: 'what changed, in one message a day',
  each: 'alerts when they happen, and what changed in one message a day',
};

export const followOf = ({ tenant, models, actor }: Context, accountId: string): Promise<Follow | null> =>
  models.follows.findOne({ tenant, userId: actor.id, accountId }).lean<Follow>().exec();

const modeOf = async (context: Context, accountId: string): Promise<FollowMode | null> =>
  (await followOf(context, accountId))?.mode ?? null;

/** Follows in that way, or no longer; the same again changes nothing. */
export async function setMode(context: Context, accountId: string, mode: FollowMode | null): Promise<void> {
  const { tenant, models, actor, clock } = context;
  const own = { tenant, userId: actor.id, accountId };
  if ((await modeOf(context, accountId)) === mode) return;
  if (mode === null) {
    await models.follows.deleteOne(own);
    return;
  }
  const now = clock.now();
  const change = { $set: { mode, modeAt: now }, $setOnInsert: { at: now, ingestedAt: now } };
  const write = () => models.follows.updateOne(own, change, { upsert: true });
  await write().catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
    return write();
  });
}

const instant = z.coerce.date();
const beforeSchema = z
  .object({ _id: z.string(), mode: z.enum(FOLLOW_MODES), modeAt: instant, at: instant, ingestedAt: instant })
  .nullable();

/** Puts back how it was. @throws UserError where it is no longer as the press left it */
export async function restore({ before, output }: { before: unknown; output: Following }, context: Context): Promise<string> {
  const { account, mode } = output;
  if ((await modeOf(context, account.id)) !== mode) throw changedSince(`Not undone: how you follow ${account.name} has changed since.`);
  const was = beforeSchema.parse(before);
  const { tenant, models, actor } = context;
  const own = { tenant, userId: actor.id, accountId: account.id };
  if (was === null) await models.follows.deleteOne(own);
  else await models.follows.findOneAndReplace(own, { ...own, ...was }, { upsert: true });
  return saidOf({ account, mode: was?.mode ?? null });
}

const saidOf = ({ account, mode }: Following): string =>
  mode === null ? `You do not follow ${account.name}.` : `You follow ${account.name}: ${MODE_WORDS[mode]}.`;

export const followShown = receipt((output: Following) => ({
  point: saidOf(output),
  header: output.account.name,
  next: [callButton<typeof listFollowed>('What I follow', 'list_followed', {})],
}));
