import { randomUUID } from 'node:crypto';
import { periodOf } from '../../bot/roll-up.ts';
import type { Silent } from '../../bot/roll-up-usage.ts';
import type { Models } from '../../models/index.ts';
import type { ProductAccount } from '../../models/product-account.ts';
import type { ProductDoor } from '../../models/product-door.ts';

interface SilenceScope {
  models: Models;
  tenant: string;
  now: Date;
}

const WEEK = 7 * 86_400_000;
const FIRST_WEEK = periodOf(new Date(4 * 86_400_000), 'weekly').start.getTime();
/** How far back silence is told of, as far as scores look. */
const WEEKS_BACK = 26;
const ACCOUNTS_AT_ONCE = 200;
const SOURCE = 'segment';

const weekOf = (at: Date): number => Math.floor((at.getTime() - FIRST_WEEK) / WEEK);
const startOf = (week: number): Date => new Date(FIRST_WEEK + week * WEEK);

/** Notes who was heard when: the weeks after it are to be judged anew. */
export async function hear({ models, tenant, now }: SilenceScope, touched: readonly { accountId: string; at: Date }[]): Promise<void> {
  if (touched.length === 0) return;
  const first = new Map<string, number>();
  for (const { accountId, at } of touched) first.set(accountId, Math.min(first.get(accountId) ?? Number.POSITIVE_INFINITY, weekOf(at)));
  const onInsert = () => ({ _id: randomUUID(), source: SOURCE, at: now, ingestedAt: now });
  const operations = [...first].map(([accountId, week]) => ({
    updateOne: {
      filter: { tenant, accountId },
      update: { $min: { quietFrom: week + 1 }, $setOnInsert: onInsert() },
      upsert: true,
    },
  }));
  const { collection } = models.productAccounts;
  await collection.bulkWrite(operations as unknown as Parameters<typeof collection.bulkWrite>[0], { ordered: false });
  const weeks = [...new Set(touched.map(({ at }) => weekOf(at)))];
  const door = await models.productDoors.findOneAndUpdate(
    { tenant },
    { $addToSet: { heardWeeks: { $each: weeks } }, $setOnInsert: onInsert() },
    { upsert: true, projection: { heardWeeks: 1 } },
  );
  const known = new Set(door?.heardWeeks);
  const news = Math.min(...weeks.filter((week) => !known.has(week)));
  // Those who were not heard in it were silent.
  if (news < weekOf(now)) await models.productAccounts.updateMany({ tenant, quietFrom: { $gt: news } }, { $set: { quietFrom: news } });
}

interface Unsettled {
  days: { accountId: string; at: Date }[];
  /** To be called when the days are noted for rolling up. */
  settle(): Promise<unknown>;
}

/** Finished weeks of which it is not settled whether they were quiet, of some accounts. */
export async function unsettledWeeks({ models, tenant, now }: SilenceScope): Promise<Unsettled | undefined> {
  const current = weekOf(now);
  const accounts = await models.productAccounts
    .find({ tenant, quietFrom: { $lt: current } })
    .limit(ACCOUNTS_AT_ONCE)
    .lean<ProductAccount[]>();
  if (accounts.length === 0) return undefined;
  const days = accounts.flatMap(({ accountId, quietFrom }) => {
    const from = Math.max(quietFrom, current - WEEKS_BACK);
    return Array.from({ length: current - from }, (_, index) => ({ accountId, at: startOf(from + index) }));
  });
  const settled = { tenant, _id: { $in: accounts.map(({ _id }) => _id) } };
  return { days, settle: () => models.productAccounts.updateMany(settled, { $set: { quietFrom: current } }) };
}

/** Which of some weeks without any use were quiet: over, others were heard, the account was before, and had not left. */
export function silenceOf({ models, tenant, now }: SilenceScope): Silent {
  return async (weeks) => {
    const over = weeks.filter(({ end }) => end <= now);
    if (over.length === 0) return new Set();
    const ids = [...new Set(over.map(({ accountId }) => accountId))];
    const [door, accounts, firsts] = await Promise.all([
      models.productDoors.findOne({ tenant }).lean<ProductDoor>(),
      models.accounts.find({ tenant, _id: { $in: ids } }, { churnedAt: 1 }).lean<{ _id: string; churnedAt?: Date | null }[]>(),
      Promise.all(ids.map((accountId) => firstSession(models, tenant, accountId))),
    ]);
    const heard = new Set(door?.heardWeeks);
    const left = new Map(accounts.map(({ _id, churnedAt }) => [_id, churnedAt]));
    const first = new Map(ids.map((id, index) => [id, firsts[index]]));
    return new Set(
      over.filter(({ accountId, start }) => {
        const since = first.get(accountId);
        const until = left.get(accountId);
        return heard.has(weekOf(start)) && since !== undefined && since < start && !(until && until < start);
      }),
    );
  };
}

async function firstSession(models: Models, tenant: string, accountId: string): Promise<Date | undefined> {
  const [session] = await models.behaviorIntelligenceTracking
    .find({ tenant, accountId, source: SOURCE }, { sessionStartTime: 1 })
    .sort({ sessionStartTime: 1 })
    .limit(1)
    .lean<{ sessionStartTime: Date }[]>();
  return session?.sessionStartTime;
}
