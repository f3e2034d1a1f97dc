import { isToday } from '../facts/index.ts';
import { issuedOpinions } from '../kit/opinions.ts';
import type { Context } from '../kit/tool.ts';
import { namesOf } from '../kit/who.ts';
import { isRunning } from '../metrics/topics/plan.ts';
import { loadChances } from './chances.ts';
import { isSetAside, oneLine } from './deals.ts';
import { type Found, mayMove } from './find.ts';
import { handoffOf } from './handoff.ts';
import { loadBench } from './load-bench.ts';

export type Loaded = Awaited<ReturnType<typeof loadHandoff>>;

/** What a hand-off of an opportunity rests on, with the names of whoever moved it. */
export async function loadHandoff(context: Context, found: Found) {
  const { facts, row, account } = found;
  const [issued, recovery, bench, chances, names] = await Promise.all([
    issuedOpinions(context, [account._id], facts.asOf),
    recoveryOf(context, found),
    loadBench(context, facts),
    loadChances(context),
    namesOf(
      context,
      row.stageHistory.map(({ byUserId }) => byUserId),
    ),
  ]);
  const handoff = handoffOf({ facts, row, opinions: issued.get(account._id)?.opinions ?? {}, recovery, bench, chances });
  return {
    ...handoff,
    handedOff: Boolean(row.assignedSalesRepId) && row.salesStage !== 'identified',
    /** Said "not now" to, or no longer seen: why, in words. */
    setAside: isSetAside(row)
      ? row.mutedAt
        ? `set aside${row.muteReason ? `: ${oneLine(row.muteReason)}` : ''}`
        : 'no longer seen in the data'
      : null,
    churned: account.lifecycleStage === 'churned' || Boolean(account.churnedAt),
    mayMove: mayMove(context, found) && isToday(facts.asOf, context.clock.now()),
    history: row.stageHistory
      .toSorted((a, b) => b.at.getTime() - a.at.getTime())
      .map(({ from, to, at, byUserId, reason }) => ({
        from: from ?? null,
        to,
        at: at.toISOString(),
        by: names.get(byUserId ?? '') ?? null,
        reason: reason ?? null,
      })),
  };
}

/** The retention playbooks that run for the account. */
async function recoveryOf({ tenant, models }: Pick<Context, 'tenant' | 'models'>, { facts: { executions } }: Found): Promise<string[]> {
  const running = executions.filter(isRunning);
  if (running.length === 0) return [];
  const ids = running.map(({ playbookId }) => playbookId);
  const books = await models.successPlaybooks
    .find({ tenant, _id: { $in: ids }, playbookType: 'retention' }, { playbookName: 1 })
    .lean<{ _id: string; playbookName: string }[]>();
  return books.map(({ playbookName }) => playbookName);
}
