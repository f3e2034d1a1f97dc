import type { Actor } from '../../agents/kit/context.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import { type Approval, type ApprovalEvent, isOutreach, type OutreachApproval } from '../../models/approval.ts';
import type { OutboxMessage, OutboxState } from '../../models/outbox-message.ts';
import { audit } from '../../tools/audit.ts';
import type { Closed } from '../channel-policy.ts';
import { MailRefusedError } from '../mailer.ts';
import type { ApprovalDeps } from './deps.ts';
import { digestOf } from './digest.ts';
import { obstacle } from './policy.ts';
import { rememberAsked, rememberSent } from './remember-sent.ts';
import { standingOf } from './standing.ts';
import { findApproval, step } from './store.ts';
import { accepted, KEPT, notConfirmed } from './words.ts';

/** Whose decision it is, and what keeps the place where it was made from seeing customer data. */
export interface Decision {
  actor: Actor;
  closed?: (() => Promise<Closed | undefined>) | undefined;
}

type Receipt = NonNullable<Approval['receipt']>;
type Ending = Extract<ApprovalEvent, 'accept' | 'record' | 'refuse' | 'lose'>;
const OUTBOX: Record<Ending, OutboxState> = { accept: 'sent', record: 'recorded', refuse: 'failed', lose: 'unknown' };

/**
 * Sends a claimed approval once: content frozen, audit written, then the mail system, then the receipt.
 * Whatever goes wrong before the mail system is asked leaves it unsent; silence after that leaves it unknown.
 */
export async function deliver(deps: ApprovalDeps, approval: OutreachApproval, decision: Decision): Promise<Approval> {
  const { models, clock, mailer, log } = deps;
  const { actor } = decision;
  const { tenant, _id, version, digest } = approval;
  const at = () => clock.now();
  const unsent = (detail: string) => finish(deps, approval, 'refuse', { sent: false, detail, at: at() });
  const trail = (event: 'approved' | 'delivered', data: Record<string, unknown>) =>
    audit(models, { tenant, actorId: actor.id, at: at(), event, data: { approval: _id, version, digest, ...data } });

  let frozen: OutboxMessage | undefined;
  try {
    const refused = await obstacleNow(deps, approval, decision);
    if (refused) return await unsent(refused);
    await trail('approved', {});
    frozen = await freeze(deps, approval);
  } catch (error) {
    log.error({ error: describeError(error), approval: _id }, 'delivery could not be prepared');
    return await unsent('It could not be recorded, so it was not handed to the mail system.');
  }
  if (!frozen) return (await findApproval(deps, tenant, _id)) ?? approval;

  const { from, to, subject, text, messageId } = frozen;
  let ending: Ending;
  let receipt: Receipt;
  try {
    const { sent, status, at: answered } = await mailer.deliver({ from, to, subject, text, id: messageId });
    ending = sent ? 'accept' : 'record';
    receipt = { sent, detail: sent ? accepted(messageId, status) : KEPT, at: answered };
  } catch (error) {
    log.warn({ error: describeError(error), approval: _id }, 'mail was not confirmed');
    ending = error instanceof MailRefusedError ? 'refuse' : 'lose';
    receipt = { sent: false, detail: notConfirmed(error, ending, messageId), at: at() };
  }
  const finished = await finish(deps, approval, ending, receipt);
  await trail('delivered', { state: finished.state, messageId }).catch((error: unknown) =>
    log.error({ error: describeError(error), approval: _id }, 'audit failed'),
  );
  return finished;
}

/** Why it may not take effect now, in words for the card; undefined where it may. */
export async function obstacleNow(
  { models, clock }: Pick<ApprovalDeps, 'models' | 'clock'>,
  approval: Approval,
  { actor, closed }: Decision,
): Promise<string | undefined> {
  const by = { by: actor.id, closed: await closed?.() };
  const found = obstacle('deliver', approval, await standingOf({ models, now: clock.now() }, approval, by));
  return found && `${found.why}. ${found.next}.`;
}

/** Writes the mail down and marks it as being handed over; undefined when it has been handed over already or given up. */
async function freeze(deps: Pick<ApprovalDeps, 'models' | 'clock'>, approval: OutreachApproval): Promise<OutboxMessage | undefined> {
  const { tenant, _id, digest } = approval;
  if (digestOf(approval) !== digest) throw new Error('the claimed approval does not match its digest');
  await writeDown(deps, approval, 'frozen');
  const waiting = { tenant, _id, digest, state: { $in: ['frozen', 'failed'] as const } };
  const row = await deps.models.outbox
    .findOneAndUpdate(waiting, { $set: { state: 'sending' }, $unset: { receipt: 1 }, $inc: { attempts: 1 } }, { returnDocument: 'after' })
    .lean<OutboxMessage>();
  return row ?? undefined;
}

/** The mail of an approval, written once in `state`; a row that exists stays as it is. */
export async function writeDown(
  { models, clock }: Pick<ApprovalDeps, 'models' | 'clock'>,
  approval: OutreachApproval,
  state: OutboxState,
): Promise<void> {
  const { tenant, _id, version, digest, sender, recipient, subject, body } = approval;
  const now = clock.now();
  const row = {
    approvalId: _id,
    version,
    digest,
    from: { name: sender.name, address: sender.email },
    to: { name: recipient.name, address: recipient.email },
    subject,
    text: body,
    messageId: _id,
    state,
    attempts: 0,
    source: 'greendoor',
    at: now,
    ingestedAt: now,
  };
  await models.outbox.updateOne({ tenant, _id }, { $setOnInsert: row }, { upsert: true });
}

/** Stores what came of a delivery, first with the mail itself, then with the approval. A late receipt corrects "unknown". */
export async function finish(
  deps: Pick<ApprovalDeps, 'models' | 'copying'>,
  approval: Approval,
  ending: Ending,
  receipt: Receipt,
): Promise<Approval> {
  const { tenant, _id } = approval;
  const open = { $in: ['frozen', 'sending', 'unknown'] as const };
  await deps.models.outbox.updateOne({ tenant, _id, state: open }, { $set: { state: OUTBOX[ending], receipt } });
  const set = { receipt: { ...receipt } };
  const done = (await step(deps, approval, ending, { set })) ?? (await step(deps, { ...approval, state: 'unknown' }, ending, { set }));
  if (done && isOutreach(done) && ending !== 'refuse') await rememberAsked(deps.models, done, receipt.at);
  if (done && isOutreach(done) && done.state === 'sent') await rememberSent(deps, done, receipt.at);
  return done ?? (await findApproval(deps, tenant, _id)) ?? approval;
}
