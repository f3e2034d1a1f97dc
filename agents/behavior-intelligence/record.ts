import type { BehaviorTriggers } from '../../models/behavior-trigger.ts';
import { keepNewest } from '../../models/kit/bulk.ts';
import { type AccountFacts, withSessions } from '../facts/index.ts';
import { MOST_SESSIONS } from '../facts/windows.ts';
import { breather } from '../kit/breathe.ts';
import { known, type RescoreScope } from '../kit/tool.ts';
import { withRecord } from './sessions.ts';
import { detect, type Trigger } from './triggers.ts';

/** An account is looked at again after this long; in between its sessions are not read. */
const AGAIN_HOURS = 6;

type Scope = Pick<RescoreScope, 'tenant' | 'models' | 'asOf' | 'now' | 'foreground'>;
type Stored = Pick<BehaviorTriggers, 'accountId' | 'asOf' | 'triggers'>;
type StoredTrigger = BehaviorTriggers['triggers'][number];
/** A trigger and the instant from which it lasts, as far as it was seen. */
type Dated = Trigger & { since: Date };

const keyOf = ({ kind, subject }: { kind: string; subject?: string | null }): string => `${kind}:${subject ?? ''}`;

/** The triggers of accounts as last recorded. */
export async function storedTriggers(
  { tenant, models }: Pick<Scope, 'tenant' | 'models'>,
  accountIds: readonly string[],
): Promise<Map<string, Stored>> {
  const rows = await models.behaviorTriggers.find({ tenant, accountId: { $in: [...accountIds] } }).lean<Stored[]>();
  return new Map(rows.map((row) => [row.accountId, row]));
}

/** Each trigger with when it was first seen: as recorded while it lasted, otherwise at the instant. */
export const dated = (triggers: readonly Trigger[], before: Stored | undefined, asOf: Date): Dated[] =>
  triggers.map((each) => ({
    ...each,
    since: before?.triggers.find((known) => keyOf(known) === keyOf(each) && known.since <= asOf)?.since ?? asOf,
  }));

/** A stored trigger as the tools give it. */
export const fromStored = ({ evidence, subject, before, step, ...rest }: StoredTrigger): Dated => ({
  ...rest,
  measure: rest.measure as Trigger['measure'],
  subject: subject ?? null,
  before: before ?? null,
  step: step ?? null,
  evidence: evidence.map(({ collectionName, documentId, field, at }) => ({
    collection: collectionName,
    id: documentId,
    field: field ?? '',
    at: (at ?? rest.since).toISOString(),
  })),
});

/** Looks at the accounts that are due and keeps what it finds, in place of what was there. Accounts without sessions get no row. */
export async function recordTriggers(scope: Scope, facts: readonly AccountFacts[]): Promise<void> {
  const { tenant, models, asOf } = scope;
  const byId = new Map(facts.map((each) => [each.account._id, each]));
  const stored = await storedTriggers(scope, [...byId.keys()]);
  const due = [...byId.keys()].filter((id) => {
    const before = stored.get(id);
    return !before || asOf.getTime() - before.asOf.getTime() >= AGAIN_HOURS * 3_600_000;
  });
  if (due.length === 0) return;
  const counted = await models.behaviorIntelligenceTracking.aggregate<{ _id: string; sessions: number }>([
    { $match: { tenant, accountId: { $in: due }, sessionStartTime: { $lte: asOf } } },
    { $group: { _id: '$accountId', sessions: { $sum: 1 } } },
  ]);
  const breathe = breather(scope.foreground);
  for (const group of inGroups(counted)) {
    const own = group.flatMap(({ _id }) => byId.get(_id) ?? []);
    const found: { accountId: string; triggers: Dated[] }[] = [];
    for (const each of await withSessions(scope, own, { uses: false })) {
      await breathe();
      const accountId = each.account._id;
      found.push({ accountId, triggers: dated(detect(withRecord(each)), stored.get(accountId), asOf) });
    }
    await keep(scope, found);
  }
}

/** Accounts together as long as their sessions are no more than one large account's. */
function* inGroups<Counted extends { sessions: number }>(counted: readonly Counted[]): Generator<Counted[]> {
  let group: Counted[] = [];
  let sessions = 0;
  for (const each of counted) {
    if (group.length > 0 && sessions + each.sessions > MOST_SESSIONS) {
      yield group;
      group = [];
      sessions = 0;
    }
    group.push(each);
    sessions += each.sessions;
  }
  if (group.length > 0) yield group;
}

async function keep({ tenant, models, asOf, now }: Scope, found: readonly { accountId: string; triggers: Dated[] }[]): Promise<void> {
  const writes = found.map(({ accountId, triggers }) => ({
    of: { accountId },
    asOf,
    update: { $set: { at: asOf, ingestedAt: now, open: triggers.length, triggers: triggers.map(toStored), source: 'greendoor' } },
  }));
  if (writes.length > 0) await keepNewest(models.behaviorTriggers, tenant, writes);
}

const toStored = ({ evidence, ...trigger }: Dated) => ({
  ...known(trigger),
  evidence: evidence.map(({ collection, id, field, at }) => ({ collectionName: collection, documentId: id, field, at: new Date(at) })),
});
