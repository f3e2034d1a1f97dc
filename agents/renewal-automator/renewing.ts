import { standingsBy } from '../../models/account-standing.ts';
import { DAY, type Figure, isToday } from '../facts/index.ts';
import { type Condition, filterOf, holds } from '../kit/conditions.ts';
import { healthOpinions } from '../kit/opinions.ts';
import { ofAccount } from '../kit/say.ts';
import { type StandingsPage, worth } from '../kit/standings/page.ts';
import { heldFigure } from '../kit/standings/values.ts';
import { type Context, PAGE_SIZE } from '../kit/tool.ts';
import { metricNamed, sum } from '../metrics/index.ts';
import { type BookEntry, entriesOf, loadBook, type Narrowed, standingsOf } from './book.ts';

export const WINDOWS = [30, 60, 90] as const;

interface Asked {
  from: Date;
  until: Date;
  narrowed: Narrowed;
  /** Only accounts of which it holds. */
  health: Condition | null;
  /** Only what no CSM has called yet. */
  uncalled: boolean;
  page: number;
}

/** The accounts that renew within a window: a page of them, and how many and how much they all are. */
export interface Renewing {
  /** What ends within the window, of the page's accounts, soonest first. */
  entries: BookEntry[];
  health: ReadonlyMap<string, Figure>;
  /** As last scored; of an earlier day the entries say it. */
  chance: ReadonlyMap<string, Figure>;
  total: number;
  /** How many of them within so many days. */
  within: Record<(typeof WINDOWS)[number], number>;
  worth: StandingsPage['arr'];
  /** Paying accounts without a renewal date. */
  undated: number;
}

const since = (entries: readonly BookEntry[], from: Date): BookEntry[] => entries.filter(({ contract }) => contract.endAt >= from);

const endOf = ({ asOf }: Context, days: number) => new Date(asOf.getTime() + days * DAY);

/** As last rescored; for an earlier day as known then, and contract by contract where their calls decide. */
export const renewingWithin = (context: Context, asked: Asked): Promise<Renewing> =>
  isToday(context.asOf, context.clock.now()) && !asked.uncalled ? renewingNow(context, asked) : renewingThen(context, asked);

async function renewingNow(context: Context, { from, until: end, narrowed, health, page }: Asked): Promise<Renewing> {
  const { tenant, asOf } = context;
  const { accountStandings } = context.models;
  const customers = { tenant, lifecycleStage: { $ne: 'churned' as const }, ...narrowed, ...(health ? filterOf(health, asOf) : {}) };
  const filter = { ...customers, renewalAt: { $gte: from, $lte: end } };
  const index = standingsBy('renewalAt');
  const until = (limit: number) => ({ $sum: { $cond: [{ $lte: ['$renewalAt', endOf(context, limit)] }, 1, 0] } });
  const counts = { count: { $sum: 1 }, arr: { $sum: '$arr' }, d30: until(30), d60: until(60), d90: until(90) };
  const [ids, sums, undated] = await Promise.all([
    accountStandings
      .find(filter, { _id: 0, accountId: 1 })
      .hint(index)
      .sort({ renewalAt: 1, arr: -1, accountId: 1 })
      .skip((page - 1) * PAGE_SIZE)
      .limit(PAGE_SIZE)
      .lean<{ accountId: string }[]>(),
    accountStandings
      .aggregate<{ _id: { currency: string | null } } & Record<keyof typeof counts, number>>([
        { $match: filter },
        { $group: { _id: { currency: '$currency' }, ...counts } },
      ])
      .hint(index),
    accountStandings.countDocuments({ ...customers, renewalAt: null, arr: { $gt: 0 } }).hint(index),
  ]);
  const accountIds = ids.map(({ accountId }) => accountId);
  const standings = await standingsOf(context, accountIds);
  const held = (key: string) => new Map(standings.map((each) => [each.accountId, heldFigure(each, metricNamed(key), asOf)]));
  const total = (of: keyof typeof counts) => sum(sums.map((each) => each[of]));
  return {
    entries: since(await entriesOf(context, standings, end), from),
    health: held('health'),
    chance: held('renewal_probability'),
    total: total('count'),
    within: { 30: total('d30'), 60: total('d60'), 90: total('d90') },
    worth: worth(sums),
    undated,
  };
}

/** Of the book as it was; health as it was last issued by then. */
async function renewingThen(context: Context, { from, until: end, narrowed, health, uncalled, page }: Asked): Promise<Renewing> {
  const { asOf } = context;
  const ending = since(await loadBook(context, end, narrowed), from);
  const book = Map.groupBy(uncalled ? ending.filter(({ call }) => call === null) : ending, ({ accountId }) => accountId);
  const issued = await healthOpinions(context, [...book.keys()], asOf);
  const scoreOf = (id: string) => issued.get(id)?.overallHealthScore ?? null;
  const accounts = [...book].filter(([id]) => !health || holds(health, scoreOf(id)));
  const firsts = accounts.flatMap(([, entries]) => entries.slice(0, 1));
  const until = (limit: number) => firsts.filter(({ contract }) => contract.endAt <= endOf(context, limit)).length;
  const amounts = accounts.flatMap(([, entries]) =>
    entries.map(({ contract }) => ({ _id: { currency: contract.currency }, arr: contract.annualValue })),
  );
  const shown = accounts.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return {
    entries: shown.flatMap(([, entries]) => entries),
    health: new Map(
      shown.flatMap(([id, [first]]) =>
        first
          ? [[id, ofAccount({ id, name: first.account }, asOf.toISOString()).of('health', 'Health', scoreOf(id), 'points')] as const]
          : [],
      ),
    ),
    chance: new Map(),
    total: accounts.length,
    within: { 30: until(30), 60: until(60), 90: until(90) },
    worth: worth(amounts),
    undated: 0,
  };
}
