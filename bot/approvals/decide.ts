import { noted } from '../../agents/kit/changing.ts';
import type { Actor } from '../../agents/kit/context.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import { type Approval, isAction, isOutreach } from '../../models/approval.ts';
import { audit } from '../../tools/audit.ts';
import type { Closed } from '../channel-policy.ts';
import { deliver } from './deliver.ts';
import type { ApprovalDeps, Update } from './deps.ts';
import { boundFilter, digestOf } from './digest.ts';
import { LEASE_MS } from './limits.ts';
import { perform } from './perform.ts';
import { obstacle, refusalOf } from './policy.ts';
import { standingOf } from './standing.ts';
import { findApproval, step, updateOf } from './store.ts';
import { outcome } from './words.ts';

export interface DecideRequest {
  tenant: string;
  /** From the platform's signed payload. */
  actor: Actor;
  approvalId: string;
  /** The version whose button was pressed. */
  version: number;
  decision: 'approve' | 'reject';
  /** Why the place where it was pressed may not see customer data at the moment; undefined where it may. */
  closed?: () => Promise<Closed | undefined>;
}

export interface Decided {
  /** `done`: this press decided. `already`: an earlier one had. The others decided nothing. */
  outcome: 'done' | 'already' | 'refused' | 'stale' | 'expired' | 'tampered' | 'missing';
  /** What to tell the person who pressed. */
  answer: string;
  /** The approval as it is now, where it is known. */
  approval?: Approval;
  /** What every message with the card must show now. */
  update?: Update;
  /** Other open notes to the same person, whose cards name this one now. */
  beside?: Update[];
}

/** One press on Approve or Reject. Of any number at once exactly one decides; each gets an answer. */
export async function decide(deps: ApprovalDeps, request: DecideRequest): Promise<Decided> {
  const { tenant, actor, decision } = request;
  const approval = await findApproval(deps, tenant, request.approvalId);
  if (!approval) return { outcome: 'missing', answer: 'This is no longer stored. Nothing was sent or changed.' };
  const answered = async (kind: Decided['outcome'], answer: string, current = approval): Promise<Decided> => ({
    outcome: kind,
    answer,
    approval: current,
    update: await updateOf(deps, current),
  });

  const by = { by: actor.id, closed: await request.closed?.() };
  const refused = obstacle(decision, approval, await standingOf({ models: deps.models, now: deps.clock.now() }, approval, by));
  if (refused) {
    await note(deps, approval, actor, 'refused', { decision, reason: 'policy' });
    return { outcome: 'refused', answer: refusalOf(decision, approval.kind, refused), approval };
  }
  if (approval.state !== 'pending' && approval.state !== 'failed') return answered('already', already(approval));
  if (approval.version !== request.version) {
    return answered(
      'stale',
      `That button belongs to version ${request.version}; the text was changed since. Version ${approval.version} is on the card now and needs its own decision. Nothing was sent.`,
    );
  }
  const now = deps.clock.now();
  if (approval.expiresAt <= now) {
    const expired = await step(deps, approval, 'expire');
    const current = expired ?? (await findApproval(deps, tenant, approval._id)) ?? approval;
    return answered('expired', `${outcome(current)} Ask for ${approval.kind === 'outreach' ? 'a new draft' : 'it again'}.`, current);
  }
  if (digestOf(approval) !== approval.digest) {
    await note(deps, approval, actor, 'refused', { decision, reason: 'digest' });
    deps.log.error({ approval: approval._id }, 'an approval does not match its digest');
    return {
      outcome: 'tampered',
      answer:
        'Not approved, nothing was sent: the stored text is not the one that was put up for approval. Ask for a new draft and tell an admin.',
      approval,
    };
  }

  const decided = { decidedBy: { id: actor.id, name: actor.name }, decidedAt: now };
  const set = decision === 'approve' ? { ...decided, leaseUntil: new Date(now.getTime() + LEASE_MS) } : decided;
  const won = await step(deps, approval, decision === 'approve' ? 'claim' : 'reject', { where: boundFilter(approval), set });
  if (!won) {
    const current = (await findApproval(deps, tenant, approval._id)) ?? approval;
    return answered('already', already(current), current);
  }
  if (decision === 'reject') {
    await note(deps, won, actor, 'rejected', {});
    return answered('done', outcome(won), won);
  }
  const carriedOut = await carryOut(deps, won, { actor, closed: request.closed });
  return answered('done', outcome(carriedOut), carriedOut);
}

function carryOut(deps: ApprovalDeps, approval: Approval, decision: Pick<DecideRequest, 'actor' | 'closed'>): Promise<Approval> {
  const write = () => {
    if (isOutreach(approval)) return deliver(deps, approval, decision);
    if (isAction(approval)) return perform(deps, approval, decision);
    throw new Error(`an approval of kind ${approval.kind} is incomplete`);
  };
  return noted({ ...deps, tenant: approval.tenant }, [approval.account.id], write);
}

function already(approval: Approval): string {
  return approval.state === 'pending'
    ? `Not done: the text was changed at the same moment. Version ${approval.version} needs its own decision.`
    : `Already decided. ${outcome(approval)}`;
}

/** Records a decision without an outward effect; the decision stands even when the trail cannot be written. */
async function note(
  deps: ApprovalDeps,
  approval: Approval,
  actor: Actor,
  event: 'refused' | 'rejected',
  extra: Record<string, unknown>,
): Promise<void> {
  const { tenant, _id, version, digest } = approval;
  const data = { approval: _id, version, digest, ...extra };
  await audit(deps.models, { tenant, actorId: actor.id, at: deps.clock.now(), event, data }).catch((error: unknown) =>
    deps.log.error({ error: describeError(error), approval: _id }, 'audit failed'),
  );
}
