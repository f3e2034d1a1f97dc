import type { Actor } from '../../agents/kit/context.ts';
import { worded } from '../../agents/kit/worded.ts';
import { approvalCard, findApproval } from '../../bot/approvals/index.ts';
import { obstacle } from '../../bot/approvals/policy.ts';
import { standingOf } from '../../bot/approvals/standing.ts';
import { instant, outcome } from '../../bot/approvals/words.ts';
import { compactText } from '../../bot/card-text.ts';
import { findOffer, offerCard } from '../../bot/offers/index.ts';
import { roomFor, type ToolContent } from '../../bot/tool-content.ts';
import type { Approval } from '../../models/approval.ts';
import { audit } from '../../tools/audit.ts';
import type { Called } from './called.ts';
import { approvalDecision, offerDecision } from './decisions.ts';
import type { McpDeps } from './mcp-deps.ts';

export const RECEIPT = 'get_receipt';

/** How an offer or an approval stands: of one's own, and of what one may decide. */
export async function readReceipt({ assistant, tenant }: McpDeps, actor: Actor, id: string): Promise<Called> {
  const { models, mailer, clock } = assistant;
  const asOf = clock.now();
  await audit(models, { tenant, actorId: actor.id, at: asOf, event: 'tool', data: { tool: RECEIPT, access: 'read', arguments: { id } } });
  const offer = await findOffer(assistant, tenant, id);
  if (offer && offer.asker.id === actor.id) {
    const { point, parts } = worded(offerCard(offer, actor.timezone));
    return { content: contentOf(point, compactText(parts)), asOf, decisions: [offerDecision(offer)] };
  }
  const approval = offer ? undefined : await findApproval(assistant, tenant, id);
  if (approval && (await mayRead(assistant, actor, approval))) {
    const { subject, account, recipient } = approval;
    const about = [recipient?.name, account.name].filter(Boolean).join(', ');
    const point = `${subject} (${about}). ${outcome(approval, (date) => instant(date, actor.timezone))}`;
    const card = approvalCard(approval, { viewerTimezone: actor.timezone, mailConfigured: mailer.configured });
    return { content: contentOf(point, compactText(worded(card).parts)), asOf, decisions: [approvalDecision(approval)] };
  }
  if (offer || approval) await audit(models, { tenant, actorId: actor.id, at: asOf, event: 'refused', data: { tool: RECEIPT } });
  const message = 'There is no offer or draft with that id that is yours or for you to decide.';
  return { content: { ok: false, tool: RECEIPT, code: 'not_found', message, choices: [] }, asOf };
}

async function mayRead({ models, clock }: McpDeps['assistant'], actor: Actor, approval: Approval): Promise<boolean> {
  if (approval.requestedBy === actor.id || approval.sender.id === actor.id) return true;
  const standing = await standingOf({ models, now: clock.now() }, approval, { by: actor.id });
  return obstacle('approve', approval, standing) === undefined;
}

function contentOf(point: string, shown: string): ToolContent {
  const bare = { ok: true as const, tool: RECEIPT, summary: { point, why: [] } };
  return { ...bare, shown: shown.slice(0, roomFor(bare)) };
}
