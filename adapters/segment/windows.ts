import { randomUUID } from 'node:crypto';
import type { Changing } from '../../agents/kit/changing.ts';
import { type RollUpResult, rollUpUsage } from '../../bot/roll-up-usage.ts';
import type { Models } from '../../models/index.ts';
import { bulkWrite } from '../../models/kit/bulk.ts';
import type { UsageWindow } from '../../models/usage-window.ts';
import { hear, silenceOf, unsettledWeeks } from './silence.ts';

interface WindowScope {
  models: Models;
  tenant: string;
  now: Date;
  changing?: Changing | undefined;
}

const DAY = 86_400_000;
const WINDOWS_AT_ONCE = 5_000;

type Touched = readonly { accountId: string; at: Date }[];

/** Notes, durably, which days are to be rolled up; before what changes them is written, so that a crash loses none. */
export async function rememberDays(scope: WindowScope, touched: Touched): Promise<void> {
  await hear(scope, touched);
  await noteDays(scope, touched);
}

async function noteDays({ models, tenant, now }: WindowScope, touched: Touched): Promise<void> {
  const days = new Map(
    touched.map(({ accountId, at }) => [
      `${accountId} ${Math.floor(at.getTime() / DAY)}`,
      { accountId, day: Math.floor(at.getTime() / DAY) },
    ]),
  );
  if (days.size === 0) return;
  const operations = [...days.values()].map(({ accountId, day }) => ({
    updateOne: {
      filter: { tenant, accountId, day },
      update: { $setOnInsert: { _id: randomUUID(), source: 'segment', at: new Date(day * DAY), ingestedAt: now } },
      upsert: true,
    },
  }));
  await bulkWrite(models.usageWindows, tenant, operations);
}

/** Has finished weeks nobody was heard in rolled up too. Returns whether there were any. */
export async function noteQuietWeeks(scope: WindowScope): Promise<boolean> {
  const weeks = await unsettledWeeks(scope);
  if (!weeks) return false;
  await noteDays(scope, weeks.days);
  await weeks.settle();
  return true;
}

/** Rolls up a part of the noted days. Null when none is left. */
export async function rollUpSome(scope: WindowScope): Promise<RollUpResult | null> {
  const { models, tenant } = scope;
  const windows = await models.usageWindows.find({ tenant }).sort({ accountId: 1, day: 1 }).limit(WINDOWS_AT_ONCE).lean<UsageWindow[]>();
  if (windows.length === 0) return null;
  const touched = new Map(
    [...Map.groupBy(windows, ({ accountId }) => accountId)].map(([id, own]) => [id, new Set(own.map(({ day }) => day))]),
  );
  const result = await rollUpUsage({ ...scope, silent: silenceOf(scope) }, touched);
  await models.usageWindows.deleteMany({ tenant, _id: { $in: windows.map(({ _id }) => _id) } });
  return result;
}
