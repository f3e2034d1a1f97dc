import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ActivityCopies, Clock } from '../agents/kit/context.ts';
import { describeError } from '../agents/kit/describe-error.ts';
import type { Account } from '../models/account.ts';
import type { ActivityCopy, CopyState } from '../models/activity-copy.ts';
import type { Contact } from '../models/contact.ts';
import type { Models } from '../models/index.ts';
import type { Interaction } from '../models/interaction.ts';
import { insertNew } from '../models/kit/bulk.ts';
import { firstOf } from '../models/kit/text.ts';
import type { User } from '../models/user.ts';
import { audit } from '../tools/audit.ts';
import type { ActivityWord } from './config/servers-file.ts';
import { isThere } from './copy-found.ts';
import { ForeignFailure, type ForeignServers } from './foreign-servers.ts';

/** The activity is stored right after its copy was noted: what is not there by now never was. */
const ORPHAN_MS = 10 * 60_000;
/** Longer than any call may take. */
const LEASE_MS = 3 * 60_000;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;
/** About a day, with these waits. */
const MOST_ATTEMPTS = 30;
const MAX_TEXT = 8_000;
const A_BATCH = 50;
/** So long somebody who pressed waits for the other system; it goes on without them. */
const PATIENCE_MS = 4_000;

export interface CopyDeps {
  models: Models;
  clock: Clock;
  log: Logger;
  foreign: Pick<ForeignServers, 'call' | 'tenant'> & { writeBack: NonNullable<ForeignServers['writeBack']> };
}

/** Keeps in another system what was said with customers, at least once, by the activity's own key. */
export interface Copying extends ActivityCopies {
  /** Whose activities. */
  tenant: string;
  /** What waits, and what processes that died have left. */
  sweep(): Promise<void>;
}

export function createCopying(deps: CopyDeps): Copying {
  const { models, clock, log, foreign } = deps;
  const { tenant, writeBack } = foreign;
  const { server, label } = writeBack;
  const copies = models.activityCopies;

  const claim = async (id: string): Promise<ActivityCopy | undefined> => {
    const now = clock.now();
    const due = { tenant, _id: id, server, state: { $in: ['waiting', 'sending'] as const }, nextAt: { $lte: now } };
    const taken = { $set: { state: 'sending', nextAt: new Date(now.getTime() + LEASE_MS) } as const, $inc: { attempts: 1 } };
    return (await copies.findOneAndUpdate(due, taken, { returnDocument: 'after' }).lean<ActivityCopy>()) ?? undefined;
  };
  const settle = (copy: ActivityCopy, state: CopyState, reason?: string) =>
    copies.updateOne(
      { tenant, _id: copy._id, state: 'sending', attempts: copy.attempts },
      { $set: { state, ...(reason ? { reason } : {}) }, $unset: { words: 1 } },
    );
  const later = (copy: ActivityCopy, reason: string) => {
    const pause = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(10, copy.attempts - 1));
    const nextAt = new Date(clock.now().getTime() + pause);
    return copies.updateOne(
      { tenant, _id: copy._id, state: 'sending', attempts: copy.attempts },
      { $set: { state: 'waiting', nextAt, reason } },
    );
  };

  /** False where it is not ours to write any more: it was taken back meanwhile. */
  const noteAsked = async (copy: ActivityCopy, asked: boolean): Promise<boolean> =>
    (await copies.updateOne({ tenant, _id: copy._id, state: 'sending', attempts: copy.attempts }, { $set: { asked } })).matchedCount === 1;
  const look = async (copy: ActivityCopy, put: (map: Record<string, unknown>) => Record<string, unknown>) =>
    writeBack.find && isThere(await foreign.call(server, writeBack.find.tool, put(writeBack.find.arguments)), copy._id);

  const attempt = async (copy: ActivityCopy): Promise<void> => {
    const words = await frozenWords(deps, copy);
    if (words === undefined) {
      const orphan = clock.now().getTime() - copy.at.getTime() > ORPHAN_MS;
      await (orphan ? settle(copy, 'withdrawn') : later(copy, 'The activity is not stored yet.'));
      return;
    }
    // What is gone here since is not written there.
    if (!(await models.interactions.exists({ tenant, _id: copy._id }))) return void (await settle(copy, 'withdrawn'));
    const put = (map: Record<string, unknown>) => argumentsOf(map, words);
    let asked = copy.asked;
    // What may have been written before is looked for; an answer that says neither is no leave to write it twice.
    if (copy.attempts > 1 && writeBack.find) {
      const found = await look(copy, put);
      if (found === true) return void (await settle(copy, 'written'));
      if (found === false) asked = false;
      else if (asked) return void (await settle(copy, 'unknown', `${label} does not say whether it has it already.`));
    }
    const data = { activity: copy._id, server, tool: writeBack.tool, attempt: copy.attempts };
    await audit(models, { tenant, actorId: copy.userId, at: clock.now(), event: 'delivered', data });
    if (!(await noteAsked(copy, true))) return;
    const answer = await foreign.call(server, writeBack.tool, put(writeBack.arguments), { writes: true }).catch(async (error: unknown) => {
      if (!asked && error instanceof ForeignFailure && !error.sent) await noteAsked(copy, false);
      throw error;
    });
    if (!answer.failed) return void (await settle(copy, 'written'));
    // It may have failed in the middle, or after it had written it.
    const found = await look(copy, put).catch(() => undefined);
    if (found === true) return void (await settle(copy, 'written'));
    await settle(copy, found === false ? 'failed' : 'unknown', `${label} answered that it could not do it.`);
  };

  const giveUp = async (copy: ActivityCopy, reason: string): Promise<void> => {
    const asked = await copies.countDocuments({ tenant, _id: copy._id, asked: true });
    await settle(copy, asked > 0 ? 'unknown' : 'failed', reason);
  };

  const work = async (id: string): Promise<void> => {
    const copy = await claim(id);
    if (!copy) return;
    try {
      await attempt(copy);
    } catch (error) {
      log.warn({ server, error: describeError(error) }, 'an activity is not written to the other system yet');
      const reason = error instanceof ForeignFailure ? error.message : `${label} was not asked.`;
      await (copy.attempts < MOST_ATTEMPTS ? later(copy, reason) : giveUp(copy, reason));
    }
  };

  const write = async (id: string): Promise<CopyState> => {
    const working = work(id).catch((error: unknown) =>
      log.error({ server, error: describeError(error) }, 'an activity could not be noted as written'),
    );
    await Promise.race([working, wait(PATIENCE_MS, undefined, { ref: false })]);
    return (await copies.findOne({ tenant, _id: id }, { state: 1 }).lean<Pick<ActivityCopy, 'state'>>())?.state ?? 'withdrawn';
  };

  return {
    tenant,
    to: label,
    async intend({ id, accountId, userId }) {
      const at = clock.now();
      const row = { _id: id, tenant, source: 'greendoor', at, ingestedAt: at, server, accountId, userId };
      await insertNew(copies, tenant, [{ ...row, state: 'waiting', attempts: 0, nextAt: at }]);
    },
    write,
    async withdraw(id) {
      const open = { tenant, _id: id, state: { $in: ['waiting', 'sending'] as const } };
      await copies.updateOne(open, { $set: { state: 'withdrawn' }, $unset: { words: 1 } });
      const copy = await copies.findOne({ tenant, _id: id }, { state: 1, asked: 1 }).lean<Pick<ActivityCopy, 'state' | 'asked'>>();
      if (copy?.state === 'written') return 'there';
      return copy?.state === 'unknown' || (copy?.state === 'withdrawn' && copy.asked) ? 'perhaps' : 'not_there';
    },
    async sweep() {
      const due = { tenant, server, state: { $in: ['waiting', 'sending'] as const }, nextAt: { $lte: clock.now() } };
      for (const { _id } of await copies.find(due, { _id: 1 }).sort({ nextAt: 1 }).limit(A_BATCH).lean<{ _id: string }[]>())
        await work(_id);
    },
  };
}

type Words = Partial<Record<ActivityWord, string>>;

/** What the activity says, as it was when it was first tried; undefined while it is not stored, or where nothing of it is left. */
async function frozenWords({ models, foreign }: CopyDeps, copy: ActivityCopy): Promise<Words | undefined> {
  if (copy.words) return JSON.parse(copy.words) as Words;
  const { tenant } = foreign;
  const activity = await models.interactions.findOne({ tenant, _id: copy._id }).lean<Interaction>();
  // Whoever said it was forgotten meanwhile: nothing is left to write.
  if (!activity?.text && !activity?.subject) return undefined;
  const [account, contact, user] = await Promise.all([
    models.accounts.findOne({ tenant, _id: copy.accountId }, { name: 1, externalId: 1 }).lean<Pick<Account, 'name' | 'externalId'>>(),
    activity.contactId
      ? models.contacts.findOne({ tenant, _id: activity.contactId }, { name: 1, email: 1 }).lean<Pick<Contact, 'name' | 'email'>>()
      : null,
    models.users.findOne({ tenant, _id: copy.userId }, { name: 1, email: 1 }).lean<Pick<User, 'name' | 'email'>>(),
  ]);
  const said: Record<ActivityWord, string | null | undefined> = {
    key: copy._id,
    account: account?.name,
    account_id: account?.externalId ?? copy.accountId,
    kind: activity.kind,
    at: activity.at.toISOString(),
    subject: activity.subject,
    text: firstOf(activity.text ?? '', MAX_TEXT),
    person: contact?.name,
    email: contact?.email,
    by: user?.name,
    by_email: user?.email,
  };
  const words = Object.fromEntries(Object.entries(said).filter(([, value]) => value)) as Words;
  await models.activityCopies.updateOne({ tenant, _id: copy._id }, { $set: { words: JSON.stringify(words) } });
  return words;
}

/** The arguments the configuration maps; one that is nothing but a word which is not known is left out. */
function argumentsOf(map: Record<string, unknown>, words: Words): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(map).flatMap(([name, value]): [string, unknown][] => {
      if (typeof value !== 'string') return [[name, value]];
      const only = /^\{(\w+)\}$/.exec(value)?.[1];
      if (only && words[only as ActivityWord] === undefined) return [];
      return [[name, value.replace(/\{(\w+)\}/g, (_, word: string) => words[word as ActivityWord] ?? '')]];
    }),
  );
}
