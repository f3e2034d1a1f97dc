import { keepNewest } from '../../models/kit/bulk.ts';
import type { SignalFiring } from '../../models/signal-firing.ts';
import { fromStored, storedTriggers } from '../behavior-intelligence/face.ts';
import { type Happened, NEWS_DAYS, OVER_AFTER_MS, type Signal, signals } from '../coordination.ts';
import { type AccountFacts, DAY, happened, isToday, type Opinions, type Text } from '../facts/index.ts';
import { headOf, listed, small, t } from '../kit/say.ts';
import { type AccountScorer, type Context, defineScorer, type RescoreScope } from '../kit/tool.ts';
import { accountNames } from '../kit/who.ts';
import { figureOf, metricNamed, readingOf } from '../metrics/index.ts';

/** What happened at one account, and what the agents a signal wakes say of it. */
interface Noticed {
  account: { id: string; name: string };
  asOf: Date;
  happened: readonly { signal: Signal; what: Happened }[];
  heard: ReadonlyMap<Signal, Text>;
}
type Last = Pick<SignalFiring, 'accountId' | 'signal' | 'cause'>;

/** Notices what happened with the facts of every rescore, and keeps each once. Past weeks are none of its concern. */
export async function signalScorer(scope: RescoreScope): Promise<AccountScorer> {
  return defineScorer<Noticed>({
    agent: 'daily-desk',
    fields: [],
    assess(facts, asOf, opinions) {
      const { account } = facts;
      if (!isToday(asOf, scope.now) || happened(account.churnedAt, asOf)) return {};
      const found = signals.flatMap((signal) => (signal.inFacts?.(facts, opinions) ?? []).map((what) => ({ signal, what })));
      const heard = new Map(found.map(({ signal }) => [signal, heardOf(signal, facts, opinions)]));
      return { issued: { account: headOf(account), asOf, happened: found, heard } };
    },
    record: (noticed) => keep(scope, noticed),
  });
}

/** ", churn risk 74": the woken agents' own figures, those that are known. */
function heardOf({ wakes }: Signal, facts: AccountFacts, opinions: Opinions): Text {
  const said = wakes.flatMap(({ says }) => {
    const metric = says === undefined ? undefined : metricNamed(says);
    const reading = metric && readingOf(metric, { facts, opinions });
    return metric && reading ? [t`${small(metric.label)} ${figureOf(metric, reading, facts)}`] : [];
  });
  return said.length > 0 ? t`; ${listed(said)}` : '';
}

async function keep({ tenant, models, now }: RescoreScope, noticed: readonly Noticed[]): Promise<void> {
  const ids = noticed.map(({ account }) => account.id);
  const lasts = noticed.some(({ happened: all }) => all.some(({ what }) => what.cause === null));
  const [behavior, last] = await Promise.all([storedTriggers({ tenant, models }, ids), lasts ? lastOf({ tenant, models, now }, ids) : []]);
  const begun = new Map(last.map(({ accountId, signal, cause }) => [`${accountId} ${signal}`, cause]));
  const writes = noticed.flatMap(({ account, asOf, happened: all, heard }) => {
    const triggers = (behavior.get(account.id)?.triggers ?? []).map(fromStored);
    const behaved = signals.flatMap((signal) =>
      triggers.flatMap((trigger) => (signal.inBehavior?.(trigger, account, asOf) ?? []).map((what) => ({ signal, what }))),
    );
    return [...all, ...behaved].map(({ signal, what: { cause, at, says } }) => ({
      of: {
        accountId: account.id,
        signal: signal.key,
        cause: cause ?? begun.get(`${account.id} ${signal.key}`) ?? asOf.toISOString().slice(0, 10),
      },
      asOf,
      update: { $setOnInsert: { at, ingestedAt: now, source: 'greendoor', says: t`${says}${heard.get(signal) ?? ''}` } },
    }));
  });
  if (writes.length > 0) await keepNewest(models.signalFirings, tenant, writes);
}

/** Of what lasts, how it was known when it was last seen. */
const lastOf = ({ tenant, models, now }: Pick<RescoreScope, 'tenant' | 'models' | 'now'>, accountIds: readonly string[]) =>
  models.signalFirings
    .find(
      { tenant, accountId: { $in: accountIds }, asOf: { $gte: new Date(now.getTime() - OVER_AFTER_MS) } },
      { accountId: 1, signal: 1, cause: 1 },
    )
    .sort({ asOf: 1 })
    .lean<Last[]>();

const order = new Map(signals.map(({ key }, index) => [key, index]));
const byKey = new Map(signals.map((signal) => [signal.key, signal]));
/** As many are read; of more the newest. */
const MOST = 200;

/** What was noticed after an instant at some accounts (conditions on `accounts`), signal by signal, the newest of each first. */
export async function firingsSince(
  { tenant, models, asOf }: Pick<Context, 'tenant' | 'models' | 'asOf'>,
  where: object,
  { since, until }: { since?: Date | undefined; until?: Date | undefined } = {},
) {
  const from = since ?? new Date(asOf.getTime() - NEWS_DAYS * DAY);
  const own = Object.keys(where).length > 0 ? { accountId: { $in: await models.accounts.distinct('_id', { tenant, ...where }) } } : {};
  const noticed = { tenant, ...own, ingestedAt: { $gt: from, $lte: until && until < asOf ? until : asOf } };
  const fired = await models.signalFirings.find(noticed).sort({ ingestedAt: -1, _id: 1 }).limit(MOST).lean<SignalFiring[]>();
  const names = await accountNames({ tenant, models }, fired);
  const rows = fired.flatMap(({ accountId, signal: key, at, says }) => {
    const [name, signal] = [names.get(accountId), byKey.get(key)];
    return name === undefined || !signal
      ? []
      : [{ account: { id: accountId, name }, signal: key, title: signal.title, at: at.toISOString(), says: says as Text }];
  });
  const total = fired.length < MOST ? rows.length : await models.signalFirings.countDocuments(noticed);
  return { since: from.toISOString(), rows: rows.sort(bySignal), total };
}

/**
 * From when on what is noticed is news to somebody: since they were last told, within a week, and after the book was first
 * looked through, when all that was so already was noticed at once.
 */
export async function newsFrom(
  { tenant, models, asOf }: Pick<Context, 'tenant' | 'models' | 'asOf'>,
  told: Date | undefined,
): Promise<Date> {
  const first = await models.signalFirings
    .findOne({ tenant }, { ingestedAt: 1 })
    .sort({ ingestedAt: 1 })
    .lean<Pick<SignalFiring, 'ingestedAt'>>();
  return new Date(Math.max(told?.getTime() ?? asOf.getTime() - NEWS_DAYS * DAY, first?.ingestedAt.getTime() ?? 0));
}

type Row = { signal: SignalFiring['signal']; at: string; account: { name: string } };
const bySignal = (a: Row, b: Row): number =>
  (order.get(a.signal) ?? 0) - (order.get(b.signal) ?? 0) || b.at.localeCompare(a.at) || a.account.name.localeCompare(b.account.name);

/** What may follow a firing. */
export const nextOf = (signal: SignalFiring['signal'], account: { id: string; name: string }) => byKey.get(signal)?.next(account);
