import { describeError } from '../../agents/kit/describe-error.ts';
import { plain } from '../../agents/kit/text.ts';
import type { ActionApproval, Approval } from '../../models/approval.ts';
import { audit } from '../../tools/audit.ts';
import { runTool } from '../../tools/run-tool.ts';
import { contextFor } from '../assistant.ts';
import { type Decision, obstacleNow } from './deliver.ts';
import type { ApprovalDeps } from './deps.ts';
import { digestOf } from './digest.ts';
import { findApproval, step } from './store.ts';

/**
 * Does what an approved action says, as the person who approved it. Its tool changes nothing further when it runs again
 * with the same arguments, so whatever went wrong may be tried again; where nobody knows what came of it, nothing is.
 */
export async function perform(deps: ApprovalDeps, approval: ActionApproval, decision: Decision): Promise<Approval> {
  const { models, clock, log, catalog } = deps;
  const { actor } = decision;
  const { tenant, _id, version, digest, call } = approval;
  try {
    const refused = await obstacleNow(deps, approval, decision);
    if (refused) return await finishAction(deps, approval, 'refuse', refused);
    if (digestOf(approval) !== digest) throw new Error('the claimed approval does not match its digest');
    const data = { approval: _id, version, digest, tool: call.tool };
    await audit(models, { tenant, actorId: actor.id, at: clock.now(), event: 'approved', data });
  } catch (error) {
    log.error({ error: describeError(error), approval: _id }, 'an approved action could not be recorded');
    return finishAction(deps, approval, 'refuse', 'It could not be recorded, so it was not begun.');
  }
  const outcome = await runTool(catalog, call.tool, call.arguments, contextFor(deps, tenant, actor), { approved: true });
  if (outcome.ok) return finishAction(deps, approval, 'perform', plain(outcome.summary.point));
  // A tool that may not happen twice and was stopped on the way may have happened.
  const lost = outcome.code === 'outcome_unknown' || (catalog.get(call.tool)?.once && outcome.code === 'timeout');
  return finishAction(deps, approval, lost ? 'lose' : 'refuse', outcome.message);
}

/** Settles an action whose process died on the way. */
export function settleAction(deps: Pick<ApprovalDeps, 'models' | 'clock' | 'catalog'>, approval: Approval): Promise<Approval> {
  const tool = approval.call?.tool ?? '';
  // A tool that is not there any more is one that comes and goes.
  if (deps.catalog.get(tool)?.once ?? !deps.catalog.get(tool))
    return finishAction(deps, approval, 'lose', 'Greendoor stopped while doing it. Look there before asking for it again.');
  return finishAction(deps, approval, 'refuse', 'Greendoor stopped while doing it. Trying again does the rest and nothing twice.');
}

async function finishAction(
  deps: Pick<ApprovalDeps, 'models' | 'clock'>,
  approval: Approval,
  ending: 'perform' | 'refuse' | 'lose',
  detail: string,
): Promise<Approval> {
  const receipt = { sent: false, detail, at: deps.clock.now() };
  return (
    (await step(deps, approval, ending, { set: { receipt } })) ?? (await findApproval(deps, approval.tenant, approval._id)) ?? approval
  );
}
