import type { Actor } from '../../agents/kit/context.ts';
import type { Approval } from '../../models/approval.ts';
import { audit } from '../../tools/audit.ts';
import type { Closed } from '../channel-policy.ts';
import type { Decided } from './decide.ts';
import type { ApprovalDeps } from './deps.ts';
import { boundFilter, digestOf } from './digest.ts';
import { DAYS_TO_DECIDE } from './limits.ts';
import { obstacle, whoDecides } from './policy.ts';
import { standingOf } from './standing.ts';
import { findApproval, openBeside, step, updateOf } from './store.ts';
import { outcome } from './words.ts';

export interface AuthorRequest {
  tenant: string;
  /** From the platform's signed payload. */
  actor: Actor;
  approvalId: string;
  /** The version whose button was pressed. */
  version: number;
  decision: 'submit' | 'discard';
  /** Why the place where it was pressed may not see customer data at the moment. */
  closed?: Closed | undefined;
}

/** The author asks for approval of their draft, or drops it. Nobody else may, and others are asked only after that. */
export async function authorStep(deps: ApprovalDeps, request: AuthorRequest): Promise<Decided> {
  const { tenant, actor, decision } = request;
  const approval = await findApproval(deps, tenant, request.approvalId);
  if (!approval) return { outcome: 'missing', answer: 'This is no longer stored. Nothing was sent or changed.' };
  const answered = async (kind: Decided['outcome'], answer: string, current = approval): Promise<Decided> => ({
    outcome: kind,
    answer,
    approval: current,
    update: await updateOf(deps, current),
  });
  if (actor.id !== approval.requestedBy)
    return {
      outcome: 'refused',
      answer: `Not done: this is ${approval.versions[0]?.by.name ?? 'somebody else'}’s own draft so far.`,
      approval,
    };
  if (approval.state !== 'draft') return answered('already', outcome(approval));
  if (approval.version !== request.version)
    return answered('stale', `That button belongs to version ${request.version}; version ${approval.version} is on the card now.`);
  const now = deps.clock.now();
  if (approval.expiresAt <= now) {
    const expired = (await step(deps, approval, 'expire')) ?? approval;
    return answered('expired', `${outcome(expired)} Ask for a new draft.`, expired);
  }
  if (decision === 'discard') {
    const gone = await step(deps, approval, 'discard', { set: { decidedBy: { id: actor.id, name: actor.name }, decidedAt: now } });
    return gone ? answered('done', outcome(gone), gone) : late(deps, approval, answered);
  }
  const standing = await standingOf({ models: deps.models, now }, approval, { by: actor.id, closed: request.closed });
  const refused = obstacle('propose', approval, standing);
  if (refused) return { outcome: 'refused', answer: `Not put up for approval. ${refused.why}. ${refused.next}.`, approval };
  if (digestOf(approval) !== approval.digest) {
    deps.log.error({ approval: approval._id }, 'a draft does not match its digest');
    return {
      outcome: 'tampered',
      answer: 'Not put up for approval: the stored text is not the one that was drafted. Ask for a new draft.',
      approval,
    };
  }
  const { _id, version, digest } = approval;
  await audit(deps.models, {
    tenant,
    actorId: actor.id,
    at: now,
    event: 'proposed',
    data: { approval: _id, version, digest, asked: true },
  });
  const expiresAt = new Date(now.getTime() + DAYS_TO_DECIDE * 86_400_000);
  const asked = await step(deps, approval, 'submit', { where: boundFilter(approval), set: { expiresAt } });
  if (!asked) return late(deps, approval, answered);
  const beside = await Promise.all((await openBeside(deps.models, asked)).map((each) => updateOf(deps, each)));
  return { ...(await answered('done', `Put up for approval: ${whoDecides(asked)} decides.`, asked)), beside };
}

async function late(
  deps: ApprovalDeps,
  { tenant, _id }: Approval,
  answered: (kind: Decided['outcome'], answer: string, current?: Approval) => Promise<Decided>,
): Promise<Decided> {
  const current = await findApproval(deps, tenant, _id);
  return answered('already', current ? outcome(current) : 'This is no longer stored.', current);
}
